"""What an answer is set beside: the kecamatan's own of the year before, and those of comparable kecamatan."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet, Value

from assessments.models import Entry, Worksheet
from assessments.workflow import SENT

from .queries import PastEntry

OWN, PAST, PEER = "own", "past", "peer"


@dataclass(frozen=True)
class RowAsked:
    """A row by its code and by the one that it had a year before the edition's."""

    code: str
    earlier: str
    data_year: int


class AnswersBeside(NamedTuple):
    """`peers` are values of those that answered with figures."""

    past: PastEntry | None = None
    peers: tuple[dict[str, Any], ...] = ()


def read_answers_beside(worksheet: Worksheet, row: RowAsked) -> AnswersBeside:
    """What a row is set beside; one query."""
    past_query, peers_query = past_answers(worksheet, row), peers_answers(worksheet, row)
    return answers_beside_in(list(past_query.union(peers_query, all=True)))


def entries_with_answers_beside(
    own: QuerySet[Entry], worksheet: Worksheet, row: RowAsked
) -> tuple[list[Entry], AnswersBeside]:
    """The answers of a query, and with them what a row is set beside; one query together."""
    past_query, peers_query = past_answers(worksheet, row), peers_answers(worksheet, row)
    entries = list(marked_as(own, OWN).union(past_query, peers_query, all=True))
    return [entry for entry in entries if union_part_of(entry) == OWN], answers_beside_in(entries)


def marked_as(entries: QuerySet[Entry], union_part: str) -> QuerySet[Entry]:
    """With the part that they have in a union, their edition, and when their worksheet was opened."""
    return entries.annotate(
        union_part=Value(union_part), edition=F("worksheet__revision_id"), opened=F("worksheet__created_at")
    )


def union_part_of(entry: Entry) -> str:
    return str(getattr(entry, "union_part", ""))


def past_answers(worksheet: Worksheet, row: RowAsked) -> QuerySet[Entry]:
    """What the same kecamatan answered on the data of the year before."""
    instrument = {"worksheet__revision__instrument__data_year": row.data_year - 1}
    entries = Entry.objects.filter(worksheet__district=worksheet.district_id, code=row.earlier, **instrument)
    return marked_as(entries, PAST)


def peers_answers(worksheet: Worksheet, row: RowAsked) -> QuerySet[Entry]:
    """What comparable kecamatan answered with figures: sent in the same stage, with the same mix of desa and
    kelurahan."""
    profile = worksheet.profile
    entries = Entry.objects.filter(
        worksheet__stage=worksheet.stage_id,
        worksheet__state__in=SENT,
        code=row.code,
        status=Entry.Status.FILLED,
    )
    for kind, count in (("desa", profile.desa), ("kelurahan", profile.kelurahan)):
        has_some_villages = Q(**{f"worksheet__profile__{kind}__gt": 0})
        entries = entries.filter(has_some_villages) if count else entries.exclude(has_some_villages)
    return marked_as(entries.exclude(worksheet=worksheet.pk), PEER)


def answers_beside_in(entries: list[Entry]) -> AnswersBeside:
    """Where the kecamatan filled more than one worksheet a year ago, the one opened last counts."""
    past_entries = [entry for entry in entries if union_part_of(entry) == PAST]
    last_past_entry = max(past_entries, key=lambda entry: getattr(entry, "opened"), default=None)  # noqa: B009  annotated
    peer_values = tuple(entry.values for entry in entries if union_part_of(entry) == PEER)
    return AnswersBeside(past_entry(last_past_entry) if last_past_entry else None, peer_values)


def past_entry(entry: Entry) -> PastEntry:
    return PastEntry(getattr(entry, "edition"), entry.code, entry.status, entry.values)  # noqa: B009  annotated
