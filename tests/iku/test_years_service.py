"""A year: opened by a signed document, rows saved one by one, worked out, closed."""

from fractions import Fraction
from typing import Any

import pytest

from assessments.iku.models import IkuEvent, IkuYear, RegencyTemplate
from assessments.iku.services.documents import begin_draft, bring_in_document, sign_document
from assessments.iku.services.results import load_year_result
from assessments.iku.services.years import (
    EntryContent,
    NoDocument,
    StaleIkuRow,
    TargetContent,
    close_year,
    open_year,
    reopen_year,
    save_entry,
    save_targets,
)
from indicators.iku.figures import EMPTY, UNDEFINED
from kinerja.refusals import Closed
from tests.cast import Cast
from tests.iku.documents import bendo
from tests.iku.office import fill, filled, opened, signed

FIRST: dict[str, Any] = {"code": "1", "quarter": 1}
VALUES = EntryContent({"ditindaklanjuti": "3", "dilakukan": "4"}, "Terlambat", "Dijadwalkan ulang")


def test_a_year_opens_with_the_targets_of_the_renstra(cast: Cast) -> None:
    year = opened(cast)

    assert [(row.code, row.annual, row.quarters) for row in year.targets.order_by("code")] == [
        ("1", "85.5", ["", "", "", ""]),
        ("2", "85.5", ["", "", "", ""]),
    ]
    assert open_year(district=cast.places.bendo, year=2022, by=cast.budi) == year


@pytest.mark.parametrize("year", [2020, 2024])
def test_a_year_in_which_no_document_is_valid_does_not_open(cast: Cast, year: int) -> None:
    signed(cast)

    with pytest.raises(NoDocument, match=f"tahun {year}"):
        open_year(district=cast.places.bendo, year=year, by=cast.sari)


def test_a_draft_opens_no_year(cast: Cast) -> None:
    bring_in_document(data=bendo(), by=cast.sari)

    with pytest.raises(NoDocument):
        open_year(district=cast.places.bendo, year=2022, by=cast.sari)


def test_a_quarter_is_saved_with_its_event(cast: Cast) -> None:
    year = opened(cast)

    saved = save_entry(year=year, **FIRST, content=VALUES, version=0, by=cast.budi)

    row = year.entries.get()
    assert (saved.changed, row.version, row.saved_by) == (True, 1, cast.budi)
    assert (row.values, row.explanation, row.follow_up) == (
        {"ditindaklanjuti": "3", "dilakukan": "4"},
        "Terlambat",
        "Dijadwalkan ulang",
    )
    event = IkuEvent.objects.get(action="entry_saved")
    assert (event.subject, event.old["values"], event.new["values"]) == ("1/1", {}, row.values)


def test_a_row_that_moved_on_is_not_overwritten_and_the_same_again_is_no_conflict(cast: Cast) -> None:
    year = opened(cast)
    save_entry(year=year, **FIRST, content=VALUES, version=0, by=cast.budi)

    with pytest.raises(StaleIkuRow) as caught:
        save_entry(year=year, **FIRST, content=EntryContent(), version=0, by=cast.sari)
    assert caught.value.current == year.entries.get()
    assert save_entry(year=year, **FIRST, content=VALUES, version=0, by=cast.sari).changed is False

    target = TargetContent("90", ["20", "40", "", ""])
    with pytest.raises(StaleIkuRow):
        save_targets(year=year, code="1", content=target, version=0, by=cast.sari)
    assert save_targets(year=year, code="1", content=target, version=1, by=cast.sari).changed is True
    assert year.targets.get(code="1").quarters == ["20", "40", "", ""]


def test_what_the_document_does_not_name_cannot_be_filled(cast: Cast) -> None:
    year = opened(cast)

    for code, content in (("9", EntryContent()), ("1", EntryContent({"lain": "1"}))):
        with pytest.raises(KeyError):
            save_entry(year=year, code=code, quarter=1, content=content, version=0, by=cast.sari)
    with pytest.raises(ValueError, match="dot-decimal"):
        save_entry(year=year, **FIRST, content=EntryContent({"dilakukan": "1e5"}), version=0, by=cast.sari)
    assert not year.entries.exists()


def test_a_closed_year_stays_as_it_is_until_it_is_opened_again(cast: Cast) -> None:
    year = filled(cast)
    close_year(year=year, by=cast.camat)

    with pytest.raises(Closed, match="Tahun 2022 sudah ditutup"):
        save_entry(year=year, **FIRST, content=VALUES, version=1, by=cast.sari)
    with pytest.raises(Closed):
        save_targets(year=year, code="1", content=TargetContent("1"), version=1, by=cast.sari)

    reopen_year(year=year, by=cast.camat, note="Salah ketik")
    assert save_entry(year=year, **FIRST, content=VALUES, version=1, by=cast.sari).changed is True
    assert IkuEvent.objects.get(action="year_reopened").note == "Salah ketik"


def test_open_years_follow_a_newly_signed_version_and_closed_ones_do_not(cast: Cast) -> None:
    open_one = opened(cast)
    closed = open_year(district=cast.places.bendo, year=2021, by=cast.sari)
    close_year(year=closed, by=cast.camat)

    second = sign_document(document=begin_draft(district=cast.places.bendo, by=cast.sari), by=cast.camat)

    documents = dict(IkuYear.objects.values_list("year", "document__no"))
    assert (documents, second.no) == ({2021: 1, 2022: 2}, 2)
    assert IkuEvent.objects.get(action="year_moved").about_id == open_one.pk


def test_a_year_is_worked_out_from_its_quarters(cast: Cast) -> None:
    first, second = load_year_result(filled(cast)).indicators

    assert (first.realisation.figure, first.achievement) == (75, Fraction(7500) / Fraction("85.5"))
    assert (first.predicate, first.below_target) == ("Tinggi", True)
    assert [it.realisation.figure for it in first.quarters] == [50, 90, Fraction(1300, 16), 75]
    assert [it.alone for it in first.quarters] == [50, 100, Fraction(200, 3), Fraction(125, 2)]
    assert [it.achievement for it in first.quarters] == [EMPTY] * 4  # no targets of quarters
    assert second.realisation.figure == Fraction(250, 3)
    assert [it.achievement for it in second.quarters[:3]] == [EMPTY] * 3
    assert second.quarters[3].achievement == Fraction(250, 3) / Fraction("85.5") * 100
    assert (second.predicate, second.targets_agree) == ("Sangat tinggi", True)
    assert (second.end_target, second.toward_end) == (90, Fraction(250, 3) / 90 * 100)


def test_last_years_realisation_stands_beside_this_years(cast: Cast) -> None:
    last = filled(cast, 2021)
    year = open_year(district=cast.places.bendo, year=2022, by=cast.sari)
    values = EntryContent({"ditindaklanjuti": "9", "dilakukan": "10"})
    save_entry(year=year, **FIRST, content=values, version=0, by=cast.sari)

    first, second = load_year_result(year).indicators

    assert load_year_result(last).result_of_indicator("1").last_year is EMPTY
    assert (first.last_year, first.change) == (75, 15)
    assert (second.last_year, second.change) == (Fraction(250, 3), EMPTY)


def test_a_year_counts_its_tercapai(cast: Cast) -> None:
    year = filled(cast)
    save_targets(year=year, code="1", content=TargetContent("75"), version=1, by=cast.sari)

    result = load_year_result(year)

    assert (result.achieved_count(), result.achieved_count(Fraction(95)), len(result.indicators)) == (1, 2, 2)
    assert result.complete


def test_no_denominator_leaves_the_year_undefined_and_no_target_leaves_it_open(cast: Cast) -> None:
    year = opened(cast)
    nothing = EntryContent({"ditindaklanjuti": "0", "dilakukan": "0"})
    save_entry(year=year, **FIRST, content=nothing, version=0, by=cast.sari)

    first, second = load_year_result(year).indicators

    assert (first.achievement, first.predicate, first.realisation.missing) == (UNDEFINED, "", (2, 3, 4))
    assert (second.achievement, load_year_result(year).achieved_count(), load_year_result(year).complete) == (
        EMPTY,
        0,
        False,
    )


def test_quarters_targets_that_do_not_come_to_the_years_are_told(cast: Cast) -> None:
    year = filled(cast)
    for quarters in (["80", "80", "80", "80"], ["80", "90", "86", ""]):
        version = year.targets.get(code="1").version
        content = TargetContent("85.5", quarters)
        save_targets(year=year, code="1", content=content, version=version, by=cast.sari)
        assert load_year_result(year).result_of_indicator("1").targets_agree is (quarters[3] == "")


def test_the_predikat_are_those_of_the_kabupaten(cast: Cast) -> None:
    year = filled(cast)
    RegencyTemplate.objects.create(
        regency=cast.places.regency,
        predicates=[{"from": "0", "label": "Kurang"}, {"from": "90", "label": "Baik"}],
    )

    assert [one.predicate for one in load_year_result(year).indicators] == ["Kurang", "Baik"]


def test_a_year_is_read_in_four_queries(cast: Cast, django_assert_num_queries: Any) -> None:
    year = IkuYear.objects.select_related("document").get(pk=filled(cast).pk)

    with django_assert_num_queries(4):
        load_year_result(year)


def test_a_year_after_another_is_read_in_five_queries(cast: Cast, django_assert_num_queries: Any) -> None:
    filled(cast, 2021)
    year = open_year(district=cast.places.bendo, year=2022, by=cast.sari)
    fill(year, cast)

    with django_assert_num_queries(5):
        load_year_result(year)
