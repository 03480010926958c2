"""Made-up instruments of other provinces, as data: imported, checked, published, filled and scored.

What each gives was worked out by hand from its file in fixtures/instruments/contoh.
"""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import transaction

from assessments.demo.answers import lists_behind
from assessments.entry.services.evidence_links import ProofTarget
from assessments.entry.services.saving import Content, save_row
from assessments.entry.sheet import load_worksheet
from assessments.evidence.services import add_evidence, link_evidence
from assessments.files.uploads import Upload
from assessments.models import Worksheet
from assessments.scores.scoring import result_of
from assessments.workbook.layout import PAGE, Column
from indicators.editions.lint import lint_instrument
from indicators.editions.publish import publish_instrument
from indicators.editions.sheets import sheet_of
from indicators.models import Indicator, Instrument, Level
from indicators.scoring.documents.document import DocumentError, parse_document, read_document
from indicators.scoring.engine import Result
from indicators.scoring.rounding import stored_decimal
from indicators.scoring.sheet import Outcome
from kinerja.accounts.models import User
from tests.builders.instrument_documents import ROOT, Raw, row_of
from tests.builders.made_files import pdf
from tests.builders.recalculated import figure_differences
from tests.builders.workbooks import by_key, workbook_of
from tests.cast import Cast
from tests.offices import Office, make_profile, open_office
from tests.soffice import recalculated, with_wrong_values
from tests.tools import needs

FILES = {
    path.stem.removeprefix("contoh-"): path
    for path in sorted((ROOT / "fixtures" / "instruments" / "contoh").glob("*.json"))
}
# What is not complained of says nothing; the gaps of "celah" keep it from being published.
NEIGHBOURS = [("25", "26"), ("50", "51"), ("75", "76")]
LINT = {
    "bukti-pilihan": [],
    "celah": [
        "Indikator c1: 5 tidak masuk tingkat mana pun (tingkat di bawahnya sampai 5, berikutnya mulai 6).",
        "Indikator c1: di atas 48 tidak ada tingkat; kosongkan batas atas tingkat tertinggi atau isi batas "
        "paling besar butir datanya.",
    ],
    "daftar-periksa": [],
    "penghargaan": [],
    "rasio-bertingkat": [
        f"Indikator {code}: desimal di antara {upper} dan {lower} mengikuti tingkat di bawahnya."
        for code in ("r1", "r2", "r3")
        for upper, lower in NEIGHBOURS
    ],
    "rubrik": [],
}
YES_NO = {True: "yes", False: "no"}
Rows = Mapping[str, Raw]


def ticks(*ticked: bool) -> Raw:
    return {f"butir_{no}": YES_NO[it] for no, it in enumerate(ticked, start=1)}


def awards(nation: str, province: str, regency: str) -> Raw:
    return {"nasional": nation, "provinsi": province, "kabupaten": regency}


def rubric(*levels: int) -> Rows:
    return {f"k{no}": {"tingkat": str(it)} for no, it in enumerate(levels, start=1)}


# Answers by row, and the scores of the rows worked out by hand.
FILLED: dict[str, tuple[Rows, dict[str, Fraction]]] = {
    "bukti-pilihan": (  # with a file at the option of p1 alone
        {"p1": {"pilihan": "konsep"}, "p2": {"pilihan": "ada"}},
        {"p1": Fraction(60 * 50, 100), "p2": Fraction(0)},
    ),
    "daftar-periksa": (  # 0,5 + 0,25 of 1,5; 3 of 4
        {"d1": ticks(False, True, True, False, False), "d2": ticks(True, True, True, False)},
        {"d1": Fraction(60) * Fraction(3, 4) / Fraction(3, 2), "d2": Fraction(40 * 3, 4)},
    ),
    "penghargaan": (  # 1,5 × 1 + 1 + 0,75 × 2 = 4 of 5; 1,5 × 4 + 2 × 1 + 0,75 = 8,75, counted as 7,5
        {"h1": awards("1", "1", "2"), "h2": awards("4", "2", "1")},
        {"h1": Fraction(70 * 4, 5), "h2": Fraction(30)},
    ),
    "rasio-bertingkat": (  # 76 %; 75,4 %; 24 of 97
        {"r1": {"n": "19", "d": "25"}, "r2": {"n": "377", "d": "500"}, "r3": {"n": "24", "d": "97"}},
        {"r1": Fraction(40), "r2": Fraction(35 * 3, 4), "r3": Fraction(25, 4)},
    ),
    "rubrik": (
        rubric(4, 3, 2, 1, 4, 3, 2, 1, 3),
        {
            "k1": Fraction(16),
            "k2": Fraction(15 * 3, 4),
            "k3": Fraction(25, 4),
            "k4": Fraction(13, 4),
            "k5": Fraction(16),
            "k6": Fraction(30, 4),
            "k7": Fraction(6),
            "k8": Fraction(1, 4),
            "k9": Fraction(27, 8),
        },
    ),
}


@pytest.fixture(autouse=True)
def files(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def imported(name: str) -> Instrument:
    call_command("import_instrument", FILES[name])
    return Instrument.objects.get()


def office_of(name: str, cast: Cast) -> Office:
    instrument = imported(name)
    publish_instrument(instrument=instrument, reason="", by=cast.indra)
    return open_office(cast, instrument)


def fill(worksheet: Worksheet, answers: Rows, by: User) -> Result:
    """Every row through the entry service, with the lists that must stand behind it."""
    for code, values in answers.items():
        content = Content("filled", values)
        lists = lists_behind(sheet_of(worksheet.revision_id).by_code[code], content)
        version = worksheet.entries.filter(code=code).values_list("version", flat=True).first() or 0
        save_row(load_worksheet(worksheet), code=code, content=content, details=lists, version=version, by=by)
    return result_of(worksheet)


def filled(name: str, cast: Cast) -> tuple[Worksheet, Result]:
    """Bendo's worksheet with the answers of FILLED."""
    sheet = office_of(name, cast).bendo
    fill(sheet, FILLED[name][0], cast.sari)
    if name == "bukti-pilihan":
        add_evidence(worksheet=sheet, upload=scan(), target=ProofTarget("p1", "konsep"), by=cast.sari)
    return sheet, result_of(sheet)


def scan() -> Upload:
    file = TemporaryFile()  # noqa: SIM115
    file.write(pdf())
    return Upload("konsep.pdf", file)


def test_there_is_a_file_for_each_of_them() -> None:
    assert list(FILES) == list(LINT)
    assert FILLED.keys() == LINT.keys() - {"celah"}


@pytest.mark.parametrize("name", FILES)
def test_it_is_imported_as_json_and_as_a_workbook(cast: Cast, tmp_path: Path, name: str) -> None:
    imported(name)
    call_command("export_instrument", f"contoh-{name}", tmp_path / "a.xlsx")
    Instrument.objects.all().delete()

    call_command("import_instrument", tmp_path / "a.xlsx")
    call_command("export_instrument", f"contoh-{name}", tmp_path / "b.json")

    assert (tmp_path / "b.json").read_bytes() == FILES[name].read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_the_linter_says_of_it_what_is_stated(cast: Cast, name: str) -> None:
    instrument = imported(name)
    for district in (cast.places.bendo, cast.places.neighbour, cast.places.city_district):
        make_profile(district, instrument.data_year)

    found = lint_instrument(instrument)

    assert [it.sentence for it in found] == LINT[name]
    assert {it.is_error for it in found} <= {name == "celah"}


@pytest.mark.parametrize("name", FILLED)
def test_a_filled_worksheet_scores_as_by_hand(cast: Cast, name: str) -> None:
    sheet, result = filled(name, cast)

    scores = FILLED[name][1]
    assert {row.code: row.score for row in result.rows} == scores
    assert result.total == sum(scores.values())
    assert result.complete
    sheet.refresh_from_db()
    assert sheet.claim_total == stored_decimal(result.total)


@needs("soffice")
def test_libreoffice_reckons_the_same_from_their_workbooks(cast: Cast, tmp_path: Path) -> None:
    books, results = {}, {}
    for name in FILLED:
        with transaction.atomic():
            sheet, results[name] = filled(name, cast)
            books[name] = with_wrong_values(workbook_of(sheet))
            transaction.set_rollback(True)  # the next one is opened to the same kecamatan

    reckoned = recalculated(tmp_path, books)

    assert [figure_differences(reckoned[name][PAGE], results[name]) for name in FILLED] == [{}] * len(FILLED)
    totals = {name: by_key(reckoned[name][PAGE], Column.SCORE)["jumlah"] for name in FILLED}
    assert totals == pytest.approx({name: float(it.total) for name, it in results.items()}, abs=1e-9, rel=0)


# --- Each with its own turns ------------------------------------------------------------------------------


def test_a_choice_counts_only_with_evidence_at_the_chosen_option(cast: Cast) -> None:
    sheet = office_of("bukti-pilihan", cast).bendo
    fill(sheet, {"p1": {"pilihan": "sah"}}, cast.sari)
    turns = [state_of(sheet)]
    kept = add_evidence(worksheet=sheet, upload=scan(), target=ProofTarget("p1"), by=cast.sari).evidence
    turns.append(state_of(sheet))  # at the row, not at the option
    link_evidence(evidence=kept, target=ProofTarget("p1", "konsep"), by=cast.sari)
    turns.append(state_of(sheet))  # at another option
    link_evidence(evidence=kept, target=ProofTarget("p1", "sah"), by=cast.sari)
    turns.append(state_of(sheet))
    fill(sheet, {"p1": {"pilihan": "tidak"}}, cast.sari)
    turns.append(state_of(sheet))  # an option that gives nothing asks for nothing

    assert turns == [
        *[(Outcome.UNPROVEN, 0)] * 3,
        (Outcome.SCORED, 60),
        (Outcome.SCORED, 0),
    ]


def state_of(sheet: Worksheet) -> tuple[Outcome, Fraction | None]:
    row = result_of(sheet).row("p1")
    return row.outcome, row.score


@pytest.mark.parametrize(
    ("ticked", "achievement", "words"),
    [
        ((True, True, True, True, True), Fraction(100), "5 dari 5 ada, bobot butir 1,5 dari 1,5"),
        ((False, True, False, False, False), Fraction(100, 3), "1 dari 5 ada, bobot butir 0,5 dari 1,5"),
        ((True, False, False, False, False), Fraction(50, 3), "1 dari 5 ada, bobot butir 0,25 dari 1,5"),
        ((False, False, False, False, False), Fraction(0), "0 dari 5 ada, bobot butir 0 dari 1,5"),
    ],
)
def test_items_of_unequal_weight_give_their_share_of_the_sum_of_all_weights(
    cast: Cast, ticked: tuple[bool, ...], achievement: Fraction, words: str
) -> None:
    row = fill(office_of("daftar-periksa", cast).bendo, {"d1": ticks(*ticked)}, cast.sari).row("d1")

    assert row.achievement == achievement
    assert row.explanation.startswith(words)


@pytest.mark.parametrize(
    ("n", "d", "achievement"),
    [
        ("76", "100", 100),
        ("759", "1000", 75),
        ("754", "1000", 75),
        ("51", "100", 75),
        ("509", "1000", 50),
        ("26", "100", 50),
        ("259", "1000", 25),
        ("0", "9", 25),
        ("9", "9", 100),
    ],
)
def test_a_ratio_between_two_whole_bounds_follows_the_level_below(
    cast: Cast, n: str, d: str, achievement: int
) -> None:
    row = fill(office_of("rasio-bertingkat", cast).bendo, {"r2": {"n": n, "d": d}}, cast.sari).row("r2")

    assert row.achievement == achievement


def test_bands_with_gaps_are_not_published_and_once_mended_they_are(cast: Cast) -> None:
    instrument = imported("celah")
    with pytest.raises(DocumentError) as refused:
        publish_instrument(instrument=instrument, reason="", by=cast.indra)
    assert list(refused.value.errors) == LINT["celah"]
    assert not instrument.revisions.exists()

    Level.objects.filter(label="<5").update(label="0–5")
    Level.objects.filter(label="36–48").update(label="≥ 36", stated_upper=None)
    publish_instrument(instrument=instrument, reason="", by=cast.indra)
    sheet = open_office(cast, instrument).bendo

    totals = [fill(sheet, {"c1": {"n": n}}, cast.sari).total for n in ("0", "5", "6", "35", "36", "49")]
    assert totals == [25, 25, 50, 75, 100, 100]


def test_aspects_of_a_rubric_weigh_what_is_stated(cast: Cast) -> None:
    sheet = parse_document(read_document(FILES["rubrik"].read_text(encoding="utf-8")))
    stated = [Fraction(it) for it in ("31", "25.5", "16", "22", "1", "4.5")]

    assert [aspect.stated_weight for aspect in sheet.aspects] == stated
    assert [aspect.weight for aspect in sheet.aspects] == stated
    assert all(level.label for spec in sheet.indicators for level in spec.levels)
    worst = fill(office_of("rubrik", cast).bendo, rubric(*[1] * 9), cast.sari)
    assert (worst.total, worst.row("k1").explanation) == (
        25,
        "Tingkat 1 dari 4 → capaian 25; × bobot 16 = 4",
    )


def test_awards_add_up_by_level_to_the_most_that_counts(cast: Cast) -> None:
    result = fill(office_of("penghargaan", cast).bendo, FILLED["penghargaan"][0], cast.sari)

    first, second = result.rows
    assert first.explanation == "(1,5 × 1 + 1 × 1 + 0,75 × 2) ÷ 5 × 100 = 80; × bobot 70 = 56"
    assert second.explanation == (
        "(1,5 × 4 + 1 × 2 + 0,75 × 1) ÷ 7,5 × 100 = 116,666667, dibatasi 100; × bobot 30 = 30"
    )
    assert (first.warnings, second.warnings) == ((), ())  # more points than count are no mistake


def test_awards_without_a_most_are_parts_of_a_total_and_are_warned_of() -> None:
    parts: Any = [
        dict(it) for it in read_document(FILES["penghargaan"].read_text(encoding="utf-8"))["aspects"]
    ]
    row = parts[0]["sub_aspects"][0]["indicators"][0]
    row["inputs"][3] |= {"source": None}

    counted = row_of(
        awards("4", "2", "1") | {"poin": "5"}, rule="parts", params=row["params"], inputs=row["inputs"]
    )

    assert [warning.code for warning in counted.warnings] == ["parts_differ"]


def test_weights_of_100_are_asked_of_each(cast: Cast) -> None:
    instrument = imported("rubrik")
    Indicator.objects.filter(code="k7").update(weight="13")

    with pytest.raises(DocumentError, match="Jumlah bobot 101 harus tepat 100 \\(lebih 1\\)"):
        publish_instrument(instrument=instrument, reason="", by=cast.indra)
