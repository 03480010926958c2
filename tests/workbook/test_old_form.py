"""The old official form: what its lines are, what would be saved, and all or nothing of it."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from assessments.demo.filling import bendo_answers
from assessments.entry.services.saving import Content, save_row
from assessments.entry.sheet import load_worksheet
from assessments.models import Event, Worksheet
from assessments.scores.scoring import result_of
from assessments.workbook.old_form.matching import match_form
from assessments.workbook.old_form.reader import MOST_ROWS, OldForm, read_old_form
from assessments.workbook.services.old_form import (
    OldFormPlan,
    PlanRow,
    ProposalState,
    bring_in_old_form,
    old_form_plan,
)
from indicators.editions.sheets import sheet_of
from indicators.scoring.sheet import Sheet
from kinerja.refusals import Moved
from kinerja.workbook.guard import BadWorkbook
from tests.builders.instrument_documents import BENDO, jatim
from tests.builders.old_forms import (
    HEADINGS,
    PLACE,
    TITLE,
    bendo_data,
    bendo_form,
    form_rows,
    printed,
    workbook,
)
from tests.cast import Cast
from tests.offices import Office, answer, move_window

TOTAL = Decimal("86.894377631548")
BRANDED = [[TITLE], [PLACE], list(HEADINGS)]


def form_of(content: bytes) -> OldForm:
    return read_old_form("lama.xlsx", BytesIO(content))


def sheet(office: Office) -> Sheet:
    return sheet_of(office.bendo.revision_id)


def plan_from(worksheet: Worksheet, *rows: list[Any]) -> OldFormPlan:
    """The plan of a form with these lines below the headings."""
    return old_form_plan(worksheet, form_of(workbook([*BRANDED, *rows])))


def line(text: str, data: Any = "", capaian: Any = "", weight: Any = "") -> list[Any]:
    return ["", "", text, "", weight, data, capaian]


def row(plan: OldFormPlan, no: int) -> PlanRow:
    return next(it for it in plan.rows if it.block.indicator.no == no)


def bring(office: Office, cast: Cast, plan: OldFormPlan, replace: bool = False) -> int:
    return bring_in_old_form(worksheet=office.bendo, changes=plan.changes(), replace=replace, by=cast.sari)


def test_bendos_form_gives_bendos_answers_and_total(office: Office, cast: Cast) -> None:
    plan = old_form_plan(office.bendo, form_of(bendo_form(sheet(office))))

    assert plan.reading.strays == []
    assert [(it.block.indicator.no, it.proposal.problems, it.differences) for it in plan.rows] == [
        (no, [], ()) for no in range(1, 54)
    ]
    assert bring(office, cast, plan) == 53
    stored = {entry.code: (entry.status, entry.values) for entry in office.bendo.entries.all()}
    expected = {code: (it.status, it.values) for code, it in bendo_answers(office.bendo, BENDO).items()}
    for lines in (stored, expected):  # the old form leaves the parts unnamed
        for part in lines["i45"][1]["part"]:
            part.pop("label")
    assert stored == expected
    office.bendo.refresh_from_db()
    assert office.bendo.claim_total == TOTAL == plan.result.stored_total


def test_looking_at_it_changes_nothing(office: Office) -> None:
    before = Event.objects.count()

    old_form_plan(office.bendo, form_of(bendo_form(sheet(office))))

    assert office.bendo.entries.count() == 0
    assert Event.objects.count() == before


def test_every_edition_wording_is_understood_in_capitals_and_without_signs() -> None:
    edition = jatim()
    rows = form_rows(edition, bendo_data(), printed())
    for cells in rows[5:]:
        place = 5 if len(cells) == 10 else 2
        if len(cells) > place and isinstance(cells[place], str):
            cells[place] = cells[place].upper().replace(",", " ,").replace("/", " / ")

    reading = match_form(form_of(workbook(rows)), edition)

    assert [block.indicator.no for block in reading.blocks] == list(range(1, 54))
    assert reading.strays == []


def test_rows_that_hold_something_are_replaced_on_request_only(office: Office, cast: Cast) -> None:
    answer(office.bendo, "i01", cast.sari, n="3")
    answer(office.bendo, "i02", cast.sari, n="8")
    plan = old_form_plan(office.bendo, form_of(bendo_form(sheet(office))))

    assert (row(plan, 1).state, row(plan, 2).state, row(plan, 3).state) == (
        ProposalState.OTHER,
        ProposalState.SAME,
        ProposalState.NEW,
    )
    assert bring(office, cast, plan) == 51
    assert office.bendo.entries.get(code="i01").values == {"n": "3"}
    again = old_form_plan(office.bendo, form_of(bendo_form(sheet(office))))
    assert bring(office, cast, again, replace=True) == 1
    assert office.bendo.entries.get(code="i01").values == {"n": "10"}


def test_a_note_stays_when_its_row_is_replaced(office: Office, cast: Cast) -> None:
    content = Content("filled", {"n": "3"}, note="Dihitung dua kali")
    save_row(load_worksheet(office.bendo), code="i01", content=content, version=0, by=cast.sari)

    plan = plan_from(office.bendo, line("Jumlah kegiatan sosialisasi pembinaan wawasan kebangsaan", 10))
    bring(office, cast, plan, replace=True)

    entry = office.bendo.entries.get(code="i01")
    assert (entry.values, entry.note) == ({"n": "10"}, "Dihitung dua kali")


def test_a_row_that_moved_meanwhile_stops_all_of_it(office: Office, cast: Cast) -> None:
    plan = old_form_plan(office.bendo, form_of(bendo_form(sheet(office))))
    answer(office.bendo, "i30", cast.budi, n="14")

    with pytest.raises(Moved, match="Nomor 30 diubah orang lain"):
        bring(office, cast, plan)

    assert [entry.code for entry in office.bendo.entries.all()] == ["i30"]


def test_wordings_that_are_not_the_editions_are_listed_and_swallow_nothing(office: Office) -> None:
    plan = plan_from(
        office.bendo,
        line("29. 21. Desa yang menyusun profil desa", 15, 100, 1),
        line("Jumlah warung kopi", 12, 100, 1),
        line("Jumlah keseluruhan desa", 99),
        line("", 98),
    )

    assert [(it.row, it.reason) for it in plan.reading.strays] == [
        (5, "belum dikenal pada edisi ini"),
        (6, "kalimatnya dipakai nomor 29, 30, 31"),
        (7, "belum dikenal pada edisi ini"),
    ]
    assert row(plan, 29).proposal.values == {"n": "15"}
    assert len(plan.missing) == 52


def test_a_sentence_cut_short_is_known_by_its_number_and_to_be_checked(office: Office) -> None:
    plan = plan_from(
        office.bendo,
        line("14. 9. Permasalahan pelanggaran Perda yang", 2, 100, 1.2),
        line("Permasalahan pelanggaran Perda yang ter", 2),
        line("99. Permasalahan pelanggaran Perda yang", 3, 100, 1.2),
    )

    assert row(plan, 14).proposal.values["n"] == "2"
    assert "Dikenali dari nomor dan awal kalimatnya. Periksa." in row(plan, 14).proposal.remarks
    assert [it.row for it in plan.reading.strays][-1] == 6


def test_an_indicator_that_comes_twice_is_taken_once(office: Office) -> None:
    text = "Jumlah bimtek dan konsultasi wawasan kebangsaan"

    plan = plan_from(office.bendo, line(text, 8), line(text, 9))

    assert row(plan, 2).proposal.values == {"n": "8"}
    assert plan.reading.strays[0].reason == "nomor 2 sudah ada di atasnya"


def test_a_cell_of_several_lines_is_read_line_by_line(office: Office) -> None:
    texts = (
        "11. 32. Jumlah Kew. Delegatif yang dilaksanakan oleh kecamatan*\nJumlah kew. delegatif yang diatur"
    )
    wrapped = "Jumlah program yang terakomodir\ndalam DPA tahun 2021"

    plan = plan_from(office.bendo, line(texts, "18\n32", 56.25), line(wrapped, 5), line("", 6))

    assert row(plan, 11).proposal.values == {"n": "18", "d": "32"}
    assert row(plan, 44).proposal.values == {"n": "5", "d": "6"}


@pytest.mark.parametrize(
    ("no", "data", "stored"),
    [
        (28, "93%", "93"),
        (28, "93", "93"),
        (28, 93, "93"),
        (43, "71,4", "71.4"),
        (43, 71.4, "71.4"),
        (9, "Sangat  baik", "SANGAT_BAIK"),
        (22, "tidak ada", "TIDAK"),
        (46, "Rp 3.276.165.769", "3276165769"),
        (46, 3276165769, "3276165769"),
    ],
)
def test_data_are_read_by_the_grammar_of_the_forms(office: Office, no: int, data: Any, stored: str) -> None:
    spec = sheet(office).by_no[no]

    plan = plan_from(office.bendo, line(spec.text, data))

    assert row(plan, no).proposal.values == {spec.inputs[0].code: stored}


@pytest.mark.parametrize(
    ("no", "data", "words"),
    [
        (43, "71.4", "Tulis desimal dengan koma: 71,4."),
        (46, "3,276,165,769", "Ini format Inggris."),
        (1, 7.5, "Tulis bilangan bulat"),
        (1, -2, "Tulis tanpa tanda minus: 2."),
        (1, date(2021, 8, 17), "Sel ini berisi tanggal."),
        (1, "#REF!", "Sel ini berisi kesalahan #REF!. Perbaiki rumusnya."),
        (1, "sepuluh", "Tulis angka saja"),
        (28, 101, "paling besar 100"),
        (43, 71.40001, "paling banyak 4 angka di belakang koma"),
        (9, "Lumayan", "tulis salah satu dari Tidak baik, Kurang baik, Baik, Sangat baik"),
        (1, "nihil", "Tulis alasan"),
    ],
)
def test_what_does_not_fit_is_told_and_not_saved(office: Office, no: int, data: Any, words: str) -> None:
    plan = plan_from(office.bendo, line(sheet(office).by_no[no].text, data))

    assert words in " ".join(row(plan, no).proposal.problems)
    assert row(plan, no).state is ProposalState.NOTHING
    assert plan.changes() == []


def test_a_percent_cell_is_shown_to_be_checked_and_refused_elsewhere(office: Office) -> None:
    def format_it(page: Any) -> None:
        page["F4"].number_format = page["F5"].number_format = "0%"

    rows = [line(sheet(office).by_no[no].text, 0.93) for no in (28, 1)]
    plan = old_form_plan(office.bendo, form_of(workbook([*BRANDED, *rows], format_it)))

    assert row(plan, 28).proposal.values == {"value": "93"}
    assert row(plan, 28).proposal.remarks == ["Sel berformat persen dibaca 93%. Periksa."]
    assert "berformat persen" in row(plan, 1).proposal.problems[0]


def test_tdi_stands_for_a_row_without_data(office: Office) -> None:
    tdi, contrary = sheet(office).by_no[33], sheet(office).by_no[1]

    plan = plan_from(office.bendo, line(tdi.text, "", "TDI"), line(contrary.text, 10, "TDI"))

    assert row(plan, 33).proposal.status == "tdi"
    assert row(plan, 33).differences == ()
    assert row(plan, 1).proposal.values == {"n": "10"}
    assert row(plan, 1).differences == ("Capaian pada berkas TDI, menurut hitungan 100.",)


@pytest.mark.parametrize(
    ("capaian", "told"),
    [
        (56.25, ()),
        ("56.25", ()),
        ("56,3", ()),
        (57, ("Capaian pada berkas 57, menurut hitungan 56,25.",)),
        ("", ()),
    ],
)
def test_printed_capaian_is_compared(office: Office, capaian: Any, told: tuple[str, ...]) -> None:
    spec = sheet(office).by_no[11]

    plan = plan_from(office.bendo, line(spec.text, 18, capaian), line(spec.inputs[1].label, 32))

    assert row(plan, 11).differences == told


def test_what_the_profile_says_is_not_taken_from_the_file(office: Office, cast: Cast) -> None:
    spec = sheet(office).by_no[29]

    plan = plan_from(office.bendo, line(spec.text, 15), line(spec.inputs[1].label, 16))

    assert row(plan, 29).proposal.values == {"n": "15"}
    assert row(plan, 29).proposal.remarks == ["Jumlah keseluruhan desa: berkas 16, yang dipakai 15."]


@pytest.mark.parametrize(
    ("heading", "answer_", "state"), [(9, "yes", ProposalState.NEW), (0, "no", ProposalState.NEW)]
)
def test_a_list_that_is_counted_as_whole_needs_no_guess(
    office: Office, heading: int, answer_: str, state: ProposalState
) -> None:
    plan = plan_from(office.bendo, line(sheet(office).by_no[8].text, heading))

    assert set(row(plan, 8).proposal.values.values()) == {answer_}
    assert row(plan, 8).state is state


def test_a_list_that_is_counted_in_part_is_not_guessed(office: Office) -> None:
    plan = plan_from(office.bendo, line(sheet(office).by_no[8].text, 7))

    assert row(plan, 8).state is ProposalState.NOTHING
    assert "tidak menyebut mana yang ada" in row(plan, 8).proposal.problems[0]


def test_rows_that_do_not_apply_are_left_out(office: Office, cast: Cast) -> None:
    rows = form_rows(sheet(office), bendo_data(), printed())
    rows[2] = ["KECAMATAN KARTOHARJO KOTA MADIUN"]

    plan = old_form_plan(office.city_sheet, form_of(workbook(rows)))

    assert row(plan, 24).state is ProposalState.NOTHING  # Raperdes in a kecamatan of kelurahan
    done = bring_in_old_form(worksheet=office.city_sheet, changes=plan.changes(), replace=False, by=cast.maya)
    assert done == plan.count(ProposalState.NEW) < 53
    assert result_of(office.city_sheet).stored_total == plan.result.stored_total


def test_another_kecamatans_form_is_refused_by_name(office: Office) -> None:
    with pytest.raises(BadWorkbook, match="berisi Kecamatan Bendo, sedangkan kertas kerja ini milik"):
        old_form_plan(office.neighbour, form_of(bendo_form(sheet(office))))


def test_another_year_is_told(office: Office) -> None:
    content = workbook([["KERTAS KERJA TAHUN 2021"], list(HEADINGS), line("Jumlah bimtek", 1)])

    assert old_form_plan(office.bendo, form_of(content)).remarks == (
        "Judul berkas menyebut tahun 2021, sedangkan kertas kerja ini tahun 2022.",
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK bukan berkas", "bukan buku kerja Excel"),
        (workbook([["Nama", "Nilai"], ["a", 1]]), "Judul kolom Indikator"),
        (workbook([list(HEADINGS), *[["x"]] * MOST_ROWS]), "di bawah baris 2.000"),
    ],
)
def test_other_files_are_refused_with_a_reason(content: bytes, words: str) -> None:
    with pytest.raises(BadWorkbook, match=words):
        form_of(content)


def without_its_sheet(content: bytes) -> bytes:
    target = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name)[:200] if "sheet1" in name else old.read(name))
    return target.getvalue()


def test_a_broken_file_is_refused_with_what_to_do(office: Office) -> None:
    with pytest.raises(BadWorkbook, match="rusak dan tidak dapat dibuka"):
        form_of(without_its_sheet(bendo_form(sheet(office))))


def run(*args: str) -> str:
    out = StringIO()
    call_command("import_worksheet", *args, stdout=out)
    return out.getvalue()


def test_the_command_shows_first_and_saves_on_request(office: Office, cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "bendo.xlsx"
    file.write_bytes(bendo_form(sheet(office)))
    place = (str(file), "--kecamatan", "35.20.10")

    told = run(*place, "--dry-run")

    assert "53 nomor dikenali. Nilai bila semuanya dipakai 86,894377631548." in told
    assert office.bendo.entries.count() == 0
    with pytest.raises(CommandError, match="--oleh"):
        run(*place)
    assert "53 nomor tersimpan" in run(*place, "--periode", "jatim-2022", "--oleh", "sari")
    office.bendo.refresh_from_db()
    assert office.bendo.claim_total == TOTAL


def test_the_command_says_what_stands_in_its_way(office: Office, cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "bendo.xlsx"
    file.write_bytes(bendo_form(sheet(office)))
    now = timezone.now()
    move_window(office, opens=now - timedelta(days=9), closes=now - timedelta(days=2))

    with pytest.raises(CommandError, match="Batas waktu pengisian sudah lewat"):
        run(str(file), "--kecamatan", "35.20.10", "--oleh", "sari")
    with pytest.raises(CommandError, match="Periode “2019” tidak ada"):
        run(str(file), "--kecamatan", "35.20.10", "--periode", "2019", "--dry-run")
    with pytest.raises(CommandError, match="belum dapat dibuka"):
        run(str(tmp_path / "tidak-ada.xlsx"), "--kecamatan", "35.20.10", "--dry-run")
    assert office.bendo.entries.count() == 0
