"""Evidence of a year: kept once, linked to items and quarters, taken back; closed with its year."""

from pathlib import Path
from tempfile import TemporaryFile

import pytest
from django.conf import LazySettings

from assessments.files.kept_files import NoRoom
from assessments.files.uploads import Unfit, Upload
from assessments.iku.models import IkuEvent, IkuEvidence, IkuEvidenceLink, IkuYear
from assessments.iku.services.evidence import (
    IkuProofTarget,
    add_iku_evidence,
    link_iku_evidence,
    remove_iku_evidence,
    unlink_iku_evidence,
)
from assessments.iku.services.years import close_year
from kinerja.refusals import Closed
from tests.builders.made_files import pdf
from tests.cast import Cast
from tests.iku.office import opened

ITEM = IkuProofTarget("1", 2, "dilakukan", "1-2")
WHOLE = IkuProofTarget("1", 4)


@pytest.fixture(autouse=True)
def files(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def year(cast: Cast) -> IkuYear:
    return opened(cast)


def sent(year: IkuYear, cast: Cast, data: bytes, target: IkuProofTarget = ITEM) -> IkuEvidence:
    file = TemporaryFile()  # noqa: SIM115
    file.write(data)
    return add_iku_evidence(year=year, upload=Upload("bukti.pdf", file), target=target, by=cast.sari)


def links() -> list[tuple[str, str, int, str]]:
    return sorted(IkuEvidenceLink.objects.values_list("code", "item", "quarter", "pages"))


def test_a_file_is_kept_once_and_linked_as_often_as_it_proves_something(year: IkuYear, cast: Cast) -> None:
    data = pdf(2)
    first = sent(year, cast, data)
    assert sent(year, cast, data, WHOLE) == first
    sent(year, cast, data)

    assert IkuEvidence.objects.get().pages == 2
    assert links() == [("1", "", 4, ""), ("1", "dilakukan", 2, "1-2")]
    told = IkuEvent.objects.filter(about_id=year.pk, action__startswith="evidence").order_by("at")
    assert [it.action for it in told] == ["evidence_added", "evidence_linked", "evidence_linked"]


def test_other_pages_said_again_are_those_that_count(year: IkuYear, cast: Cast) -> None:
    evidence = sent(year, cast, pdf())
    link_iku_evidence(evidence=evidence, target=IkuProofTarget("1", 2, "dilakukan", "3"), by=cast.sari)

    assert links() == [("1", "dilakukan", 2, "3")]


def test_a_link_and_a_file_are_taken_back(year: IkuYear, cast: Cast) -> None:
    evidence = sent(year, cast, pdf())
    link_iku_evidence(evidence=evidence, target=WHOLE, by=cast.sari)

    unlink_iku_evidence(evidence=evidence, target=ITEM, by=cast.sari)
    unlink_iku_evidence(evidence=evidence, target=ITEM, by=cast.sari)
    assert links() == [("1", "", 4, "")]

    remove_iku_evidence(evidence=evidence, by=cast.sari)
    assert (links(), IkuEvidence.objects.get().removed_at is not None) == ([], True)
    with pytest.raises(IkuEvidence.DoesNotExist):
        link_iku_evidence(evidence=evidence, target=ITEM, by=cast.sari)
    sent(year, cast, pdf())
    assert IkuEvidence.objects.count() == 2


@pytest.mark.parametrize(
    "target", [IkuProofTarget("9", 1), IkuProofTarget("1", 1, "lain"), IkuProofTarget("1", 5)]
)
def test_what_the_year_does_not_have_cannot_be_proved(
    year: IkuYear, cast: Cast, files: Path, target: IkuProofTarget
) -> None:
    with pytest.raises(KeyError):
        sent(year, cast, pdf(), target)

    assert not IkuEvidence.objects.exists()
    assert not [path for path in files.rglob("*") if path.is_file()]


def test_a_file_that_is_no_evidence_leaves_nothing_behind(year: IkuYear, cast: Cast, files: Path) -> None:
    with pytest.raises(Unfit):
        sent(year, cast, b"%PDF-1.7 rusak")

    assert not IkuEvidence.objects.exists()
    assert not [path for path in files.rglob("*") if path.is_file()]


def test_a_closed_year_takes_and_gives_back_nothing(year: IkuYear, cast: Cast) -> None:
    evidence = sent(year, cast, pdf())
    close_year(year=year, by=cast.camat)

    with pytest.raises(Closed):
        sent(year, cast, pdf(3))
    with pytest.raises(Closed):
        unlink_iku_evidence(evidence=evidence, target=ITEM, by=cast.sari)
    with pytest.raises(Closed):
        remove_iku_evidence(evidence=evidence, by=cast.sari)
    assert links() == [("1", "dilakukan", 2, "1-2")]


def test_a_year_has_the_room_of_a_worksheet(year: IkuYear, cast: Cast, settings: LazySettings) -> None:
    settings.EVIDENCE_MAX_FILES = 1
    sent(year, cast, pdf())

    with pytest.raises(NoRoom, match="sudah memuat 1 berkas"):
        sent(year, cast, pdf(2))
    settings.EVIDENCE_MAX_FILES, settings.EVIDENCE_QUOTA_BYTES = 9, 100
    with pytest.raises(NoRoom, match="akan melebihi"):
        sent(year, cast, pdf(2))
