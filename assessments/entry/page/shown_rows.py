"""Which rows an entry page shows: one aspect or the whole worksheet, all or those that a filter names."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.urls import Resolver404, resolve, reverse

from assessments.models import Worksheet
from assessments.papers.figures import AspectTotals
from indicators.scoring.sheet import Outcome
from kinerja.accounts.requests import Request

from .entry_sheet import EntrySheet
from .rows import RowView

Wanted = Callable[[EntrySheet, str], bool]  # whether a row, by its code, is let through

MENDING = "perbaikan"  # offered while rows are asked back
FILTERS: dict[str, tuple[str, Wanted]] = {
    "": ("Semua", lambda sheet, code: True),
    MENDING: ("Perlu perbaikan", lambda sheet, code: code in sheet.repairs),
    "kosong": ("Belum diisi", lambda sheet, code: sheet.rows[code].outcome is Outcome.EMPTY),
    "bukti": ("Tanpa bukti", lambda sheet, code: code in sheet.unproven_codes),
    "peringatan": ("Peringatan", lambda sheet, code: code in sheet.warned_codes),
}


@dataclass(frozen=True)
class EntryPage:
    """The page that the browser shows; no aspect means the whole worksheet."""

    aspect_code: str | None
    show: str = ""

    def url(self, worksheet: Worksheet) -> str:
        """Its address without a filter."""
        if self.aspect_code is None:
            return reverse("whole", args=(worksheet.pk,))
        return reverse("aspect", args=(worksheet.pk, self.aspect_code))

    def filtered_url(self, worksheet: Worksheet, show: str) -> str:
        return self.url(worksheet) + filter_query(show)

    def aspects(self, sheet: EntrySheet) -> list[AspectTotals]:
        """The aspects on it, or 404."""
        return list(sheet.totals.aspects) if self.aspect_code is None else [sheet.aspect(self.aspect_code)]


def rows_page(request: Request, aspect_code: str) -> EntryPage:
    """The entry page that sent `request`; that of `aspect_code` where no other is known."""
    address = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    try:
        page_route = resolve(address.path)
    except Resolver404:
        return EntryPage(aspect_code)
    if page_route.url_name not in {"aspect", "whole"}:
        return EntryPage(aspect_code)
    return EntryPage(
        page_route.kwargs.get("aspect_code"), known_filter(parse_qs(address.query).get("tampil", [""])[0])
    )


def filter_query(show: str) -> str:
    return f"?{urlencode({'tampil': show})}" if show else ""


def known_filter(name: str) -> str:
    """A filter's name; all rows where there is no such filter."""
    return name if name in FILTERS else ""


def shown_groups(
    sheet: EntrySheet, page: EntryPage, changed: RowView | None = None
) -> Iterator[dict[str, Any]]:
    """Sub-aspects with the rows that the filter lets through; after a refusal without script, with all, and
    `changed` stands in for the row of its code."""
    passes_filter = FILTERS["" if changed else page.show][1]
    for aspect in page.aspects(sheet):
        heading = aspect if page.aspect_code is None else None
        for sub_aspect in aspect.spec.sub_aspects:
            codes = [spec.code for spec in sub_aspect.indicators if passes_filter(sheet, spec.code)]
            if codes:
                yield {"spec": sub_aspect, "rows": row_views(sheet, codes, changed), "aspect": heading}
                heading = None


def row_views(sheet: EntrySheet, codes: Iterable[str], changed: RowView | None) -> list[RowView]:
    return [changed if changed and changed.code == code else sheet.row(code) for code in codes]


def answer_frame(sheet: EntrySheet, page: EntryPage) -> dict[str, Any]:
    """What stands around the rows and moves with them: the filters' counts and the dock's figures."""
    aspects = page.aspects(sheet)
    codes = [spec.code for aspect in aspects for spec in aspect.spec.indicators]
    url = page.url(sheet.worksheet)
    filters = [
        {
            "name": name,
            "label": label,
            "count": sum(wanted(sheet, code) for code in codes),
            "url": url + filter_query(name),
            "current": name == page.show,
        }
        for name, (label, wanted) in FILTERS.items()
        if sheet.repairs or name != MENDING
    ]
    aspect = None if page.aspect_code is None else aspects[0]
    return {"entry_sheet": sheet, "filters": filters, "page_url": url, "aspect": aspect}
