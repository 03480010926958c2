"""From verified worksheets to a published ranking: announce, propose, approve; then nothing moves."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments.access import lock_period
from assessments.models import Decision, Objection, Period, Worksheet
from assessments.ranking.columns import Output, columns_of_table, machine_cells
from assessments.ranking.rank_rows import RankRow
from assessments.records.snapshots import exact_text, new_code
from assessments.scores.rank_table import Basis, RankLine, RankTable, deciding_basis, rank_table
from assessments.scores.stage_sequence import course_of
from assessments.transitions.transition import transition_all
from assessments.workflow import Action, Condition, sources_of
from indicators.scoring.documents.document import canonical_text, read_document, sha256
from indicators.scoring.rounding import decimal_text
from kinerja.accounts.models import Role, User
from kinerja.numbers import format_datetime
from kinerja.refusals import Closed, Moved
from kinerja.regions.models import Regency

from .decision_copies import freeze_decided
from .objections import announced_at, closing_moment

FORMAT = "kinerja.decision/1"


def worksheets_for_action(period: Period, action: Action) -> list[Worksheet]:
    """The worksheets of a period that the action can be taken with, and what steps and copies of them read;
    one query."""
    related_fields = (
        "stage__period",
        "district__regency__province",
        "profile__district",
        "revision__instrument",
    )
    ready_worksheets = Worksheet.objects.filter(stage__period=period, state__in=sources_of(action))
    return list(
        ready_worksheets.select_related(*related_fields)
        .defer("revision__document")
        .order_by("district__code")
    )


@transaction.atomic
def announce_results(*, period: Period, by: User, at: datetime | None = None) -> list[Worksheet]:
    """Show everybody concerned the provisional result of all that is verified; objections may begin."""
    at = at or timezone.now()
    worksheets = worksheets_for_action(period, Action.ANNOUNCE)
    if not worksheets:
        raise Moved("Belum ada kertas kerja yang terverifikasi.")
    return transition_all(worksheets=worksheets, action=Action.ANNOUNCE, by=by, lacking={}, at=at)


@transaction.atomic
def propose_ranking(
    *, period: Period, embargo_until: datetime | None, mentor: str, by: User, at: datetime | None = None
) -> Decision:
    """The chair's proposal: the ranking as it stands, with titles. A newer one takes its place.

    `mentor` is the code of the kabupaten/kota that is named "Pembina terbaik", or empty.
    """
    at = at or timezone.now()
    lock_period(period.pk)
    if not chairs_province_of(by, period):
        raise Closed("Hanya ketua tim penilai provinsi ini yang mengusulkan penetapan.")
    table = deciding_table(period)
    if table.course.problem:
        raise Moved(table.course.problem)
    check_announced(table.places)
    withdraw_proposal(period.decisions.filter(state=Decision.State.PROPOSED))
    code = new_code()
    document = {"format": FORMAT, "code": code, "proposed_at": at.isoformat(), **ranking_document(table)}
    document["titles"] = titles_by_place(table, mentor_named(period, mentor))
    return Decision.objects.create(
        period=period,
        code=code,
        document=canonical_text(document),
        sha256=sha256(document),
        embargo_until=embargo_until,
        proposed_at=at,
        proposed_by=by,
    )


def deciding_table(period: Period) -> RankTable:
    """The ranking that a decision is about: the final score where stages count, else the desk's result."""
    course = course_of(period)
    return rank_table(period, basis=deciding_basis(course), course=course)


def check_announced(places: Iterable[RankLine]) -> None:
    """Everybody with a rank must have seen the provisional result."""
    lines = list(places)
    if not lines:
        raise Moved("Belum ada hasil sementara yang diumumkan.")
    not_provisional = [line for line in lines if not line.worksheet.current_state.is_provisional]
    if not_provisional:
        raise Moved(
            f"Umumkan dahulu hasil sementara {not_provisional[0].worksheet.district} dan semua yang terurut."
        )


def withdraw_proposal(decisions: Iterable[Decision]) -> None:
    for decision in decisions:
        decision.state = Decision.State.WITHDRAWN
        decision.save(update_fields=["state"])


def ranking_document(table: RankTable) -> dict[str, Any]:
    """The ranking as it is frozen: nothing of it is computed again when it is shown."""
    period = table.period
    return {
        "period": {"name": period.name, "year": period.year, "time_zone": period.owner.time_zone},
        "province": {"code": period.owner.code, "name": period.owner.name},
        "editions": table.editions,
        "tie_keys": [key.label for key in table.ranking.keys],
        "basis": str(table.basis),
        "aspects": [
            {
                "code": it.code,
                "no": it.no,
                "name": it.name,
                "label": it.label,
                "weight": exact_text(it.weight),
            }
            for it in table.aspects
        ],
        "places": [ranked_place(line, table) for line in table.places],
        "unfinished": [ranked_name(line) for line in table.unfinished],
    }


def ranked_name(line: RankLine) -> dict[str, Any]:
    district = line.worksheet.district
    return {
        "worksheet": str(line.worksheet.pk),
        "district": {"code": district.code, "name": district.name},
        "regency": {"code": district.regency.code, "name": district.regency.name},
    }


def ranked_place(line: RankLine, table: RankTable) -> dict[str, Any]:
    columns = columns_of_table(Output.DOCUMENT, table)
    scores = {aspect.code: line.score_of_aspect(aspect.code) for aspect in table.aspects}
    return ranked_name(line) | {
        **machine_cells(columns, RankRow(line)),
        "aspects": {code: None if it is None else decimal_text(it) for code, it in scores.items()},
    }


def mentor_named(period: Period, code: str) -> Regency | None:
    """The kabupaten/kota of the period's province with this code; None where none is named."""
    best_mentor = Regency.objects.filter(province=period.owner_id, code=code).first() if code else None
    if code and best_mentor is None:
        raise Moved("Kabupaten/kota yang dipilih bukan bagian provinsi ini.")
    return best_mentor


def titles_by_place(table: RankTable, mentor: Regency | None) -> list[dict[str, str]]:
    """Titles by rank, a shared rank sharing its title; then the kabupaten/kota that guided best."""
    names = table.period.titles
    awarded_titles = [
        {
            "title": names[line.place.rank - 1],
            "name": f"{line.worksheet.district}, {line.worksheet.district.regency}",
        }
        for line in table.places
        if line.place and line.place.rank <= len(names)
    ]
    if mentor:
        awarded_titles.append({"title": "Pembina terbaik", "name": str(mentor)})
    return awarded_titles


@transaction.atomic
def approve_proposal(*, decision: Decision, by: User, at: datetime | None = None) -> Decision:
    """The leadership's decision: every worksheet is final, and copied with its rows, scores and rank.

    Raises `Moved` where a figure has moved since the proposal, or an objection has no answer.
    """
    at = at or timezone.now()
    period = lock_period(decision.period_id)
    decision.refresh_from_db()
    if decision.state == Decision.State.APPROVED and decision.approved_by_id == by.pk:
        return decision
    worksheets = worksheets_for_action(period, Action.FINALISE)
    sentence_by_condition = {
        Condition.PROPOSED: moved_refusal(decision, period),
        Condition.ANSWERED: open_refusal(worksheets, at),
    }
    unmet_conditions = {
        condition: sentence for condition, sentence in sentence_by_condition.items() if sentence
    }
    if not stands_first(by, period):
        raise Closed("Hanya pimpinan provinsi ini yang menetapkan hasil.")
    if unmet_conditions or not worksheets:
        raise Moved(" ".join(unmet_conditions.values()) or "Tidak ada hasil sementara yang dapat ditetapkan.")
    transition_all(worksheets=worksheets, action=Action.FINALISE, by=by, lacking=unmet_conditions, at=at)
    decision.state, decision.approved_at, decision.approved_by = Decision.State.APPROVED, at, by
    decision.save(update_fields=["state", "approved_at", "approved_by"])
    freeze_decided(decision=decision, worksheets=worksheets, at=at)
    return decision


def moved_refusal(decision: Decision, period: Period) -> str:
    """Whether the ranking is still what was proposed, to the last decimal."""
    if decision.state != Decision.State.PROPOSED:
        return "Usulan ini sudah ditarik."
    ranked_now = ranking_document(deciding_table(period))
    proposed = read_document(decision.document)
    is_same_ranking = all(
        proposed[name] == read_document(canonical_text(ranked_now))[name] for name in ("places", "unfinished")
    )
    return "" if is_same_ranking else "Nilai berubah sejak diusulkan. Minta ketua tim mengusulkan lagi."


def open_refusal(worksheets: list[Worksheet], at: datetime) -> str:
    """Objections that wait for an answer, or may still come."""
    open_count = Objection.objects.filter(worksheet__in=worksheets, outcome=Objection.Outcome.OPEN).count()
    if open_count:
        return f"{open_count} sanggahan belum dijawab."
    announced = announced_at(worksheets)
    closing_moments = (closing_moment(sheet, announced.get(sheet.pk)) for sheet in worksheets)
    last_closing = max((it for it in closing_moments if it), default=None)
    if last_closing and at < last_closing:
        zone = worksheets[0].district.regency.province.time_zone
        return f"Masa sanggah masih terbuka sampai {format_datetime(last_closing, zone)}."
    return ""


def chairs_province_of(user: User, period: Period) -> bool:
    """Whether `user` leads the team of the period's province."""
    return any(it.chairs and it.province_id == period.owner_id for it in user.active_memberships)


def stands_first(user: User, period: Period) -> bool:
    """Whether `user` decides for the period's province."""
    roles_and_provinces = {(it.role, it.province_id) for it in user.active_memberships}
    return (Role.LEADERSHIP, period.owner_id) in roles_and_provinces


def moved_since(decision: Decision) -> list[dict[str, Any]]:
    """The places whose worksheet stands at another total now than was decided: it was opened again."""
    document = read_document(decision.document)
    table = rank_table(decision.period, basis=Basis(document.get("basis", Basis.DESK)))
    totals_now = {str(it.worksheet.pk): format(it.total, "f") for it in table.scores.values()}
    return [place for place in document["places"] if totals_now.get(place["worksheet"]) != place["total"]]
