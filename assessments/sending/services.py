"""The acts by which a worksheet goes from its operators to the camat and leaves the kecamatan, with what each
needs and what is kept of it."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any, Unpack

from assessments.access.queries import entry_window, repairs_sent
from assessments.entry.services.saving import filling_window_refusal, repair_refusal
from assessments.models import Entry, Snapshot, Window, Worksheet
from assessments.records.snapshots import freeze_submission
from assessments.scores.scoring import answers_from, proofs_of, score_answers
from assessments.scores.totals import refresh_totals
from assessments.transitions.repair import close_mended_repairs, unchanged_rows
from assessments.transitions.transition import Act, Given, Lacks, transition
from assessments.workflow import Action, Condition
from indicators.scoring.engine import Result
from kinerja.regions.models import District

from .check import Finding, Kind, blocking_findings, sending_findings


def request_signoff(**given: Unpack[Given]) -> Worksheet:
    """The operator hands the worksheet on to the camat."""
    sheet = SheetToSend(given["worksheet"])
    effects = (stamp_request,)
    return transition(action=Action.REQUEST_SIGNOFF, needs=sheet.lacks, effects=effects, **given)


def withdraw_request(**given: Unpack[Given]) -> Worksheet:
    """The operator takes it back before the camat has answered."""
    return transition(action=Action.WITHDRAW, needs=late_lack, effects=(clear_request,), **given)


def return_to_operator(**given: Unpack[Given]) -> Worksheet:
    """The camat gives it back with a note."""
    return transition(action=Action.RETURN, needs=late_lack, effects=(clear_request,), **given)


def submit(**given: Unpack[Given]) -> Worksheet:
    """The camat approves and sends it: the first hour of sending, which ties go by, is this one."""
    sheet = SheetToSend(given["worksheet"])
    effects = (stamp_sending, give_registration, sheet.freeze)
    return transition(action=Action.SUBMIT, needs=sheet.lacks, effects=effects, **given)


def resubmit(**given: Unpack[Given]) -> Worksheet:
    """The camat sends it again with the rows mended that were asked back."""
    sheet = SheetToSend(given["worksheet"])
    effects = (give_registration, close_repairs, sheet.freeze)
    return transition(action=Action.RESUBMIT, needs=sheet.lacks, effects=effects, **given)


ACTS = {
    Action.REQUEST_SIGNOFF: request_signoff,
    Action.WITHDRAW: withdraw_request,
    Action.RETURN: return_to_operator,
    Action.SUBMIT: submit,
    Action.RESUBMIT: resubmit,
}


# --- What they need -------------------------------------------------------------------------------


class SheetToSend:
    """A worksheet that is to be sent, read once it is locked: its answers, and what they come to."""

    def __init__(self, worksheet: Worksheet) -> None:
        self.worksheet = worksheet

    @cached_property
    def entries(self) -> dict[str, Entry]:
        return {entry.code: entry for entry in self.worksheet.entries.all()}

    @cached_property
    def result(self) -> Result:
        answers = answers_from(self.worksheet, self.entries.values(), proofs_of(self.worksheet))
        return score_answers(self.worksheet, answers)

    def lacks(self, act: Act) -> Lacks:
        row_findings = sending_findings(self.worksheet, self.result, self.entries)
        unchanged_count = len(unchanged_rows(self.worksheet)) if self.worksheet.in_repair else 0
        return {**late_lack(act), **content_lacks(row_findings, unchanged_count)}

    def freeze(self, act: Act) -> dict[str, Any]:
        """Copy what is being sent; the history tells by which number and code it is found."""
        frozen = freeze_submission(
            worksheet=self.worksheet, result=self.result, entries=self.entries, at=act.at, by=act.by
        )
        return {"registration_no": self.worksheet.registration_no or "", "code": frozen.code}


def late_lack(act: Act) -> Lacks:
    """Whether the time for it is over, or has not come."""
    refusal = sending_refusal(act.worksheet, entry_window(act.worksheet), act.at)
    return {Condition.OPEN: refusal} if refusal else {}


def sending_refusal(worksheet: Worksheet, window: Window | None, at: datetime) -> str:
    """Why nothing may be sent at `at`; empty inside the window. Rows asked back have a day of their own."""
    if worksheet.in_repair:
        return repair_refusal(repairs_sent(worksheet), (), at)
    return filling_window_refusal(worksheet, window, at)


def content_lacks(findings: Iterable[Finding], same: int = 0) -> Lacks:
    """What the answers lack; `same` are rows that were asked back and stand as they stood."""
    blocking = blocking_findings(findings)
    empty_count = sum(1 for finding in blocking if finding.kind is Kind.EMPTY)
    sentence_by_condition = {
        Condition.COMPLETE: f"Isi dahulu {empty_count} indikator yang masih kosong." if empty_count else "",
        Condition.CLEAR: "Selesaikan dahulu hal yang wajib." if len(blocking) > empty_count else "",
        Condition.CHANGED: f"{same} baris yang diminta diperbaiki belum berubah. "
        "Perbaiki isian, bukti, atau catatannya."
        if same
        else "",
    }
    return {condition: sentence for condition, sentence in sentence_by_condition.items() if sentence}


# --- What they do beside the state ----------------------------------------------------------------


def stamp_request(act: Act) -> None:
    write_stamps(act.worksheet, requested_at=act.at)


def clear_request(act: Act) -> None:
    write_stamps(act.worksheet, requested_at=None)


def stamp_sending(act: Act) -> None:
    write_stamps(act.worksheet, submitted_at=act.at)


def give_registration(act: Act) -> None:
    write_stamps(act.worksheet, registration_no=next_registration(act.worksheet))


def write_stamps(worksheet: Worksheet, **stamps: Any) -> None:
    for name, value in stamps.items():
        setattr(worksheet, name, value)
    worksheet.save(update_fields=list(stamps))


def close_repairs(act: Act) -> None:
    """The rows are back with their judges, and the layers count what stands there now."""
    close_mended_repairs(worksheet=act.worksheet, at=act.at)
    refresh_totals(act.worksheet, at=act.at)


def next_registration(worksheet: Worksheet) -> str:
    """KK-2022-35.20.10-0001: the kecamatan's first sending in the year of the period, then its second."""
    district = District.objects.select_for_update().get(pk=worksheet.district_id)
    year = worksheet.stage.period.year
    earlier_submissions = Snapshot.objects.filter(
        kind=Snapshot.Kind.SUBMISSION, worksheet__district=district, worksheet__stage__period__year=year
    )
    return f"KK-{year}-{district.code}-{earlier_submissions.count() + 1:04}"
