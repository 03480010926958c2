"""Soft warnings: what to look at again, each answered by a note, and none changing a score."""

from typing import Any

import pytest

from assessments.entry.services.saving import Content, save_row
from assessments.entry.services.warnings import warning_findings
from assessments.entry.sheet import load_worksheet
from assessments.models import Entry, Period, Stage, Worksheet
from assessments.scores.scoring import result_of
from indicators.scoring.documents.document import canonical_text, read_document
from tests.cast import Cast
from tests.offices import Office, answer, fill_bendo, published


def findings(office: Office) -> list[tuple[int, str, bool]]:
    """Number, code and whether answered."""
    entries = {it.code: it for it in office.bendo.entries.all()}
    found = warning_findings(office.bendo, result_of(office.bendo), entries)
    return [(it.no, it.kind, it.has_note) for it in found]


def sentence(office: Office, kind: str) -> str:
    entries = {it.code: it for it in office.bendo.entries.all()}
    found = warning_findings(office.bendo, result_of(office.bendo), entries)
    return next(it.sentence for it in found if it.kind == kind)


def last_year(office: Office, by: Any, **rows: dict[str, Any]) -> Worksheet:
    """A worksheet on the year before with these values."""
    text = office.bendo.revision.document
    document = read_document(text)
    earlier = {"code": "tahun-lalu", "year": document["year"] - 1, "data_year": document["data_year"] - 1}
    revision = published(canonical_text(document | earlier))
    period = Period.objects.create(
        owner=office.stage.period.owner,
        code="tahun-lalu",
        state="running",
        year=office.stage.period.year - 1,
        name="Tahun lalu",
    )
    stage = Stage.objects.create(period=period, name="Isian", instrument=revision.instrument)
    now = office.bendo
    old = Worksheet.objects.create(stage=stage, district=now.district, profile=now.profile, revision=revision)
    for code, values in rows.items():
        Entry.objects.create(
            worksheet=old, code=code, values=values, saved_at=office.window.opens, saved_by=by
        )
    return old


def test_all_of_fewer_villages_than_there_are_is_looked_at_again(office: Office, cast: Cast) -> None:
    answer(office.bendo, "i24", cast.sari, n="5", d="5")
    answer(office.bendo, "i25", cast.sari, n="14", d="15")
    answer(office.bendo, "i27", cast.sari, n="5", d="5")

    assert findings(office) == [(24, "fewer_than_villages", False)]
    assert sentence(office, "fewer_than_villages") == (
        "“Raperdes RKPDes yang tersusun” 5 dokumen, menurut profil kecamatan ada 15 desa. "
        "Periksa, atau tulis sebabnya di catatan."
    )
    office.bendo.refresh_from_db()
    assert result_of(office.bendo).row("i24").achievement == 100


def test_a_note_answers_a_warning(office: Office, cast: Cast) -> None:
    content = Content("filled", {"n": "5", "d": "5"}, note="10 desa masih berproses")
    save_row(load_worksheet(office.bendo), code="i24", content=content, version=0, by=cast.sari)

    assert findings(office) == [(24, "fewer_than_villages", True)]


def test_a_note_is_no_list(office: Office, cast: Cast) -> None:
    content = Content("filled", {"n": "8"}, note="daftar menyusul")
    save_row(load_worksheet(office.bendo), code="i39", content=content, version=0, by=cast.sari)

    assert findings(office) == [(39, "details_missing", False)]


@pytest.mark.parametrize(
    ("code", "values", "kind"),
    [
        ("i11", {"n": "9", "d": "8"}, "above_denominator"),
        ("i53", {"utama": "16", "madya": "1", "pratama": "0"}, "parts_differ"),
        ("i45", {"part": [{"label": "A", "value": "5"}], "total": "9"}, "parts_differ"),
        ("i31", {"n": "0", "d": "0"}, "differs_from_source"),
        ("i39", {"n": "8"}, "details_missing"),
    ],
)
def test_each_kind_of_warning_is_listed(
    office: Office, cast: Cast, code: str, values: dict[str, Any], kind: str
) -> None:
    answer(office.bendo, code, cast.sari, **values)

    assert [(found, noted) for _, found, noted in findings(office)] == [(kind, False)]


def test_realisation_above_the_budget_of_another_row_is_listed(office: Office, cast: Cast) -> None:
    answer(office.bendo, "i45", cast.sari, part=[{"label": "A", "value": "900"}], total="900")
    answer(office.bendo, "i46", cast.sari, realisation="901")

    assert findings(office) == [(46, "above_denominator", False)]


@pytest.mark.parametrize(
    ("old", "new", "far"),
    [("5", "10", False), ("5", "11", True), ("11", "5", True), ("1", "5", False), ("0", "5", True)],
)
def test_a_count_far_from_last_years_is_looked_at_again(
    office: Office, cast: Cast, old: str, new: str, far: bool
) -> None:
    last_year(office, cast.sari, i01={"n": old})
    answer(office.bendo, "i01", cast.sari, n=new)

    assert findings(office) == ([(1, "far_from_last_year", False)] if far else [])


@pytest.mark.parametrize(("old", "far"), [("90", False), ("70", False), ("69.99", True)])
def test_a_mark_is_far_from_20_points_on(office: Office, cast: Cast, old: str, far: bool) -> None:
    last_year(office, cast.sari, i43={"value": old})
    answer(office.bendo, "i43", cast.sari, value="90")

    assert bool(findings(office)) is far
    if far:
        assert sentence(office, "far_from_last_year").endswith(
            " 90, tahun lalu 69,99. Periksa, atau tulis sebabnya di catatan."
        )


def test_what_was_no_number_last_year_is_passed_over(office: Office, cast: Cast) -> None:
    last_year(office, cast.sari, i01={"n": "BAIK"}, i02={"n": [{"label": "A", "value": "1"}]})
    answer(office.bendo, "i01", cast.sari, n="9")
    answer(office.bendo, "i02", cast.sari, n="9")

    assert findings(office) == []


def test_bendos_worksheet_of_2022_has_its_known_warnings_in_one_query(
    office: Office, cast: Cast, django_assert_num_queries: Any
) -> None:
    fill_bendo(office.bendo, cast.sari)
    entries = {it.code: it for it in office.bendo.entries.all()}
    result = result_of(office.bendo)

    with django_assert_num_queries(1):
        found = warning_findings(office.bendo, result, entries)

    assert [(it.no, it.kind) for it in found] == [(31, "differs_from_source")]
    assert str(result.stored_total) == "86.894377631548"
