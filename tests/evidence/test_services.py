"""Evidence through its service: kept, linked, unlinked, removed; what it does to the score; a full disk."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.utils import timezone

from assessments.entry.services.evidence_links import ProofTarget
from assessments.entry.services.saving import Content, save_row
from assessments.entry.sheet import load_worksheet
from assessments.evidence.services import add_evidence, link_evidence, remove_evidence, unlink_evidence
from assessments.files.kept_files import NoRoom
from assessments.files.uploads import Unfit, Upload
from assessments.models import Event, Evidence, EvidenceLink, Worksheet
from assessments.scores.scoring import result_of
from indicators.scoring.sheet import Outcome
from kinerja.refusals import Closed
from tests.builders.evidence import evidence_sent, proven_document
from tests.builders.instrument_documents import document, indicator
from tests.builders.made_files import CATALOGUE, PAGE, TREE, pdf, picture, raw_pdf, stream
from tests.builders.small_disk import small_disk
from tests.cast import Cast, make_cast
from tests.offices import Office, answer, make_office, move_window


@pytest.fixture(autouse=True)
def files(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def office(cast: Cast) -> Office:
    return make_office(cast, proven_document())


def score_of(worksheet: Worksheet, code: str) -> Any:
    worksheet.refresh_from_db()
    assert worksheet.claim_total == result_of(worksheet).stored_total
    return result_of(worksheet).row(code).score


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def actions(worksheet: Worksheet) -> list[str]:
    events = Event.objects.filter(worksheet_id=worksheet.pk, action__startswith="evidence_")
    return list(events.order_by("at", "action").values_list("action", flat=True))


# --- Keeping --------------------------------------------------------------------------------------


def test_a_file_is_kept_under_a_name_of_our_own(office: Office, cast: Cast, files: Path) -> None:
    data = pdf(3)

    evidence = evidence_sent(office.bendo, cast.sari, data, name="Rekap BUMDes.pdf").evidence

    [path] = stored(files)
    assert path.read_bytes() == data
    assert path.parent.name == "evidence"
    assert "Rekap" not in path.name
    assert path.suffix == ".pdf"
    assert path.stat().st_mode & 0o777 == 0o600
    assert (evidence.name, evidence.pages, evidence.size) == ("Rekap BUMDes.pdf", 3, len(data))


def test_the_same_file_again_is_linked_and_not_kept_twice(office: Office, cast: Cast, files: Path) -> None:
    data = picture()
    first = evidence_sent(office.bendo, cast.sari, data, name="a.jpg", target=ProofTarget("i1"))

    again = evidence_sent(office.bendo, cast.budi, data, name="b.jpg", target=ProofTarget("i4"))

    assert (again.known, again.evidence) == (True, first.evidence)
    assert sorted(first.evidence.links.values_list("code", flat=True)) == ["i1", "i4"]
    assert len(stored(files)) == 1
    assert actions(office.bendo) == ["evidence_added", "evidence_linked", "evidence_linked"]


def test_two_worksheets_each_keep_their_own(office: Office, cast: Cast, files: Path) -> None:
    data = pdf()

    assert not evidence_sent(office.bendo, cast.sari, data).known
    assert not evidence_sent(office.neighbour, cast.tono, data).known
    assert len(stored(files)) == 2


def test_a_refused_file_leaves_nothing(office: Office, cast: Cast, files: Path) -> None:
    with pytest.raises(Unfit):
        evidence_sent(office.bendo, cast.sari, pdf()[:-9])

    assert (stored(files), Evidence.objects.count(), actions(office.bendo)) == ([], 0, [])


def test_nothing_is_kept_after_the_deadline(office: Office, cast: Cast, files: Path) -> None:
    held = evidence_sent(office.bendo, cast.sari, target=ProofTarget("i1")).evidence
    now = timezone.now()
    move_window(office, opens=now - timedelta(days=2), closes=now)

    for act in (
        lambda: evidence_sent(office.bendo, cast.sari, picture(), name="a.jpg"),
        lambda: link_evidence(evidence=held, target=ProofTarget("i4"), by=cast.sari),
        lambda: unlink_evidence(evidence=held, code="i1", part="", by=cast.sari),
        lambda: remove_evidence(evidence=held, by=cast.sari),
    ):
        with pytest.raises(Closed):
            act()

    assert len(stored(files)) == 1
    assert actions(office.bendo) == ["evidence_added", "evidence_linked"]


def test_count_and_quota_are_limits(office: Office, cast: Cast, files: Path, settings: LazySettings) -> None:
    held = evidence_sent(office.bendo, cast.sari).evidence
    settings.EVIDENCE_MAX_FILES = 1
    with pytest.raises(NoRoom, match="sudah memuat 1 berkas"):
        evidence_sent(office.bendo, cast.sari, pdf(2))
    settings.EVIDENCE_MAX_FILES = 9
    settings.EVIDENCE_QUOTA_BYTES = held.size
    with pytest.raises(NoRoom, match="akan melebihi"):
        evidence_sent(office.bendo, cast.sari, pdf(2))
    settings.EVIDENCE_QUOTA_BYTES = 2**20
    settings.EVIDENCE_KEPT_BYTES = held.size
    remove_evidence(evidence=held, by=cast.sari)
    with pytest.raises(NoRoom, match="oleh berkas yang dihapus"):
        evidence_sent(office.bendo, cast.sari, pdf(2))

    assert len(stored(files)) == 1


# --- What it proves -------------------------------------------------------------------------------


def test_a_row_without_its_evidence_scores_nothing_and_says_so(office: Office, cast: Cast) -> None:
    answer(office.bendo, "i1", cast.sari, n="1", d="2")

    row = result_of(office.bendo).row("i1")

    assert (row.outcome, row.score) == (Outcome.UNPROVEN, 0)
    assert "bukti dukung belum ada" in row.explanation


def test_evidence_moves_the_row_and_the_total_both_ways(office: Office, cast: Cast) -> None:
    answer(office.bendo, "i1", cast.sari, n="1", d="2")

    kept = evidence_sent(office.bendo, cast.sari, target=ProofTarget("i1"))
    assert [(row.code, row.score) for row in kept.moved] == [("i1", 20)]
    assert score_of(office.bendo, "i1") == 20

    evidence = kept.evidence
    unlinked = unlink_evidence(evidence=evidence, code="i1", part="", by=cast.sari)
    assert [row.code for row in unlinked] == ["i1"]
    assert score_of(office.bendo, "i1") == 0

    linked = link_evidence(evidence=evidence, target=ProofTarget("i1"), by=cast.sari)
    assert [row.code for row in linked] == ["i1"]
    assert [row.code for row in remove_evidence(evidence=evidence, by=cast.sari)] == ["i1"]
    assert score_of(office.bendo, "i1") == 0


def test_evidence_before_the_answer_counts(office: Office, cast: Cast) -> None:
    evidence_sent(office.bendo, cast.sari, target=ProofTarget("i1"))

    answer(office.bendo, "i1", cast.sari, n="1", d="1")

    assert score_of(office.bendo, "i1") == 40


def test_every_input_wants_its_own_where_the_rule_says_so(office: Office, cast: Cast) -> None:
    answer(office.bendo, "i2", cast.sari, n="1", d="1")

    evidence = evidence_sent(office.bendo, cast.sari, target=ProofTarget("i2", "n")).evidence
    assert score_of(office.bendo, "i2") == 0
    link_evidence(evidence=evidence, target=ProofTarget("i2", "d", "2-3"), by=cast.sari)

    assert score_of(office.bendo, "i2") == 30


def test_the_chosen_option_wants_its_own_where_the_rule_says_so(office: Office, cast: Cast) -> None:
    answer(office.bendo, "i3", cast.sari, choice="b")
    evidence_sent(office.bendo, cast.sari, target=ProofTarget("i3", "b"))
    assert score_of(office.bendo, "i3") == 10

    answer(office.bendo, "i3", cast.sari, 1, choice="c")

    assert score_of(office.bendo, "i3") == 0


def test_tdi_and_rows_without_a_rule_ask_for_nothing(office: Office, cast: Cast) -> None:
    save_row(
        load_worksheet(office.bendo),
        code="i1",
        content=Content("none_occurred", {}, reason="x"),
        version=0,
        by=cast.sari,
    )
    answer(office.bendo, "i4", cast.sari, n="1", d="1")

    assert (score_of(office.bendo, "i1"), score_of(office.bendo, "i4")) == (40, 10)


def test_a_removed_file_is_kept_on_disk_and_in_the_history(office: Office, cast: Cast, files: Path) -> None:
    data = pdf()
    evidence = evidence_sent(office.bendo, cast.sari, data, target=ProofTarget("i1", pages="1")).evidence

    remove_evidence(evidence=evidence, by=cast.sari)

    assert len(stored(files)) == 1
    assert EvidenceLink.objects.count() == 0
    assert actions(office.bendo)[-2:] == ["evidence_removed", "evidence_unlinked"]
    assert not evidence_sent(office.bendo, cast.sari, data).known
    with pytest.raises(Evidence.DoesNotExist):
        link_evidence(evidence=evidence, target=ProofTarget("i1"), by=cast.sari)


def test_other_pages_are_one_link_with_old_and_new(office: Office, cast: Cast) -> None:
    evidence = evidence_sent(office.bendo, cast.sari, pdf(9), target=ProofTarget("i1", pages="1")).evidence

    link_evidence(evidence=evidence, target=ProofTarget("i1", pages="4"), by=cast.sari)
    link_evidence(evidence=evidence, target=ProofTarget("i1", pages="4"), by=cast.sari)

    assert list(evidence.links.values_list("pages", flat=True)) == ["4"]
    last = Event.objects.filter(action="evidence_linked").order_by("-at").first()
    assert last is not None
    assert (last.old["pages"], last.new["pages"]) == ("1", "4")
    assert actions(office.bendo).count("evidence_linked") == 2


def test_scoring_costs_no_query_for_evidence_where_no_indicator_asks(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    plain = make_office(cast, document([[indicator(1)]]))
    result_of(plain.bendo)

    with django_assert_num_queries(1):
        result_of(plain.bendo)


def test_scoring_costs_one_query_for_evidence_however_many_rows_ask(
    office: Office, cast: Cast, django_assert_num_queries: Any
) -> None:
    for code in ("i1", "i2", "i4"):
        evidence_sent(office.bendo, cast.sari, pdf(mark=code), target=ProofTarget(code))

    with django_assert_num_queries(2):
        result_of(office.bendo)


# --- Trouble --------------------------------------------------------------------------------------


@pytest.fixture
def tiny_disk(tmp_path: Path, settings: LazySettings) -> Iterator[Path]:
    """Two megabytes, mounted; only root may."""
    place = tmp_path / "tiny"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a disk of 2 MB")
    settings.MEDIA_ROOT = place
    yield place
    subprocess.run(["umount", place], check=True)


def used(place: Path) -> int:
    found = os.statvfs(place)
    return (found.f_blocks - found.f_bfree) * found.f_frsize


def test_a_full_disk_leaves_nothing_behind(office: Office, cast: Cast, tiny_disk: Path) -> None:
    evidence_sent(office.bendo, cast.sari)
    before, names = used(tiny_disk), stored(tiny_disk)
    noise = stream(os.urandom(3_000_000), b"/DCTDecode")

    with pytest.raises(Unfit) as refusal:
        evidence_sent(office.bendo, cast.sari, raw_pdf(CATALOGUE, TREE, PAGE, noise))

    assert refusal.value.reason == "full"
    assert (used(tiny_disk), stored(tiny_disk)) == (before, names)
    assert Evidence.objects.count() == 1
    assert actions(office.bendo) == ["evidence_added"]


def test_a_disk_that_fills_while_the_file_is_written_leaves_nothing_behind(
    office: Office, cast: Cast, files: Path
) -> None:
    """Without a mount: the most that this process may write to one file."""
    file = tempfile.TemporaryFile()  # noqa: SIM115
    file.write(pdf(200))
    file.flush()
    with small_disk(4000), pytest.raises(Unfit) as refusal:
        add_evidence(worksheet=office.bendo, upload=Upload("bukti.pdf", file), by=cast.sari)

    assert refusal.value.reason == "full"
    assert (stored(files), Evidence.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_the_same_file_five_times_at_once_is_one_row(files: Path) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite lives in memory, where threads cannot wait for each other")
    cast = make_cast()
    office = make_office(cast, proven_document())
    data = pdf()

    def one(_: int) -> bool:
        try:
            return evidence_sent(
                Worksheet.objects.get(pk=office.bendo.pk), cast.sari, data, target=ProofTarget("i1")
            ).known
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        known = sorted(pool.map(one, range(5)))

    assert known == [False, True, True, True, True]
    assert len(stored(files)) == Evidence.objects.count() == EvidenceLink.objects.count() == 1
    assert actions(office.bendo) == ["evidence_added", "evidence_linked"]
