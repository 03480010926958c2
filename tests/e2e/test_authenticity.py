"""A visitor with a paper in hand, on a phone."""

import pytest
from playwright.sync_api import Page, expect

from assessments.models import Snapshot
from tests.builders.sending import sent
from tests.cast import Cast
from tests.e2e.pages import sideways, violations, watch
from tests.tools import needs

pytestmark = needs("chromium")


@pytest.mark.parametrize("width", [1280, 360])
def test_a_visitor_checks_a_paper_by_its_code_and_its_fingerprint(
    page: Page, cast: Cast, base_url: str, width: int
) -> None:
    sent(cast)
    snapshot = Snapshot.objects.get()
    page.set_viewport_size({"width": width, "height": 800})
    wrong = watch(page, base_url)

    page.goto("/keaslian/")
    page.get_by_label("Kode").fill(snapshot.code.lower().replace("-", ""))
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Sesuai")
    assert (violations(page), sideways(page) > 0) == ([], False)
    for typed, verdict in ((snapshot.fingerprint, "Sidik yang Anda tulis sama"), ("0" * 12, "Berbeda")):
        page.get_by_label("Sidik yang tercetak").fill(typed)
        page.get_by_role("button", name="Bandingkan").click()
        expect(page.locator("main .note")).to_contain_text(verdict)
        assert violations(page) == []
    assert wrong == []
