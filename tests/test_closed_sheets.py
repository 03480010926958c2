"""Once it is out of the operator's hands, no way of writing changes a worksheet, whoever tries."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from assessments.models import Worksheet
from assessments.workflow import EDITABLE, State
from tests.builders.access_rules import RULES, address_of, body_of
from tests.builders.made_files import CATALOGUE, PAGE, TREE, raw_pdf
from tests.cast import Cast
from tests.town import Town, make_town, state
from tests.writes import watched

WRITERS = ("sari", "budi", "camat", "vera", "asri", "root_user")
CLOSED = [it for it in State if it not in EDITABLE | {State.AWAITING_HEAD}]
# Judging has its own states and tests, news write who is there, and taking part or not is no answer.
APART = ("telaah/", "keikutsertaan/", "kabar/")
POSTS = [
    rule
    for rule in RULES
    if rule["method"] == "POST"
    and rule["of"].split()[:1] == ["bendo"]
    and not any(it in rule["pattern"] for it in APART)
]


@pytest.fixture
def town(cast: Cast, settings: LazySettings, tmp_path: Path) -> Town:
    settings.MEDIA_ROOT = tmp_path
    return make_town(cast)


def bodies(rule: dict[str, str], town: Town) -> list[dict[str, Any]]:
    """What would be right if the sheet were open; every step that operator and camat know."""
    if rule["pattern"].endswith("langkah/"):
        actions = ("request_signoff", "withdraw", "return_to_operator", "submit", "resubmit")
        return [{"action": action, "note": "Periksa", "declared": "1"} for action in actions]
    if rule["pattern"].endswith(("bukti/", "bukti/baris/<str:code>/")):
        return [{"files": SimpleUploadedFile("baru.pdf", raw_pdf(CATALOGUE, TREE, PAGE), "application/pdf")}]
    return [body_of(rule["pattern"], town)]


@pytest.mark.parametrize("closed", CLOSED)
def test_no_form_changes_a_worksheet_that_is_closed(town: Town, closed: State, tmp_path: Path) -> None:
    Worksheet.objects.filter(pk=town.sheets["bendo"].pk).update(state=closed)
    before, files = state(), sorted(tmp_path.rglob("*.*"))

    tried = 0
    for who in WRITERS:
        browser = town.browser(who)
        for rule in POSTS:
            for body in bodies(rule, town):
                with transaction.atomic(), watched(before) as changed:
                    answer = browser.post(address_of(rule, town), body)
                    assert answer.status_code in (302, 403, 404, 405, 409, 422), (who, rule["pattern"])
                    assert not changed(), (who, rule["pattern"], body)
                    transaction.set_rollback(True)
                tried += 1

    assert tried == len(WRITERS) * sum(len(bodies(rule, town)) for rule in POSTS)
    assert sorted(tmp_path.rglob("*.*")) == files


def test_the_same_posts_change_an_open_one(town: Town) -> None:
    """Otherwise the test above would show nothing."""
    before, browser = state(), town.browser("sari")
    changing = set()
    for rule in POSTS:
        for body in bodies(rule, town):
            with transaction.atomic(), watched(before) as changed:
                browser.post(address_of(rule, town), body)
                if changed():
                    changing.add(rule["pattern"].partition("<uuid:worksheet_id>/")[2])
                transaction.set_rollback(True)

    assert {"baris/<str:code>/", "bukti/", "profil/"} <= changing
