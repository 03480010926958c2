"""A finished period is an archive: everything is read, and nothing in it changes by any way of writing."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from assessments.models import Period
from assessments.workflow import PeriodState
from tests.builders.access_rules import RULES, address_of, body_of
from tests.builders.made_files import CATALOGUE, PAGE, TREE, raw_pdf
from tests.cast import Cast
from tests.town import Town, make_town, state
from tests.writes import watched

WRITERS = ("sari", "camat", "vera", "asri", "lina", "joko", "indra", "root_user")
# Not of a period: accounts, instruments, IKU, one's own sign-in, and who is looking at a page.
ELSEWHERE = (
    "akun/",
    "iku/",
    "masuk/",
    "keluar/",
    "sandi/",
    "sesi/",
    "logo",
    "kop-surat/",
    "benturan-",
    "admin/",
)
POSTS = [
    rule
    for rule in RULES
    if rule["method"] == "POST"
    and not rule["pattern"].startswith(ELSEWHERE)
    and not rule["pattern"].endswith("kabar/")
    and "nothing" not in rule["of"]
]


@pytest.fixture
def town(cast: Cast, settings: LazySettings, tmp_path: Path) -> Town:
    settings.MEDIA_ROOT = tmp_path
    return make_town(cast)


def changed_by(town: Town, who: str) -> set[str]:
    """The addresses below which this person's posts changed something; each is taken back."""
    browser, before, changed = town.browser(who), state(), set()
    for rule in POSTS:
        body = body_of(rule["pattern"], town)
        if rule["pattern"].endswith(("bukti/", "bukti/baris/<str:code>/")):
            body = {
                "files": SimpleUploadedFile("baru.pdf", raw_pdf(CATALOGUE, TREE, PAGE), "application/pdf")
            }
        with transaction.atomic(), watched(before) as something_changed:
            answer = browser.post(address_of(rule, town), body)
            assert answer.status_code < 500, (who, rule)
            if something_changed():
                changed.add(rule["pattern"])
            transaction.set_rollback(True)
    return changed


@pytest.mark.parametrize("who", WRITERS)
def test_nothing_changes_in_a_finished_period(town: Town, who: str) -> None:
    Period.objects.update(state=PeriodState.FINISHED)

    assert changed_by(town, who) == set()


def test_the_same_posts_change_a_running_one(town: Town) -> None:
    """Otherwise the test above would show nothing."""
    assert changed_by(town, "sari") >= {
        "kertas-kerja/<uuid:worksheet_id>/baris/<str:code>/",
        "kertas-kerja/<uuid:worksheet_id>/bukti/",
        "kertas-kerja/<uuid:worksheet_id>/profil/",
    }
