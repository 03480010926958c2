"""The answer to an objection with another value, in the browser."""

import pytest
from playwright.sync_api import BrowserContext, expect

from assessments.models import Objection
from tests.builders.deciding import PARTLY, objection_to_row_2, office_with_heads, result_page
from tests.cast import Cast
from tests.e2e.pages import enter_as, press_for_page, sideways, violations
from tests.offices import Office
from tests.tools import needs

pytestmark = needs("chromium")


@pytest.fixture
def office(cast: Cast) -> Office:
    return office_with_heads(cast)


@pytest.fixture
def objection(office: Office, cast: Cast) -> Objection:
    return objection_to_row_2(office, cast)


def test_another_value_is_written_and_shown(
    context: BrowserContext, cast: Cast, office: Office, objection: object, base_url: str
) -> None:
    tab = enter_as(context, cast.kiki, base_url)
    tab.goto(result_page(office))
    tab.get_by_label("Diterima sebagian: nilai lain berlaku").check()
    tab.get_by_text("Nilai lain nomor 2").click()
    assert violations(tab) == []
    assert sideways(tab) <= 0
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.locator(".part [name='n']").fill("4")
    press_for_page(tab, tab.get_by_role("button", name="Simpan jawaban nomor 2"))
    expect(tab.locator(".part [name='n']")).to_have_value("4")
    assert violations(tab) == []
    tab.locator(".part [name='d']").fill("6")
    tab.get_by_label("Alasan jawaban nomor 2").fill(PARTLY["answer"])
    press_for_page(tab, tab.get_by_role("button", name="Simpan jawaban nomor 2"))
    expect(tab.locator("#baris-i2")).to_contain_text("Diterima sebagian: Satu dari tiga dokumen sah")
