"""Bring an old form into a worksheet: what each row would become, and then all of it or nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments.entry.services.saving import Content, StaleRow, save_row
from assessments.entry.sheet import load_worksheet
from assessments.models import Entry, Worksheet
from assessments.scores.scoring import answer_to, answers_from, proofs_of, score_answers
from assessments.workbook.old_form.matching import FormReading, IndicatorBlock, match_form
from assessments.workbook.old_form.reader import Datum, OldForm
from assessments.workbook.old_form.values import Proposal, printed_number, propose_answer
from indicators.editions.sheets import sheet_of
from indicators.scoring.engine import Result, Row
from indicators.scoring.items import Answer, Status
from indicators.scoring.rounding import decimal_text
from indicators.scoring.sheet import IndicatorSpec, Outcome
from indicators.scoring.values import to_fraction
from kinerja.accounts.models import User
from kinerja.numbers import Kind as NumberKind
from kinerja.numbers import format_input, format_number, half_up
from kinerja.refusals import Moved
from kinerja.workbook.guard import BadWorkbook

MOST_PLACES = 6


class ProposalState(StrEnum):
    """What saving would do to a row."""

    NEW = "new"  # nothing stands there yet
    SAME = "same"
    OTHER = "other"  # something else stands there: only replaced on request
    NOTHING = "nothing"  # nothing to save


@dataclass(frozen=True)
class Change:
    """One row to save, with the version that it had when it was looked at."""

    code: str
    status: str
    values: dict[str, Any]
    version: int
    replaces: bool


@dataclass(frozen=True)
class PlanRow:
    """One indicator of the form: what the file says, what would be saved, what to look at."""

    block: IndicatorBlock
    proposal: Proposal
    state: ProposalState
    entry: Entry | None
    differences: tuple[str, ...]

    @property
    def change(self) -> Change:
        proposal, version = self.proposal, self.entry.version if self.entry else 0
        return Change(
            self.block.indicator.code,
            proposal.status,
            proposal.values,
            version,
            self.state is ProposalState.OTHER,
        )


@dataclass(frozen=True)
class OldFormPlan:
    """A whole form laid on a worksheet. `result` is what the worksheet would have with all of it."""

    reading: FormReading
    rows: tuple[PlanRow, ...]
    missing: tuple[IndicatorSpec, ...]
    result: Result
    remarks: tuple[str, ...]

    def changes(self) -> list[Change]:
        return [row.change for row in self.rows if row.state in (ProposalState.NEW, ProposalState.OTHER)]

    def count(self, state: ProposalState) -> int:
        return sum(row.state is state for row in self.rows)


def old_form_plan(worksheet: Worksheet, form: OldForm) -> OldFormPlan:
    """Lay the form on the worksheet. Raise BadWorkbook where it names another kecamatan."""
    refuse_another(worksheet, form)
    sheet = sheet_of(worksheet.revision_id)
    reading = match_form(form, sheet)
    entries = {entry.code: entry for entry in worksheet.entries.all()}
    proposals = [(block, propose_answer(block)) for block in reading.blocks]
    result = result_with(worksheet, entries, [proposal for _, proposal in proposals])
    for _, proposal in proposals:
        settle_sources(proposal, result.row(proposal.indicator.code))
    rows = [old_form_row(block, proposal, entries, result) for block, proposal in proposals]
    codes_read = {block.indicator.code for block in reading.blocks}
    missing = tuple(spec for spec in sheet.indicators if spec.code not in codes_read)
    return OldFormPlan(reading, tuple(rows), missing, result, remarks_on(worksheet, form))


def refuse_another(worksheet: Worksheet, form: OldForm) -> None:
    named_district, own_district = (
        "".join(name.casefold().split()) for name in (form.district, worksheet.district.name)
    )
    if named_district and named_district != own_district:
        raise BadWorkbook(
            f"Berkas ini berisi Kecamatan {form.district.title()}, sedangkan kertas kerja ini milik"
            f" {worksheet.district}. Pilih berkas {worksheet.district}."
        )


def remarks_on(worksheet: Worksheet, form: OldForm) -> tuple[str, ...]:
    year = worksheet.stage.period.year
    if form.year and form.year != year:
        return (f"Judul berkas menyebut tahun {form.year}, sedangkan kertas kerja ini tahun {year}.",)
    return ()


def result_with(worksheet: Worksheet, entries: Mapping[str, Entry], proposals: Iterable[Proposal]) -> Result:
    """The worksheet's result as if all that the form says stood there."""
    proofs = proofs_of(worksheet)
    answers: dict[str, Answer] = answers_from(worksheet, entries.values(), proofs)
    for proposal in proposals:
        if proposal.says_something:
            code = proposal.indicator.code
            answers[code] = answer_to(worksheet, code, proposal.status, proposal.values, proofs)
    return score_answers(worksheet, answers)


def settle_sources(proposal: Proposal, row: Row) -> None:
    """What the profile or another row gives is not typed again; where the form says otherwise, say so."""
    for item in row.inputs:
        code, offered = item.spec.code, item.offered
        if not isinstance(offered, Fraction):
            continue
        form_value = proposal.values.get(code, proposal.sourced.get(code))
        if isinstance(form_value, str) and to_fraction(form_value) == offered:
            proposal.values.pop(code, None)
        elif code in proposal.sourced:
            kind = NumberKind(item.spec.kind.value)
            proposal.remarks.append(
                f"{item.spec.label}: berkas {format_input(to_fraction(form_value or ''), kind)},"
                f" yang dipakai {format_input(offered, kind)}."
            )


def old_form_row(
    block: IndicatorBlock, proposal: Proposal, entries: Mapping[str, Entry], result: Result
) -> PlanRow:
    entry, row = entries.get(block.indicator.code), result.row(block.indicator.code)
    return PlanRow(block, proposal, state_of(proposal, entry, row), entry, old_form_differences(block, row))


def state_of(proposal: Proposal, entry: Entry | None, row: Row) -> ProposalState:
    if row.outcome is Outcome.NOT_APPLICABLE or not proposal.says_something:
        return ProposalState.NOTHING
    if entry is None or (entry.status == Status.FILLED and not entry.values):
        return ProposalState.NEW
    is_same = entry.status == proposal.status and entry.values == proposal.values
    return ProposalState.SAME if is_same else ProposalState.OTHER


def old_form_differences(block: IndicatorBlock, row: Row) -> tuple[str, ...]:
    """Where the capaian that the form prints is not what the engine finds."""
    printed = block.printed
    if not printed.text or row.outcome is Outcome.NOT_APPLICABLE:
        return ()
    printed_figure = printed_number(printed)
    if printed_figure is None:
        says_tdi = printed.text.casefold() in ("tdi", block.indicator.edition.labels["tdi"].casefold())
        result_agrees = says_tdi and row.outcome is Outcome.TDI
    else:
        result_agrees = row.achievement is not None and rounds_to(row.achievement, printed_figure)
    if result_agrees:
        return ()
    computed_text = (
        "belum ada"
        if row.outcome is Outcome.EMPTY or row.achievement is None
        else shown_value(row.achievement)
    )
    return (f"Capaian pada berkas {shown_printed(printed)}, menurut hitungan {computed_text}.",)


def rounds_to(value: Fraction, printed: Decimal) -> bool:
    """Whether `printed` is the value, rounded to as many decimals as it shows (six at most)."""
    shown_places = min(len(decimal_text(printed).partition(".")[2]), MOST_PLACES)
    return half_up(value, shown_places) == half_up(printed, shown_places)


def shown_value(value: Fraction) -> str:
    return format_number(value, max_places=MOST_PLACES)


def shown_printed(printed: Datum) -> str:
    number = printed_number(printed)
    return printed.text if number is None else format_number(number, max_places=MOST_PLACES)


@transaction.atomic
def bring_in_old_form(*, worksheet: Worksheet, changes: Iterable[Change], replace: bool, by: User) -> int:
    """Save the changes, those that replace something only where `replace`; the number of rows saved.

    All or nothing. Raise `Moved`, naming the row, where one changed meanwhile, `Closed` outside the window.
    """
    at, saved_count = timezone.now(), 0
    sheet = load_worksheet(worksheet)
    for change in changes:
        if change.replaces and not replace:
            continue
        note = sheet.entries[change.code].note if change.code in sheet.entries else ""
        content = Content(change.status, change.values, note=note)
        try:
            row_saved = save_row(
                sheet, code=change.code, content=content, version=change.version, by=by, at=at
            )
        except StaleRow:
            no = sheet.edition.by_code[change.code].no
            raise Moved(f"Nomor {no} diubah orang lain sesudah pratinjau. Unggah lagi berkasnya.") from None
        saved_count += row_saved.changed
    return saved_count
