"""Two operators in one worksheet at the same time: neither ever blanks what the other wrote."""

import os
import time

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from assessments.models import Event
from tests.cast import Cast
from tests.e2e.pages import cell, enter_as, expect_saved, expect_state, leave, open_aspect, row, total, write
from tests.offices import Office
from tests.tools import needs

pytestmark = needs("chromium")


@pytest.fixture
def both(new_context: CreateContextCallback, cast: Cast, office: Office, base_url: str) -> tuple[Page, Page]:
    """Sari's and Budi's tabs with the same aspect, both still empty."""
    people = (cast.sari, cast.budi)
    pages = [enter_as(new_context(), person, base_url) for person in people]
    sari, budi = (open_aspect(page, office.bendo, 1) for page in pages)
    return sari, budi


def test_different_rows_blank_nothing(both: tuple[Page, Page]) -> None:
    sari, budi = both
    write(sari, 1, "10")
    write(budi, 2, "8")
    for page in both:
        leave(page)
    expect_saved(sari, 1)
    expect_saved(budi, 2)
    walk_through(sari, 2)
    write(sari, 3, "7")
    leave(sari)
    expect_saved(sari, 3)
    for page in both:
        page.reload()
        assert [cell(page, no).input_value() for no in (1, 2, 3)] == ["10", "8", "7"]
        expect(total(page)).to_have_text("3,88")


def walk_through(page: Page, no: int) -> None:
    """Visit the row without typing."""
    cell(page, no).focus()
    leave(page)


def conflict(both: tuple[Page, Page]) -> Locator:
    """Budi saves row 1, then Sari sends hers; what she is shown."""
    sari, budi = both
    write(budi, 1, "7")
    leave(budi)
    expect_saved(budi, 1)
    write(sari, 1, "10")
    write(sari, 2, "8,")  # leaves row 1 and types on, before the answer to it
    panel = row(sari, 1).locator(".stale")
    expect(panel).to_be_visible()
    return panel


def test_stale_row_shows_both_values_and_who_and_when(both: tuple[Page, Page]) -> None:
    panel = conflict(both)
    sari, budi = both
    saved_at = row(budi, 1).locator(".state-ok").inner_text().removeprefix("Tersimpan ").strip()
    expect(panel).to_contain_text(f"oleh Budi, {saved_at}")
    assert panel.locator("tbody tr").first.locator("td").all_inner_texts() == ["10", "7"]
    expect(cell(sari, 1)).to_have_value("10")
    expect(cell(sari, 2)).to_have_value("8,")
    expect(sari.locator("#dock-state")).to_contain_text("belum tersimpan")


def test_own_values_can_be_chosen(both: tuple[Page, Page]) -> None:
    panel = conflict(both)
    sari, budi = both
    panel.get_by_role("button", name="Pakai isian saat ini").click()
    expect_saved(sari, 1)
    expect(panel).to_be_hidden()
    expect(cell(sari, 2)).to_have_value("8,")
    budi.reload()
    expect(cell(budi, 1)).to_have_value("10")


def test_values_of_the_server_can_be_chosen(both: tuple[Page, Page]) -> None:
    panel = conflict(both)
    sari, budi = both
    panel.get_by_role("button", name="Pakai isian di server").click()
    expect_saved(sari, 1)
    expect(cell(sari, 1)).to_have_value("7")
    expect(cell(sari, 2)).to_have_value("8,")
    budi.reload()
    expect(cell(budi, 1)).to_have_value("7")


def test_nothing_is_sent_before_the_choice(both: tuple[Page, Page]) -> None:
    panel = conflict(both)
    sari, budi = both
    write(sari, 1, "9")
    leave(sari)
    write(sari, 3, "7")
    leave(sari)
    expect_saved(sari, 3)
    expect(panel).to_be_visible()
    budi.reload()
    expect(cell(budi, 1)).to_have_value("7")
    panel.get_by_role("button", name="Pakai isian saat ini").click()
    expect_saved(sari, 1)
    budi.reload()
    expect(cell(budi, 1)).to_have_value("9")


def test_conflict_over_a_choice_is_settled_too(both: tuple[Page, Page], office: Office) -> None:
    sari, budi = (open_aspect(page, office.bendo, 2) for page in both)
    row(budi, 9).get_by_role("combobox").select_option("Baik")
    expect_saved(budi, 9)
    row(sari, 9).get_by_role("combobox").select_option("Kurang baik")
    expect_state(sari, 9, "pilih isian")
    row(sari, 9).get_by_role("button", name="Pakai isian di server").click()
    expect_saved(sari, 9)
    expect(row(sari, 9).get_by_role("combobox")).to_have_value("BAIK")


# Somebody who fills rows at random: types, leaves the row, and where it has moved on keeps the own value.
FILL_AT_RANDOM = """([seed, count]) => {
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const rows = [...document.querySelectorAll("form.entry")];
  let chance = seed;
  const next = (below) => { chance = (chance * 48271) % 2147483647; return chance % below; };
  const save = async (row, value) => {
    const field = row.querySelector("[name=n]");
    field.focus();
    field.value = value;
    field.dispatchEvent(new InputEvent("input", {bubbles: true}));
    field.blur();
    while (row.dataset.mood !== "saved") {
      const button = row.querySelector(".stale:not([data-chosen]) button[value=yours]");
      if (button) button.closest(".stale").dataset.chosen = "yes";
      button?.click();
      await wait(10);
    }
  };
  window.accepted = [];
  (async () => {
    while (window.accepted.length < count) {
      const [row, value] = [rows[next(rows.length)], String(seed * 1000 + window.accepted.length)];
      await save(row, value);
      window.accepted.push([Number(row.id.replace("nomor-", "")), value]);
    }
  })();
}"""
SAVES = int(os.environ.get("RANDOM_SAVES", "25"))


def test_random_saves_of_both_are_all_in_the_history(both: tuple[Page, Page], office: Office) -> None:
    for seed, page in enumerate(both, start=1):
        page.evaluate(FILL_AT_RANDOM, [seed, SAVES])
    deadline = time.monotonic() + SAVES * 4
    while any(page.evaluate("window.accepted.length") < SAVES for page in both):
        assert time.monotonic() < deadline, "the saves do not come to an end"
        both[0].wait_for_timeout(200)

    accepted = [tuple(save) for page in both for save in page.evaluate("window.accepted")]
    events = Event.objects.filter(action=Event.Action.ROW_SAVED)
    told = [(int(event.subject[1:]), event.new["values"]["n"]) for event in events]
    assert len(accepted) == 2 * SAVES
    assert sorted(told) == sorted(accepted)
    for entry in office.bendo.entries.all():
        versions = sorted(event.new["version"] for event in events.filter(subject=entry.code))
        assert versions == list(range(1, entry.version + 1))
