"""Plausible answers for a demonstration: the same kecamatan always answers the same."""

from collections.abc import Mapping
from random import Random
from typing import Any

from assessments.entry.services.saving import Content
from assessments.models import Entry
from indicators.scoring.items import Answer, applies, build_item, feeding_codes
from indicators.scoring.sheet import IndicatorSpec, Sheet
from indicators.scoring.specs import Details, Values

WORKS = ("Antar dokumen ke rumah", "Antrean lewat pesan", "Kelas literasi desa", "Pasar tani kecamatan")


def lists_behind(indicator: IndicatorSpec, content: Content) -> dict[str, Any] | None:
    """The lists that the indicator requires behind its counts, as `entry.save` takes them, or None."""
    lists = {
        spec.code: [example_line(no) for no in range(int(content.values[spec.code]))]
        for spec in indicator.inputs
        if spec.details is Details.REQUIRED and content.values.get(spec.code, "0") != "0"
    }
    return {"items": lists} if lists else None


def example_line(no: int) -> dict[str, str]:
    """A line that nobody mistakes for something that was really done."""
    return {"name": f"{WORKS[no % len(WORKS)]} (contoh {no + 1})", "date": "", "place": "", "evidence": ""}


class Answerer:
    """Answers a sheet row by row as one kecamatan might, each by the sample of its kind of rule."""

    def __init__(self, sheet: Sheet, facts: Mapping[str, int], seed: str) -> None:
        self.sheet = sheet
        self.facts = facts
        self.random = Random(seed)  # noqa: S311 demonstration data, no secret
        self.contents: dict[str, Content] = {}

    def all_contents(self) -> dict[str, Content]:
        """An answer for every indicator that applies, by code, in the sheet's order."""
        for indicator in self.sheet.indicators:
            if applies(indicator, self.facts):
                self.contents[indicator.code] = self.content_for(indicator)
        return self.contents

    def content_for(self, indicator: IndicatorSpec) -> Content:
        random_share = self.random.random()
        if indicator.none_occurred and random_share < 0.2:
            return Content(Entry.Status.NONE_OCCURRED, {}, reason="Tidak ada kejadian selama tahun data.")
        if indicator.tdi and random_share > 0.98:
            return Content(Entry.Status.TDI, {})
        offered = self.offered_values(indicator)
        values = indicator.rule.sample(self.random, offered)
        if indicator.tdi and not indicator.needs <= values.keys() | offered.keys():
            return Content(Entry.Status.TDI, {})  # nobody can give what another row was to give
        return Content(Entry.Status.FILLED, dict(values))

    def offered_values(self, indicator: IndicatorSpec) -> Values:
        """What the sources of its inputs will give, as far as they are answered already."""
        feeding = feeding_codes(self.sheet, indicator.code)
        answers = {
            code: Answer(content.status, content.values)
            for code, content in self.contents.items()
            if code in feeding
        }
        return build_item(self.sheet, self.facts, answers, indicator.code).offered
