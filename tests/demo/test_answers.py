"""Sample answers: every shipped instrument can be answered, scored, and typed into its own form."""

from collections.abc import Mapping

import pytest
from django.http import QueryDict

from assessments.demo.answers import Answerer
from assessments.entry.forms.row import RowForm
from assessments.entry.services.saving import Content
from assessments.models import Entry
from indicators.scoring.documents.document import parse_document, read_document
from indicators.scoring.engine import score
from indicators.scoring.items import Answer, build_items
from indicators.scoring.sheet import IndicatorSpec, Outcome, Sheet
from tests.builders.instrument_documents import ROOT, flat, indicator, input_

INSTRUMENTS = ROOT / "fixtures" / "instruments"
SHIPPED = sorted(str(path.relative_to(INSTRUMENTS)) for path in INSTRUMENTS.rglob("*.json"))
FACTS = ({"desa": 15, "kelurahan": 1}, {"desa": 8, "kelurahan": 0}, {"desa": 0, "kelurahan": 6})


def shipped(name: str) -> Sheet:
    return parse_document(read_document((INSTRUMENTS / name).read_text(encoding="utf-8")))


def typed(spec: IndicatorSpec, content: Content) -> QueryDict:
    """The row's form as the page shows this answer, sent as it is."""
    form = RowForm(spec, entry=Entry(code=spec.code, status=content.status, values=content.values))
    sent = QueryDict(mutable=True)
    sent["version"], sent["reason"] = "0", content.reason
    if content.status != Entry.Status.FILLED:
        sent[content.status] = "on"
    for item in form.typed:
        for line in form.lines(item) if item.repeatable else ():
            sent[line.name], sent[f"{line.name}-label"] = line.value, line.label
        if not item.repeatable:
            sent[item.code] = form.cell_text(item)
    return sent


def answered(contents: Mapping[str, Content]) -> dict[str, Answer]:
    return {code: Answer(content.status, content.values) for code, content in contents.items()}


@pytest.mark.parametrize("facts", FACTS, ids=lambda facts: f"{facts['desa']} desa")
@pytest.mark.parametrize("name", SHIPPED)
def test_every_row_of_a_shipped_instrument_is_answered_and_scored(name: str, facts: dict[str, int]) -> None:
    sheet = shipped(name)
    for seed in map(str, range(10)):
        contents = Answerer(sheet, facts, seed).all_contents()
        result = score(build_items(sheet, facts, answered(contents)))

        assert [row.code for row in result.rows if row.outcome is Outcome.EMPTY] == []


@pytest.mark.parametrize("name", SHIPPED)
def test_every_sample_is_what_its_form_takes(name: str) -> None:
    sheet = shipped(name)
    for code, content in Answerer(sheet, FACTS[0], "35.20.01").all_contents().items():
        form = RowForm(sheet.by_code[code], typed(sheet.by_code[code], content))

        assert form.errors == {}
        assert (form.content.status, form.content.values) == (content.status, content.values)


def test_the_same_kecamatan_always_answers_the_same() -> None:
    sheet = shipped("jatim-2022.json")
    first, again, other = (
        Answerer(sheet, FACTS[0], seed).all_contents() for seed in ("35.1", "35.1", "35.2")
    )

    assert first == again != other


def test_what_another_row_was_to_give_and_does_not_is_no_data() -> None:
    taken = [input_("n"), input_("d", source={"indicator": "i1", "input": "d"})]
    sheet = flat(indicator(1), indicator(2, inputs=taken, none_occurred=False))
    answerer = Answerer(sheet, {}, "1")
    answerer.contents["i1"] = Content(Entry.Status.TDI, {})

    assert answerer.content_for(sheet.by_code["i2"]).status == Entry.Status.TDI
