"""Plausible answers for a demonstration: the same kecamatan always answers the same."""

from random import Random
from typing import Any

from assessments.entry.services.saving import Content
from assessments.models import Entry
from indicators.scoring.sheet import IndicatorSpec, Sheet
from indicators.scoring.specs import Details, FactSource, IndicatorSource, InputKind, InputSpec

BUDGET_LINES = (
    "Penunjang urusan pemerintahan daerah",
    "Penyelenggaraan pemerintahan dan pelayanan publik",
    "Pemberdayaan masyarakat desa dan kelurahan",
    "Koordinasi ketenteraman dan ketertiban umum",
    "Penyelenggaraan urusan pemerintahan umum",
    "Pembinaan dan pengawasan pemerintahan desa",
)
WORKS = ("Antar dokumen ke rumah", "Antrean lewat pesan", "Kelas literasi desa", "Pasar tani kecamatan")


def lists_behind(indicator: IndicatorSpec, content: Content) -> dict[str, Any] | None:
    """The lists that the indicator requires behind its counts, as `entry.save` takes them, or None."""
    lists = {
        spec.code: [example(no) for no in range(int(content.values[spec.code]))]
        for spec in indicator.inputs
        if spec.details is Details.REQUIRED and content.values.get(spec.code, "0") != "0"
    }
    return {"items": lists} if lists else None


def example(no: int) -> dict[str, str]:
    """A line that nobody mistakes for something that was really done."""
    return {"name": f"{WORKS[no % len(WORKS)]} (contoh {no + 1})", "date": "", "place": "", "evidence": ""}


class Answerer:
    """Answers a sheet row by row as one kecamatan might."""

    def __init__(self, sheet: Sheet, facts: dict[str, int], seed: str) -> None:
        self.sheet = sheet
        self.facts = facts
        self.random = Random(seed)  # noqa: S311 demonstration data, no secret
        self.answers: dict[str, Content] = {}

    def all(self) -> dict[str, Content]:
        """An answer for every indicator that applies, by code, in the sheet's order."""
        for indicator in self.sheet.indicators:
            if self.applies(indicator):
                self.answers[indicator.code] = self.answer(indicator)
        return self.answers

    def applies(self, indicator: IndicatorSpec) -> bool:
        rule = indicator.applies
        return rule is None or sum(self.facts[name] for name in rule.facts) >= rule.min

    def answer(self, indicator: IndicatorSpec) -> Content:
        chance = self.random.random()
        if indicator.none_occurred and chance < 0.2:
            return Content(Entry.Status.NONE_OCCURRED, {}, reason="Tidak ada kejadian selama tahun data.")
        if chance > 0.98:
            return Content(Entry.Status.TDI, {})
        values = getattr(self, f"answer_{indicator.rule_kind}")(indicator)
        return Content(Entry.Status.FILLED, values)

    def answer_ratio(self, indicator: IndicatorSpec) -> dict[str, Any]:
        numerator, denominator = (
            indicator.input(indicator.params[key]) for key in ("numerator", "denominator")
        )
        whole = self.offered(denominator)
        values = {}
        if whole is None:
            whole = self.random.randint(2, 24)
            values[denominator.code] = str(whole)
        share = self.random.choice((100, 100, 100, 95, 90, 80, 60, 40))
        return {numerator.code: str(whole * share // 100)} | values

    def answer_banded(self, indicator: IndicatorSpec) -> dict[str, Any]:
        spec = indicator.input(indicator.params["value"])
        top = int(max(level.lower or 0 for level in indicator.levels))
        if spec.kind is InputKind.COUNT:
            return {spec.code: str(self.random.randint(top // 3, top + 2))}
        return {spec.code: f"{self.random.randint(45, 98)}.{self.random.randint(1, 9)}"}

    def answer_checklist(self, indicator: IndicatorSpec) -> dict[str, Any]:
        return {spec.code: self.random.choices(("yes", "no"), (85, 15))[0] for spec in indicator.inputs}

    def answer_choice(self, indicator: IndicatorSpec) -> dict[str, Any]:
        codes = [level.code for level in indicator.levels]
        return {
            indicator.params["value"]: self.random.choices(codes, [4**place for place in range(len(codes))])[
                0
            ]
        }

    def answer_parts(self, indicator: IndicatorSpec) -> dict[str, Any]:
        total = indicator.input(indicator.params["total"])
        parts = [indicator.input(code) for code in indicator.params["parts"]]
        whole = self.offered(total)
        if parts[0].repeatable:
            return self.budget(parts[0], total)
        return self.split(parts, whole or 0)

    def budget(self, part: InputSpec, total: InputSpec) -> dict[str, Any]:
        lines = [
            {"label": label, "value": str(self.random.randint(40, 900) * 250_000)}
            for label in BUDGET_LINES[: self.random.randint(3, 6)]
        ]
        return {part.code: lines, total.code: str(sum(int(line["value"]) for line in lines))}

    def split(self, parts: list[InputSpec], whole: int) -> dict[str, Any]:
        values, left = {}, whole
        for spec in parts[:-1]:
            share = self.random.randint(0, left // 2)
            values[spec.code], left = str(share), left - share
        return values | {parts[-1].code: str(left)}

    def offered(self, spec: InputSpec) -> int | None:
        """What the input's source will give, as far as it is known already."""
        match spec.source:
            case FactSource(facts):
                return sum(self.facts[name] for name in facts)
            case IndicatorSource(indicator, code, _):
                answer = self.answers.get(indicator)
                return int(answer.values[code]) if answer and code in answer.values else None
        return None
