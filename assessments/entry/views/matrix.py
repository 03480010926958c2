"""The matrix: all desa and kelurahan × the indicators that count them. Ticks fill the counts."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.access import fetch_worksheet, is_operator, require_operator
from assessments.access.queries import repairs_sent
from assessments.entry.forms.details import VersionsForm, ticks_fingerprint
from assessments.entry.services.details import StaleColumns, Ticks, save_villages, ticked_inputs
from assessments.entry.services.saving import details_of, refusal_at
from assessments.models import Entry, Worksheet
from indicators.editions.sheets import sheet_of
from indicators.scoring.items import applies
from indicators.scoring.sheet import IndicatorSpec
from indicators.scoring.specs import InputSpec
from kinerja.accounts.requests import Request
from kinerja.numbers import format_short_datetime
from kinerja.refusals import Refusal
from kinerja.regions.villages import Village, villages_of

Entries = dict[str, Entry]


@dataclass(frozen=True)
class ColumnView:
    """One indicator: `ticks` are what is shown, `stored` what stands in the database."""

    indicator: IndicatorSpec
    specs: list[InputSpec]
    ticks: Ticks
    stored: Ticks
    version: int
    villages: list[Village]
    moved: str = ""
    locked: bool = False  # while rows are mended, those that were not asked back

    @property
    def fingerprint(self) -> str:
        return "" if self.locked else ticks_fingerprint(self.stored)  # a locked column sends no ticks

    @property
    def countable(self) -> list[Village]:
        return [village for village in self.villages if village.kind in self.specs[0].villages]

    @property
    def ticked(self) -> int:
        return sum(map(len, self.ticks.values()))

    @property
    def differences(self) -> list[tuple[str, str, str]]:
        """Village, what is shown, what stands there; where the two are not the same."""
        titles_and_words = [
            (it.title, self.word(self.ticks, it), self.word(self.stored, it)) for it in self.countable
        ]
        return [pair for pair in titles_and_words if pair[1] != pair[2]]

    def word(self, ticks: Ticks, village: Village) -> str:
        spec = next((spec for spec in self.specs if village.id in ticks.get(spec.code, [])), None)
        if len(self.specs) == 1:
            return "dicentang" if spec else "tidak dicentang"
        return self.level(spec) if spec else "tidak ada"

    def level(self, spec: InputSpec) -> str:
        """A level's name: what its label says beyond the other levels' labels."""
        words = spec.label.split()
        other_labels = [other.label.split() for other in self.specs if other is not spec]
        own_words = [word for word in words if not all(word in other for other in other_labels)]
        return " ".join(own_words) or spec.label


@dataclass(frozen=True)
class TickCell:
    """One village in one column."""

    column: ColumnView
    village: Village
    options: list[tuple[str, str, bool]] = field(default_factory=list)  # input code, word, chosen

    @property
    def name(self) -> str:
        return f"{self.column.indicator.code}-{self.village.id}"

    @property
    def ticked(self) -> bool:
        return any(chosen for _, _, chosen in self.options)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def matrix(request: Request, worksheet_id: UUID) -> HttpResponse:
    """Shown to everybody who reads the worksheet, filled by its operators."""
    worksheet = fetch_worksheet(request, worksheet_id)
    indicators = counting_indicators(worksheet)
    villages = villages_of(worksheet.profile)
    if not indicators or not villages:
        raise Http404
    if request.method != "POST":
        return matrix_page(request, worksheet, columns_of(worksheet, indicators, entries_of(worksheet)))
    require_operator(request.user, worksheet)
    return ticks_posted(request, worksheet, VersionsForm(request.POST, indicators, villages))


def counting_indicators(worksheet: Worksheet) -> list[IndicatorSpec]:
    """The indicators that count villages and apply to this kecamatan."""
    facts = worksheet.profile.facts
    ticked_indicators = (spec for spec in sheet_of(worksheet.revision_id).indicators if ticked_inputs(spec))
    return [spec for spec in ticked_indicators if applies(spec, facts)]


def ticks_posted(request: Request, worksheet: Worksheet, form: VersionsForm) -> HttpResponse:
    """Save what was changed; where a row has moved on, show what was ticked beside what stands there."""
    if not form.is_valid():
        return matrix_page(
            request, worksheet, sent_columns(worksheet, form), status=422, problem="Muat ulang halaman."
        )
    try:
        changed_codes = save_villages(worksheet=worksheet, columns=form.columns(), by=request.user)
    except StaleColumns as conflict:
        moved = {code: moved_by(worksheet, entry) for code, entry in conflict.current.items()}
        return matrix_page(request, worksheet, sent_columns(worksheet, form, moved), status=conflict.status)
    except Refusal as refusal:
        columns = sent_columns(worksheet, form)
        return matrix_page(request, worksheet, columns, status=refusal.status, problem=str(refusal))
    sentence = (
        f"Tersimpan; {len(changed_codes)} baris mengikuti centang."
        if changed_codes
        else "Tidak ada yang berubah."
    )
    messages.success(request, sentence)
    return redirect("matrix", worksheet_id=worksheet.pk)


def moved_by(worksheet: Worksheet, entry: Entry | None) -> str:
    if entry is None:
        return "orang lain"
    return f"{entry.saved_by.name}, {format_short_datetime(entry.saved_at, zone_of(worksheet))}"


def zone_of(worksheet: Worksheet) -> str:
    return str(worksheet.district.regency.province.time_zone)


def entries_of(worksheet: Worksheet) -> Entries:
    return {entry.code: entry for entry in worksheet.entries.select_related("saved_by")}


def columns_of(worksheet: Worksheet, indicators: list[IndicatorSpec], entries: Entries) -> list[ColumnView]:
    """The columns as they are kept."""
    villages = villages_of(worksheet.profile)
    columns = []
    for indicator in indicators:
        entry = entries.get(indicator.code)
        stored_ticks = details_of(entry).get("villages", {})
        version = entry.version if entry else 0
        columns.append(
            ColumnView(indicator, ticked_inputs(indicator), stored_ticks, stored_ticks, version, villages)
        )
    return columns


def sent_columns(
    worksheet: Worksheet, form: VersionsForm, moved: dict[str, str] | None = None
) -> list[ColumnView]:
    """The columns as they were sent where the sender changed them, over what stands there now."""
    moved = moved or {}
    stored_columns = columns_of(worksheet, form.indicators, entries_of(worksheet))
    return [
        replace(it, ticks=form.ticks(it.indicator), moved=moved.get(it.indicator.code, ""))
        if form.touched(it.indicator)
        else it
        for it in stored_columns
    ]


def matrix_page(
    request: Request, worksheet: Worksheet, columns: list[ColumnView], *, status: int = 200, **more: Any
) -> HttpResponse:
    repairs = repairs_sent(worksheet) if worksheet.in_repair else {}
    columns = [replace(it, locked=worksheet.in_repair and it.indicator.code not in repairs) for it in columns]
    refusal = "Anda melihat centang ini tanpa mengubahnya."
    if is_operator(request.user, worksheet):
        open_codes = [it.indicator.code for it in columns if not it.locked]
        refusal = refusal_at(worksheet, timezone.now(), *(open_codes if repairs else ()))
    context = {
        "worksheet": worksheet,
        "columns": columns,
        "moved": [column for column in columns if column.moved],
        "rows": [
            (it, [tick_cell(column, it) for column in columns]) for it in villages_of(worksheet.profile)
        ],
        "refusal": refusal,
        "partly": not refusal and any(column.locked for column in columns),
    } | more
    return render(request, "entry/matrix.html", context, status=status)


def tick_cell(column: ColumnView, village: Village) -> TickCell:
    """What may be said of a village in a column; nothing where the column does not count its kind."""
    tick_options = [
        (spec.code, column.level(spec), village.id in column.ticks.get(spec.code, []))
        for spec in column.specs
        if village.kind in spec.villages
    ]
    return TickCell(column, village, tick_options)
