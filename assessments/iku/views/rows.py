"""The pages with a year's rows, and saving one row: targets, and realisation by quarter."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from assessments.entry.page.rows import shown_moment
from assessments.iku.access import (
    fetch_year,
    is_operator,
    require_operator,
    require_target_setter,
    sets_targets,
)
from assessments.iku.forms.rows import EntryForm, SavedRowForm, TargetForm
from assessments.iku.forms.words import ROMAN, quarter_words
from assessments.iku.models import IkuEntry, IkuEvidenceLink, IkuTarget, IkuYear
from assessments.iku.services.results import load_year_result
from assessments.iku.services.years import StaleIkuRow, save_entry, save_targets
from indicators.iku.document import KeyIndicator
from indicators.iku.quarters import QUARTERS
from indicators.iku.report import YearResult
from kinerja.accounts.requests import Request
from kinerja.refusals import Closed, Moved

from .row_views import EntryRow, RowView, TargetRow
from .years import year_frame

READING = "Anda melihat halaman ini tanpa mengubahnya."
GONE = "IKU ini tidak ada lagi dalam dokumen tahun ini. Muat ulang halaman."
CLOSED = "Tahun {} sudah ditutup. Camat dapat membukanya kembali."


def indicator_of(year: IkuYear, code: str) -> KeyIndicator:
    """The IKU of the year's document, or 404."""
    try:
        return year.document.definition.indicator(code)
    except KeyError:
        raise Http404 from None


def saved_moment(row: IkuEntry | IkuTarget | None, year: IkuYear) -> str:
    zone = str(year.district.regency.province.time_zone)
    return shown_moment(row.saved_at, zone) if row else ""


def closed_words(year: IkuYear, may: bool) -> str:
    """Why nothing can be changed; empty where it can."""
    if not may:
        return READING
    return "" if year.is_open else CLOSED.format(year.year)


# --- Targets ------------------------------------------------------------------------------------------


@login_required
@require_safe
def targets(request: Request, year_id: UUID) -> HttpResponse:
    """The target of every IKU for the year and its quarters."""
    return targets_page(request, fetch_year(request, year_id))


def target_rows(request: Request, year: IkuYear) -> list[TargetRow]:
    closed = closed_words(year, sets_targets(request.user, year.district))
    stored_targets = {it.code: it for it in year.targets.select_related("saved_by")}
    rows = []
    for result in load_year_result(year).indicators:
        row = stored_targets.get(result.indicator.code)
        form = TargetForm(result.indicator, entry=row)
        rows.append(TargetRow(year, form, result, saved_moment(row, year), closed))
    return rows


def targets_page(
    request: Request, year: IkuYear, changed: RowView | None = None, status: int = 200
) -> HttpResponse:
    return rows_page(request, year, target_rows(request, year), "iku/targets.html", changed, status)


@login_required
@require_POST
def target_save(request: Request, year_id: UUID, code: str) -> HttpResponse:
    """Save one IKU's targets; 409 with both where they have moved on, 422 where something is mistyped."""
    year = fetch_year(request, year_id)
    require_target_setter(request.user, year.district)
    indicator = indicator_of(year, code)
    form = TargetForm(indicator, request.POST, entry=kept_target(year, code))
    page_address = reverse("iku_targets", args=(year.pk,))

    def write() -> None:
        version = form.cleaned_data["version"]
        save_targets(year=year, code=code, content=form.content, version=version, by=request.user)

    def row(**flags: Any) -> RowView:
        result = load_year_result(year).result_of_indicator(code)
        typed_form = None if flags.pop("stored", False) else form
        entry = kept_target(year, code)
        return TargetRow(
            year, typed_form or TargetForm(indicator, entry=entry), result, saved_moment(entry, year), **flags
        )

    return answer_saved_row(
        request,
        form,
        write,
        row,
        f"{page_address}#nomor-{indicator.no}",
        lambda it, status: targets_page(request, year, it, status),
    )


def kept_target(year: IkuYear, code: str) -> IkuTarget | None:
    return year.targets.select_related("saved_by").filter(code=code).first()


# --- Realisation ----------------------------------------------------------------------------------------


@login_required
@require_safe
def realisation(request: Request, year_id: UUID) -> HttpResponse:
    """The data items of every IKU in one quarter: the one that is asked for, else the first with a gap."""
    year = fetch_year(request, year_id)
    result = load_year_result(year)
    quarter_text = request.GET.get("triwulan", "")
    quarter = int(quarter_text) if quarter_text in {str(no) for no in QUARTERS} else first_gap(result)
    return realisation_page(request, year, quarter, result=result)


def first_gap(result: YearResult) -> int:
    return next((no for no in QUARTERS if result.gaps(no)), QUARTERS[-1])


def realisation_page(
    request: Request,
    year: IkuYear,
    quarter: int,
    changed: RowView | None = None,
    status: int = 200,
    *,
    result: YearResult | None = None,
) -> HttpResponse:
    result = result or load_year_result(year)
    page_address = reverse("iku_realisation", args=(year.pk,))
    more_context = {
        "quarter": quarter,
        "quarter_name": quarter_words(quarter),
        "quarters": [
            (ROMAN[no - 1], f"{page_address}?triwulan={no}", no == quarter, result.gaps(no))
            for no in QUARTERS
        ],
        "next_quarter": quarter + 1 if quarter < QUARTERS[-1] else None,
    }
    rows = entry_rows(request, year, quarter, result)
    return rows_page(request, year, rows, "iku/realisation.html", changed, status, more_context)


def entry_rows(request: Request, year: IkuYear, quarter: int, result: YearResult) -> list[EntryRow]:
    closed = closed_words(year, is_operator(request.user, year.district))
    stored_entries = {it.code: it for it in year.entries.filter(quarter=quarter).select_related("saved_by")}
    links = links_of(year, quarter)
    rows = []
    for indicator_result in result.indicators:
        row, code = stored_entries.get(indicator_result.indicator.code), indicator_result.indicator.code
        form = EntryForm(indicator_result.indicator, entry=row)
        its_links = [it for it in links if it.code == code]
        rows.append(
            EntryRow(
                year,
                form,
                indicator_result,
                saved_moment(row, year),
                closed,
                quarter=quarter,
                links=its_links,
            )
        )
    return rows


def links_of(year: IkuYear, quarter: int) -> list[IkuEvidenceLink]:
    links = IkuEvidenceLink.objects.filter(evidence__year=year, evidence__removed_at=None, quarter=quarter)
    return list(links.select_related("evidence").order_by("evidence__name", "item"))


@login_required
@require_POST
def entry_save(request: Request, year_id: UUID, code: str, quarter: int) -> HttpResponse:
    """Save what one IKU's data items came to in a quarter; refused as `target_save`."""
    year = fetch_year(request, year_id)
    require_operator(request.user, year.district)
    indicator = indicator_of(year, code)
    if quarter not in QUARTERS:
        raise Http404
    form = EntryForm(indicator, request.POST, entry=kept_entry(year, code, quarter))
    page_address = f"{reverse('iku_realisation', args=(year.pk,))}?triwulan={quarter}"

    def write() -> None:
        entry_arguments: dict[str, Any] = {"content": form.content, "version": form.cleaned_data["version"]}
        save_entry(year=year, code=code, quarter=quarter, by=request.user, **entry_arguments)

    def row(**flags: Any) -> RowView:
        result, entry = load_year_result(year).result_of_indicator(code), kept_entry(year, code, quarter)
        entry_form = EntryForm(indicator, entry=entry) if flags.pop("stored", False) else form
        links = [it for it in links_of(year, quarter) if it.code == code]
        at = saved_moment(entry, year)
        return EntryRow(year, entry_form, result, at, quarter=quarter, links=links, **flags)

    return answer_saved_row(
        request,
        form,
        write,
        row,
        f"{page_address}#nomor-{indicator.no}",
        lambda it, status: realisation_page(request, year, quarter, it, status),
    )


def kept_entry(year: IkuYear, code: str, quarter: int) -> IkuEntry | None:
    return year.entries.select_related("saved_by").filter(code=code, quarter=quarter).first()


# --- What both share --------------------------------------------------------------------------------------


def rows_page(
    request: Request,
    year: IkuYear,
    rows: Any,
    template: str,
    changed: RowView | None,
    status: int,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page; after a refusal without script with the row as it was typed."""
    page_rows = [changed if changed and changed.no == row.no else row for row in rows]
    closed = next((row.closed for row in rows), "")
    context = {**year_frame(request, year), "rows": page_rows, "changed": changed, "closed": closed} | (
        more or {}
    )
    return render(request, template, context, status=status)


def answer_saved_row(
    request: Request,
    form: SavedRowForm,
    write: Callable[[], None],
    row: Callable[..., RowView],
    address: str,
    page: Callable[[RowView, int], HttpResponse],
) -> HttpResponse:
    """Write the row and show it as it is stored now; else as it was typed, with what to do about it."""
    if request.POST.get("choice") == "server":
        return row_answer(request, row(stored=True), address)
    refused: RowView
    if not form.is_valid():
        refused, status = row(), 422
    else:
        try:
            write()
        except StaleIkuRow as conflict:
            form.entry = conflict.current  # type: ignore[assignment]  # of the kind that the form holds
            refused, status = row(stale=True), conflict.status
        except Closed as closed:
            refused, status = row(refusal=str(closed)), closed.status
        except KeyError:  # a version without it was signed in this very moment
            refused, status = row(refusal=GONE), Moved.status
        else:
            return row_answer(request, row(stored=True), address)
    if request.htmx:
        return render(request, "iku/row_answer.html", {"row": refused}, status=status)
    return page(refused, status)


def row_answer(request: Request, row: RowView, address: str) -> HttpResponse:
    if request.htmx:
        return render(request, "iku/row_answer.html", {"row": row})
    return redirect(address)
