"""The workbooks of an import: the template to fill in, and the list of first passwords."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet as Page

from kinerja.accounts.access import Region, Scope, regions_in

from .apply import Slip
from .layout import COLUMNS, MOST, TITLE

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
GUIDE, REGIONS, ROLES = "Petunjuk", "Wilayah", "Peran"
LISTED = 1_500  # regions that the template names; the whole of Indonesia would be refused when it comes back
GUIDANCE = (
    "Isi lembar Pengguna: satu baris untuk satu orang dalam satu peran di satu wilayah.",
    "Orang yang memegang beberapa peran ditulis pada beberapa baris dengan nama pengguna yang sama.",
    "Akun yang sudah ada dikenali dari nama penggunanya. Sel kosong tidak menghapus yang sudah tercatat.",
    "Jangan mengubah nama lembar dan judul kolom. Urutan kolom bebas; baris kosong dilewati.",
    f"Paling banyak {MOST} baris. Perubahannya ditampilkan dulu; semuanya disimpan atau tidak sama sekali.",
    "Kata sandi awal akun baru ditampilkan satu kali setelah disimpan dan wajib diganti saat pertama masuk.",
)


def roster_template(scope: Scope) -> bytes:
    """An empty sheet of people, with the roles and regions that the manager may give as drop-downs."""
    buffer = BytesIO()
    book = Workbook(buffer, OPTIONS)
    guide_page(book)
    people_page = text_page(book, TITLE, [(column.heading, column.width) for column in COLUMNS])
    regions_to_give = regions_in(scope)[: LISTED + 1]
    role_labels = [str(role.label) for role in scope.roles]
    add_drop_down(people_page, "role", f"='{ROLES}'!$A$2:$A${len(role_labels) + 1}")
    add_drop_down(people_page, "manages_accounts", ["Ya", "Tidak"])
    write_cells(text_page(book, ROLES, [("Peran", 30)]), [[role] for role in role_labels])
    if len(regions_to_give) <= LISTED:
        rows = [[region.code, region_name(region)] for region in regions_to_give]
        write_cells(text_page(book, REGIONS, [("Kode wilayah", 14), ("Wilayah", 60)]), rows)
        add_drop_down(people_page, "region", f"='{REGIONS}'!$A$2:$A${len(rows) + 1}", strict=False)
    book.close()
    return buffer.getvalue()


def passwords_xlsx(slips: Iterable[Slip]) -> bytes:
    """The first passwords, a row a person."""
    buffer = BytesIO()
    book = Workbook(buffer, OPTIONS)
    columns = [("Nama", 30), ("Nama pengguna", 24), ("Kata sandi awal", 26), ("Wilayah", 44)]
    password_page = text_page(book, "Kata sandi awal", columns)
    write_cells(password_page, [[it.name, it.username, it.password, it.place] for it in slips])
    book.close()
    return buffer.getvalue()


def region_name(region: Region) -> str:
    regency = getattr(region, "regency", None)
    return f"{region}, {regency}" if regency else str(region)


def guide_page(book: Workbook) -> None:
    page = book.add_worksheet(GUIDE)
    wrapped_format = book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 90)
    guide_rows = [("", sentence) for sentence in GUIDANCE] + [(it.heading, it.about) for it in COLUMNS]
    for number, cells in enumerate(guide_rows):
        for place, text in enumerate(cells):
            page.write_string(number, place, text, wrapped_format)


def text_page(book: Workbook, title: str, columns: Sequence[tuple[str, int]]) -> Page:
    """A page of text cells below its headings."""
    page = book.add_worksheet(title)
    head_format = book.add_format({"bold": True, "bg_color": "#DCE6EA", "border": 1})
    as_text = book.add_format({"num_format": "@"})
    for place, (heading, width) in enumerate(columns):
        page.set_column(place, place, width, as_text)
        page.write_string(0, place, heading, head_format)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    return page


def write_cells(page: Page, rows: Iterable[Sequence[str]]) -> None:
    for number, cells in enumerate(rows, start=1):
        for place, text in enumerate(cells):
            page.write_string(number, place, text)


def add_drop_down(page: Page, name: str, source: Any, *, strict: bool = True) -> None:
    """A drop-down for every row of a column."""
    column_index = next(number for number, column in enumerate(COLUMNS) if column.name == name)
    list_rule = {"validate": "list", "source": source, "error_title": COLUMNS[column_index].heading}
    list_rule |= {"error_message": "Pilih dari daftar."} if strict else {"show_error": False}
    page.data_validation(1, column_index, MOST, column_index, list_rule)
