"""Every page that somebody can reach by plain links: accessible, narrow enough, quiet, and all our own."""

from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

import pytest
from django.template.loader import render_to_string
from django.urls import resolve
from playwright.sync_api import BrowserContext, Page, expect

from tests.cast import Cast
from tests.e2e.pages import (
    WIDTHS,
    cell,
    enter_as,
    leave,
    open_aspect,
    press_for_page,
    row,
    sideways,
    violations,
    watch,
    write,
)
from tests.iku.office import filled as filled_iku
from tests.offices import Office, answer, fill_bendo
from tests.tools import needs

pytestmark = needs("chromium")

# What each finds behind its first page; an aspect counts as a page of its own.
ASPECTS = {("aspect", no) for no in "1234567"}
PUBLIC = {("guide", ""), ("results", ""), ("authenticity", ""), ("accessibility", "")}
COMMON = {("account", ""), ("password_change", "")} | PUBLIC
SHEET = ASPECTS | {("worksheet", ""), ("whole", ""), ("profile", ""), ("history", ""), ("check", "")}
SHEET |= {("evidence", ""), ("details", ""), ("matrix", "")}
TRACES = {("person_history", "")}
FILL = {("evidence_row", ""), ("old_form", ""), ("workbook_upload", "")}
FILES = (".pdf", ".xlsx", ".csv", ".docx", "/unduh/", "/tampil/")
LIST = {("home", ""), ("worksheets", "")}
PROGRESS = {("progress", ""), ("dashboard", ""), ("ranking", ""), ("rank_history", "")}
COLLECT = {("workbook_bulk", "")}
JUDGING = {("tasks", "")}
TEAM = {("conflicts", "")}
DECIDE = {("decision", "")}
COMPARE = {("comparison", "")}
ASSIGN = {("assignments", "")}
PEOPLE = {("accounts", ""), ("account_new", ""), ("logos", ""), ("logo", "")}
PEOPLE |= {("account_import", ""), ("account_person", "")}
# To asri the first person of the list is asri herself, to whom she gives no role.
VERIFY = {("participation", ""), ("account_grant", "")}
IKU_HOME = {("iku_district", ""), ("iku_history", "")}
IKU = IKU_HOME | {("iku_document", ""), ("iku_year", ""), ("iku_targets", ""), ("iku_realisation", "")}
IKU |= {("iku_monitoring", ""), ("iku_papers", ""), ("iku_plans", "")}
IKU_FILL = {("iku_evidence_row", "")}
LIST |= {("iku", "")}
ABOVE = LIST | PROGRESS | DECIDE | COMPARE | SHEET | TRACES | COMMON | IKU
TEAM_OF_PROVINCE = ABOVE | COLLECT | JUDGING | TEAM
REACHED = {
    "sari": SHEET | FILL | TRACES | COMMON | IKU | IKU_FILL,
    "maya": SHEET | FILL | COMMON | IKU_HOME,
    "camat": SHEET | COMMON | IKU,
    "vera": VERIFY | LIST | PROGRESS | COLLECT | JUDGING | SHEET | TRACES | PEOPLE | COMMON | IKU,
    "asri": TEAM_OF_PROVINCE | PEOPLE,
    "kiki": TEAM_OF_PROVINCE | ASSIGN,
    "lina": ABOVE,
    "joko": {("juries", "")} | TEAM | COMMON,
    "indra": {("instruments", ""), ("period", "")} | COMPARE | COMMON,
}
# An operator's pages are all looked at closely, and a reader's where they differ from those; to the others
# the pages of a worksheet are a reader's, in another frame.
ALIKE = {"sari": set(), "vera": ASPECTS - {("aspect", "4")} | COMMON}


def crawl(page: Page, start: str) -> Iterator[tuple[str, str]]:
    """Open one page of every kind that plain links lead to; each is yielded while it is open."""
    waiting, seen = [start], set()
    while waiting:
        address = waiting.pop(0)
        if kind(address) in seen:
            continue
        response = page.goto(address)
        assert response is not None
        assert response.status == 200, page.url
        found = kind(page.url)  # the first page may lead on to another
        links = page.locator("a[href]").evaluate_all("links => links.map((link) => link.href)")
        waiting += [urldefrag(link).url for link in links if is_page(link)]
        if found not in seen:
            yield found
        seen |= {kind(address), found}


def is_page(address: str) -> bool:
    path = urlsplit(address).path
    return not path.endswith(FILES) and not path.startswith("/admin/")


def kind(address: str) -> tuple[str, str]:
    match = resolve(urlsplit(address).path)
    return match.url_name or "", match.kwargs.get("aspect_code", "")


def flaws(page: Page) -> list[str]:
    """Axe's findings, and what sticks out at 320 px."""
    too_wide = sideways(page)
    return [*violations(page), *([f"{page.url}: {too_wide} px too wide"] if too_wide > 0 else [])]


@pytest.mark.parametrize("who", REACHED)
def test_pages_of_a_role(
    context: BrowserContext, cast: Cast, office: Office, base_url: str, who: str
) -> None:
    fill_bendo(office.bendo, cast.sari)
    filled_iku(cast)
    page = enter_as(context, getattr(cast, who), base_url)
    wrong = watch(page, base_url)
    reached = set()
    for found in crawl(page, "/"):
        reached.add(found)
        if found not in ALIKE.get(who, SHEET | FILL | COMMON | IKU):
            assert flaws(page) == []
    assert reached == REACHED[who]
    assert wrong == []


def test_pages_of_a_visitor(page: Page, office: Office, base_url: str) -> None:
    wrong = watch(page, base_url)
    reached = set()
    for found in crawl(page, "/masuk/"):
        reached.add(found)
        assert flaws(page) == []
    assert reached == {("sign_in", ""), ("password_forgotten", "")} | PUBLIC
    assert wrong == []


def test_refusals(context: BrowserContext, page: Page, cast: Cast, office: Office, base_url: str) -> None:
    signed_in = enter_as(context, cast.sari, base_url)
    for tab, address, status in (
        (page, "/tidak-ada/", 404),
        (signed_in, "/tidak-ada/", 404),
        (signed_in, f"/kertas-kerja/{office.neighbour.pk}/", 404),
        (signed_in, "/akun/", 403),
        (signed_in, "/instrumen/", 403),
    ):
        response = tab.goto(address)
        assert response is not None
        assert response.status == status
        assert flaws(tab) == []


@pytest.mark.parametrize(
    "name", ["400.html", "409.html", "422.html", "500.html", "503.html", "maintenance.html"]
)
def test_failures(page: Page, office: Office, base_url: str, name: str) -> None:
    """Pages for what a test cannot bring about, with our styles and with nobody signed in."""
    wrong = watch(page, base_url)
    body = render_to_string(name, {"sentence": "Kembali pukul 21.00 WIB."})
    page.route("**/gangguan/", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto("/gangguan/")
    assert flaws(page) == []
    assert wrong == []


def test_sign_in_refused(page: Page, office: Office) -> None:
    page.goto("/masuk/")
    press_for_page(page, page.get_by_role("button", name="Masuk"))
    assert page.title().startswith("Kesalahan:")
    assert flaws(page) == []


def test_menu_on_a_phone(context: BrowserContext, cast: Cast, office: Office, base_url: str) -> None:
    page = enter_as(context, cast.sari, base_url)
    page.set_viewport_size({"width": WIDTHS[-1], "height": 800})
    page.goto("/")
    expect(page.get_by_role("link", name="Riwayat")).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("link", name="Riwayat")).to_be_visible()
    assert flaws(page) == []


def test_rows_in_every_state(context: BrowserContext, cast: Cast, office: Office, base_url: str) -> None:
    """Mistyped, stale, not sent, nihil, TDI, with everything unfolded, all on one page."""
    page = open_aspect(enter_as(context, cast.sari, base_url), office.bendo, 1)
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    answer(office.bendo, "i01", cast.budi, n="7")
    write(page, 1, "10")
    write(page, 2, "1.2.3")
    cell(page, 5, "none_occurred").check()
    cell(page, 7, "tdi").check()
    leave(page)
    expect(row(page, 1).locator(".stale")).to_be_visible()
    expect(row(page, 2).locator(".field-error")).to_be_visible()
    context.set_offline(True)
    write(page, 3, "7")
    leave(page)
    expect(row(page, 3).get_by_role("button", name="Coba lagi")).to_be_visible()
    assert flaws(page) == []
