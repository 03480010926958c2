"""Mengapa peringkat bergerak: what moved a kecamatan's rank between two moments."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.access import RankReach, fetch_worksheet, rank_reach, require_overseer, worksheets_for
from assessments.home.page.history import Happening, describe_event
from assessments.home.page.worksheet_status import worksheet_zone
from assessments.models import Event, Worksheet
from assessments.ranking.forms.rank_changes import ReplayForm
from assessments.ranking.rank_rows import exact_words
from assessments.ranking.services.rank_changes import Replay, rank_replay
from assessments.scores.rank_table import Basis
from indicators.scoring.rank_replay import Move
from indicators.scoring.ranking import Entrant
from kinerja.accounts.requests import Request
from kinerja.numbers import format_number, format_short_datetime

MOVES_A_PAGE = 50
NO_RANK = "tanpa peringkat"


@dataclass(frozen=True)
class MoveLine:
    """One move in words: who changed, what they did, and the rank that followed."""

    worksheet: Worksheet
    own: bool
    move: Move
    happenings: list[Happening]

    @property
    def at(self) -> str:
        return format_short_datetime(self.move.change.at, worksheet_zone(self.worksheet))

    @property
    def what(self) -> str:
        """What it meant for the kecamatan whose rank it is."""
        before, after = self.move.before, self.move.after
        if self.own:
            if before is None:
                return "mendapat peringkat"
            return "kehilangan peringkat" if after is None else "nilainya sendiri berubah"
        return "melewati kecamatan ini" if (after or 0) > (before or 0) else "turun di bawah kecamatan ini"

    @property
    def totals(self) -> tuple[str, str]:
        """Before and after; with all decimals where two would show the same."""
        total_pair = [self.total(self.move.former), self.total(self.move.change.figures)]
        total_texts = [NO_RANK if it is None else format_number(it, places=2) for it in total_pair]
        if total_texts[0] == total_texts[1] and total_pair[0] != total_pair[1]:
            total_texts = [NO_RANK if it is None else exact_words(it) for it in total_pair]
        return total_texts[0], total_texts[1]

    @staticmethod
    def total(entrant: Entrant | None) -> Decimal | None:
        return entrant.total if entrant else None

    @property
    def ranks(self) -> tuple[str, str]:
        return rank_text(self.move.before), rank_text(self.move.after)

    @property
    def rises(self) -> bool:
        return (self.move.after or 10**9) < (self.move.before or 10**9)


def rank_text(rank: int | None) -> str:
    return NO_RANK if rank is None else str(rank)


@login_required
@require_safe
def rank_history(request: Request, worksheet_id: UUID) -> HttpResponse:
    """The moves, the oldest first; 422 where the moments cannot be read."""
    require_overseer(request.user)
    worksheet = fetch_worksheet(request, worksheet_id)
    reach = rank_reach(request.user, worksheet.stage.period)
    require_reach(request, worksheet, reach)
    regency = worksheet.district.regency
    form = ReplayForm(request.GET, reach=reach, regency=regency.code, zone=worksheet_zone(worksheet))
    context: dict[str, Any] = {"period": reach.period, "worksheet_shown": worksheet, "form": form}
    if not form.is_valid():
        problems = [str(it) for replayed in form.errors.values() for it in replayed]
        return render(request, "ranking/rank_changes.html", context | {"problems": problems}, status=422)
    choices = form.cleaned_data
    single_regency = regency if choices["lingkup"] or not reach.whole else None
    replayed = rank_replay(
        worksheet,
        basis=choices["dasar"],
        regency=single_regency,
        since=choices["since"],
        until=choices["until"],
    )
    page = Paginator(replayed.moves, MOVES_A_PAGE).get_page(request.GET.get("hal"))
    context |= replay_words(worksheet, replayed, choices) | {
        "page": page,
        "lines": move_lines(request, worksheet, list(page)),
        "field": str(single_regency or regency.province),
    }
    return render(request, "ranking/rank_changes.html", context)


def require_reach(request: Request, worksheet: Worksheet, reach: RankReach) -> None:
    """404 for a kabupaten whose ranking one does not see, 403 for the province's figures in its hands."""
    if request.GET.get("dasar") == Basis.DESK and not reach.whole:
        raise PermissionDenied("Hasil penilaian administrasi dibuka oleh penilai provinsi dan pimpinan.")
    if worksheet.district.regency_id not in {it.pk for it in reach.regencies}:
        raise Http404


def replay_words(worksheet: Worksheet, replayed: Replay, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Both ends of the time in words, and in the form's own writing."""
    zone = worksheet_zone(worksheet)
    since_and_until = [wanted["since"], wanted["until"]]
    local_moments = [it.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M") for it in since_and_until]
    moments_with_ranks = zip(since_and_until, (replayed.before, replayed.after), replayed.among, strict=True)
    return {
        "since": local_moments[0],
        "until": local_moments[1],
        "ends": [
            (format_short_datetime(at, zone), rank_text(rank), among)
            for at, rank, among in moments_with_ranks
        ],
    }


def move_lines(request: Request, worksheet: Worksheet, moves: Iterable[Move]) -> list[MoveLine]:
    """With what was done at that moment; two queries."""
    listed_moves = list(moves)
    worksheet_ids = {UUID(move.change.code) for move in listed_moves}
    worksheets = {it.pk: it for it in worksheets_for(request.user).filter(pk__in=worksheet_ids)}
    events_at: dict[tuple[UUID, Any], list[Event]] = defaultdict(list)
    for event in Event.objects.filter(
        worksheet_id__in=worksheet_ids, at__in=[it.change.at for it in listed_moves]
    ):
        events_at[event.worksheet_id, event.at].append(event)
    return [
        MoveLine(
            worksheets[pk],
            pk == worksheet.pk,
            move,
            [describe_event(it, worksheets[pk], [], judging=True) for it in events_at[pk, move.change.at]],
        )
        for move in listed_moves
        for pk in [UUID(move.change.code)]
    ]
