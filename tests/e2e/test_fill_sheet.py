"""The product's main job: an operator fills all 53 rows by keyboard and watches the score grow."""

import csv
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.cast import Cast
from tests.e2e.pages import (
    ROWS,
    bendo_answers,
    cell,
    figure,
    indonesian,
    row,
    sign_in_by_form,
    total,
    watch,
)
from tests.offices import Office
from tests.tools import needs

PRINTED = Path(__file__).parents[1] / "data" / "bendo-2022-printed.csv"
MOST_TABS = 16  # between two fields: TDI, nihil, evidence, Rincian, Penjelasan, Catatan, and the filters


@needs("chromium")
def test_operator_types_all_rows_and_reads_the_total_of_2022(
    page: Page, cast: Cast, office: Office, base_url: str
) -> None:
    wrong = watch(page, base_url)
    sign_in_by_form(page, cast.sari)
    page.get_by_role("link", name="Mulai mengisi").click()
    for aspect, rows in ROWS.items():
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"{aspect}. ")
        for no in rows:
            type_row(page, no)
        page.keyboard.press("Enter")  # saves the last row, which is not left
        expect(page.locator(".entry-state .state-ok")).to_have_count(len(rows))
        assert [figure(page, no).inner_text() for no in rows] == [printed_score(no) for no in rows]
        if aspect < len(ROWS):
            page.get_by_role("link", name=f"Lanjut ke aspek {aspect + 1}").filter(visible=True).click()
    expect(total(page)).to_have_text("86,89")
    page.get_by_role("link", name="Kembali ke kertas kerja").filter(visible=True).click()
    expect(page.locator(".tasks-total .task-score")).to_contain_text("86,89")
    expect(page.locator(".panel .big")).to_have_text("86,89")
    expect(page.locator(".task-status", has_text="Lengkap")).to_have_count(len(ROWS))
    assert wrong == []


def printed_score(no: int) -> str:
    """The row's nilai on the original worksheet."""
    with PRINTED.open() as file:
        return next(line["nilai"] for line in csv.DictReader(file) if int(line["no"]) == no).replace(".", ",")


def type_row(page: Page, no: int) -> None:
    answer = bendo_answers()[no]
    if answer == "TDI":
        tick(page, cell(page, no, "tdi"))
    elif isinstance(answer, str):
        choose(page, no, answer)
    elif isinstance(answer[0], bool):
        for group in row(page, no).get_by_role("radiogroup").all():
            tick(page, group.get_by_label("Ada" if answer.pop(0) else "Tidak"))
    elif no == 45:
        type_budget(page, answer)
    else:
        type_figures(page, no, answer)


def type_figures(page: Page, no: int, numbers: list[str]) -> None:
    """The figures asked for, in order; a sourced cell cannot be reached and is not typed."""
    fields = row(page, no).locator(".cell input:not([type=radio])")
    for index, number in enumerate(numbers):
        tab_to(page, fields.nth(index))
        page.keyboard.type(indonesian(number))


def type_budget(page: Page, amounts: list[str]) -> None:
    """Programmes line by line, with a new line wherever they run out, then their total."""
    *parts, whole = amounts
    lines = row(page, 45).locator("[data-line]")
    for index, part in enumerate(parts):
        if index == lines.count():
            tab_to(page, row(page, 45).get_by_role("button", name="Tambah baris"))
            page.keyboard.press("Enter")
        name, amount = lines.nth(index).locator("input").all()
        tab_to(page, name)
        page.keyboard.type(f"Program {index + 1}")
        tab_to(page, amount)
        page.keyboard.type(indonesian(part))
    tab_to(page, cell(page, 45, "total"))
    page.keyboard.type(indonesian(whole))


def choose(page: Page, no: int, label: str) -> None:
    """A choice: two options are dots, more are a list that takes the first letters."""
    choices = row(page, no).get_by_role("radio", name=label.capitalize())
    if choices.count():
        tick(page, choices)
    else:
        tab_to(page, row(page, no).get_by_role("combobox"))
        page.keyboard.type(label.capitalize())


def tick(page: Page, field: Locator) -> None:
    tab_to(page, field)
    page.keyboard.press("Space")
    expect(field).to_be_checked()


def tab_to(page: Page, field: Locator) -> None:
    """Press Tab until the field has the focus, as on from the last one."""
    for _ in range(MOST_TABS):
        if has_focus(field):
            return
        page.keyboard.press("Tab")
    assert has_focus(field), f"{field} is not within {MOST_TABS} tabs"


def has_focus(field: Locator) -> bool:
    return bool(field.evaluate("field => field === document.activeElement"))
