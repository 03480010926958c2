"""How far the kecamatan of a kabupaten or of the province are, and a text to remind them with."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessments.access import fetch_period, has_overview, regencies_for, worksheets_for
from assessments.access.queries import entry_windows
from assessments.home.page.worksheet_status import worksheet_zone
from assessments.models import Period, Stage, Window, Worksheet
from assessments.workflow import Sending
from kinerja.accounts.models import User
from kinerja.accounts.requests import Request
from kinerja.numbers import format_datetime, format_short_datetime
from kinerja.regions.models import Regency

ROWS_A_PAGE = 100


@dataclass(frozen=True)
class ProgressLine:
    """One kecamatan's row."""

    worksheet: Worksheet
    sending: Sending

    @property
    def contact(self) -> str:
        profile = self.worksheet.profile
        return " ".join(filter(None, (profile.contact_name, profile.contact_phone))) or "–"

    @property
    def last_activity(self) -> str:
        at = last_touched(self.worksheet)
        return format_short_datetime(at, worksheet_zone(self.worksheet)) if at else "–"


@dataclass(frozen=True)
class Count:
    """How many kecamatan are so far, and the link that shows them alone."""

    sending: Sending
    number: int
    current: bool

    @property
    def title(self) -> str:
        return self.sending.label


def last_touched(worksheet: Worksheet) -> datetime | None:
    """When somebody last did something to it; opening it was the system."""
    last_saved_at = worksheet.saved_at if worksheet.version > 1 else None
    return max(filter(None, (last_saved_at, worksheet.requested_at, worksheet.submitted_at)), default=None)


@login_required
@require_safe
def progress(request: Request, period_code: str) -> HttpResponse:
    """Counts by how far kecamatan are with sending, those of the chosen ones (all at first), and the text for
    them."""
    if not has_overview(request.user):
        raise PermissionDenied("Pemantauan dibuka oleh verifikator kabupaten/kota, penilai, dan pimpinan.")
    period = fetch_period(request.user, period_code)
    worksheets = worksheets_for(request.user).filter(stage__period=period)
    lines = [ProgressLine(worksheet, worksheet.phase.sending) for worksheet in worksheets]
    sending_text = request.GET.get("keadaan", "")
    sending = Sending(sending_text) if sending_text in list(Sending) else None
    chosen_lines = [line for line in lines if sending in (None, line.sending)]
    count_by_sending = Counter(line.sending for line in lines)
    context = {
        "period": period,
        "counts": [Count(it, count_by_sending[it], it is sending) for it in Sending],
        "sending": sending,
        "title": sending.label if sending else "Semua kecamatan",
        "page": Paginator(chosen_lines, ROWS_A_PAGE).get_page(request.GET.get("hal")),
        "total": len(lines),
        "regencies": list(self_verifying_regencies(request.user, period)),
        "message": whatsapp_text(request, sending, chosen_lines)
        if sending and sending.row.message and chosen_lines
        else "",
    }
    return render(request, "dashboard/progress.html", context)


def self_verifying_regencies(user: User, period: Period) -> QuerySet[Regency]:
    """The kabupaten and kota that verify themselves in a period, whose berita acara this person may open."""
    verified = Stage.objects.filter(period=period, kind=Stage.Kind.REGENCY)
    within = Worksheet.objects.filter(stage__period=period).values("district__regency")
    return regencies_for(user).filter(Exists(verified), pk__in=within)


def whatsapp_text(request: Request, sending: Sending, lines: list[ProgressLine]) -> str:
    """The text to copy into WhatsApp: which kecamatan, what is due and by when, and where."""
    worksheets = [line.worksheet for line in lines]
    period = worksheets[0].stage.period
    numbered_names = [f"{no}. {name_of(it, worksheets)}" for no, it in enumerate(worksheets, start=1)]
    windows = entry_windows(worksheet.stage_id for worksheet in worksheets)
    due_lines = (
        [due_text(worksheets[0], windows.get((worksheets[0].stage_id, None)))]
        if sending is not Sending.SENT
        else []
    )
    return "\n".join(
        [
            "Yth. Bapak/Ibu Camat dan operator kecamatan,",
            "",
            f"Kertas kerja {period.name} dari kecamatan berikut {sending.row.message}:",
            *numbered_names,
            *filter(None, due_lines),
            "",
            f"Alamat: {request.build_absolute_uri(reverse('home'))}",
        ]
    )


def name_of(worksheet: Worksheet, among: list[Worksheet]) -> str:
    """The kecamatan; with its kabupaten where the list spans several, because names repeat."""
    several = len({it.district.regency_id for it in among}) > 1
    return f"{worksheet.district.name}{f', {worksheet.district.regency}' if several else ''}"


def due_text(worksheet: Worksheet, window: Window | None) -> str:
    if window is None:
        return ""
    closes = format_datetime(window.closes, worksheet_zone(worksheet))
    return f"\nBatas kirim {closes}. Yang dihitung adalah saat camat menyetujui."
