"""One lock: whoever has it reads the worksheet as it stands. One word on windows: since, or until when."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from assessments.models import Window, Worksheet
from assessments.records.guard import lock_all, lock_worksheet, window_refusal
from assessments.workflow import State
from kinerja.refusals import Moved
from kinerja.regions.models import Profile
from tests.cast import Cast
from tests.offices import Office, answer

OPENS = datetime(2022, 10, 4, 17, tzinfo=UTC)  # the 5th at midnight in Jakarta
CLOSES = datetime(2022, 10, 14, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_what_was_written_meanwhile_is_read(office: Office, cast: Cast) -> None:
    seen = Worksheet.objects.select_related("profile__district").get(pk=office.bendo.pk)
    answer(office.bendo, "i11", cast.sari, n="18", d="32")
    Worksheet.objects.filter(pk=seen.pk).update(state=State.SUBMITTED)
    Profile.objects.filter(pk=seen.profile_id).update(desa=3)

    with transaction.atomic():
        lock_worksheet(seen)

    now = Worksheet.objects.get(pk=seen.pk)
    kept = ("state", "version", "filled", "claim_total", "aspect_totals", "complete", "saved_at")
    assert [getattr(seen, name) for name in kept] == [getattr(now, name) for name in kept]
    assert (seen.state, seen.filled, seen.profile.desa) == (State.SUBMITTED, 1, 3)


def test_what_it_is_related_to_stays_read(office: Office, django_assert_num_queries: Any) -> None:
    related = Worksheet.objects.select_related("stage__period", "profile__district")
    sheets = list(related.filter(stage=office.stage))

    with transaction.atomic(), django_assert_num_queries(2):
        lock_all(sheets)
        assert [str(it.profile.district) == str(it.profile) for it in sheets] == [False] * len(sheets)


def test_a_revision_meanwhile_is_refused(office: Office) -> None:
    office.bendo.revision_id = uuid4()  # what it stood on when it was fetched

    with transaction.atomic(), pytest.raises(Moved, match="Instrumen baru saja direvisi"):
        lock_worksheet(office.bendo)


@pytest.mark.parametrize(
    ("zone", "opens", "closes"),
    [
        ("Asia/Jakarta", "Rabu, 5 Oktober 2022 pukul 00.00 WIB", "Jumat, 14 Oktober 2022 pukul 16.00 WIB"),
        ("Asia/Jayapura", "Rabu, 5 Oktober 2022 pukul 02.00 WIT", "Jumat, 14 Oktober 2022 pukul 18.00 WIT"),
    ],
)
def test_a_window_says_since_or_until_when_in_the_zone_of_the_province(
    office: Office, zone: str, opens: str, closes: str
) -> None:
    window = Window(opens=OPENS, closes=CLOSES)
    office.bendo.district.regency.province.time_zone = zone

    def told(at: datetime) -> str:
        return window_refusal(office.bendo, window, at, what="pengisian")

    assert told(OPENS.replace(hour=16)) == f"Pengisian baru dibuka {opens}."
    assert told(OPENS) == ""
    assert told(CLOSES) == f"Batas waktu pengisian sudah lewat pada {closes}."


def test_without_a_window_it_is_as_the_caller_says(office: Office) -> None:
    assert window_refusal(office.bendo, None, OPENS, what="penilaian") == ""
    assert window_refusal(office.bendo, None, OPENS, what="pengisian", without="Belum ada.") == "Belum ada."
