"""Which rows an entry page shows: one aspect or the whole worksheet, all or those that a filter names."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.urls import Resolver404, resolve, reverse

from assessments.models import Worksheet
from assessments.papers.figures import AspectFigures
from indicators.scoring.sheet import Outcome
from kinerja.accounts.requests import Request

from .entry_sheet import Desk
from .rows import RowView

Wanted = Callable[[Desk, RowView], bool]

MENDING = "perbaikan"  # offered while rows are asked back
FILTERS: dict[str, tuple[str, Wanted]] = {
    "": ("Semua", lambda desk, row: True),
    MENDING: ("Perlu perbaikan", lambda desk, row: row.repair is not None),
    "kosong": ("Belum diisi", lambda desk, row: row.figures.row.outcome is Outcome.EMPTY),
    "bukti": ("Tanpa bukti", lambda desk, row: row.code in desk.unproven),
    "peringatan": ("Peringatan", lambda desk, row: row.code in desk.warned),
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
        return self.url(worksheet) + (f"?{urlencode({'tampil': show})}" if show else "")

    def aspects(self, desk: Desk) -> list[AspectFigures]:
        """The aspects on it, or 404."""
        return list(desk.figures.aspects) if self.aspect_code is None else [desk.aspect(self.aspect_code)]


def page_of(request: Request, aspect_code: str) -> EntryPage:
    """The entry page that sent `request`; that of `aspect_code` where no other is known."""
    address = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    try:
        found = resolve(address.path)
    except Resolver404:
        return EntryPage(aspect_code)
    if found.url_name not in {"aspect", "whole"}:
        return EntryPage(aspect_code)
    return EntryPage(
        found.kwargs.get("aspect_code"), known_filter(parse_qs(address.query).get("tampil", [""])[0])
    )


def known_filter(name: str) -> str:
    """A filter's name; all rows where there is no such filter."""
    return name if name in FILTERS else ""


def shown_groups(desk: Desk, page: EntryPage, changed: RowView | None = None) -> Iterator[dict[str, Any]]:
    """Sub-aspects with the rows that the filter lets through; after a refusal without script, with all."""
    wanted = FILTERS["" if changed else page.show][1]
    for aspect in page.aspects(desk):
        heading = aspect if page.aspect_code is None else None
        for group in desk.groups(aspect, changed):
            rows = [row for row in group["rows"] if wanted(desk, row)]
            if rows:
                yield group | {"rows": rows, "aspect": heading}
                heading = None


def frame_of(desk: Desk, page: EntryPage) -> dict[str, Any]:
    """What stands around the rows and moves with them: the filters' counts and the dock's figures."""
    aspects = page.aspects(desk)
    rows = [row for aspect in aspects for group in desk.groups(aspect, None) for row in group["rows"]]
    filters = [
        {
            "name": name,
            "label": label,
            "count": sum(wanted(desk, row) for row in rows),
            "url": page.filtered_url(desk.worksheet, name),
            "current": name == page.show,
        }
        for name, (label, wanted) in FILTERS.items()
        if desk.repairs or name != MENDING
    ]
    aspect = None if page.aspect_code is None else aspects[0]
    return {"desk": desk, "filters": filters, "page_url": page.url(desk.worksheet), "aspect": aspect}
