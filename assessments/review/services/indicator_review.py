"""One indicator across all kecamatan that somebody judges: equal input lies together, unequal decisions of
it are counted. Constant numbers of queries."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Subquery

from assessments.access import (
    JudgingRights,
    declared_in,
    joined_scores,
    with_scores_and_conflicts,
    worksheets_for,
)
from assessments.access.answers_beside import AnswersBeside, entries_with_answers_beside
from assessments.entry.services.last_year import row_asked
from assessments.entry.sheet import LoadedWorksheet, links_by_row
from assessments.models import Entry, EvidenceLink, Judgement, Layer, Period, Repair, Worksheet
from assessments.scores.scoring import answer_to
from assessments.transitions.judged_worksheet import JudgedWorksheet, by_layer, with_judges
from assessments.transitions.judging import judging_state_refusal, judging_window_refusal
from assessments.workflow import UNSENT
from indicators.editions.sheets import sheet_of
from indicators.models import Revision
from indicators.scoring.engine import Row, score_alone
from indicators.scoring.items import Answer, Item, Status, build_item, feeding_codes
from indicators.scoring.proof import NONE
from indicators.scoring.sheet import Outcome, Sheet
from kinerja.accounts.models import User


@dataclass(frozen=True)
class Caseload:
    """The worksheets that somebody judges in a layer, whatever their state, as far as they were sent."""

    rights: JudgingRights
    layer: Layer
    worksheets: tuple[Worksheet, ...]

    @property
    def period(self) -> Period:
        """That of all of them; there is none where there is no worksheet."""
        return self.worksheets[0].stage.period

    @property
    def editions(self) -> list[Revision]:
        """The editions in use, the newest first."""
        editions = {it.revision_id: it.revision for it in self.worksheets}
        return sorted(editions.values(), key=lambda it: it.no, reverse=True)

    def worksheets_of(self, edition: Revision) -> tuple[Worksheet, ...]:
        return tuple(it for it in self.worksheets if it.revision_id == edition.pk)


def caseload_of(user: User, layer: Layer, period: Period) -> Caseload:
    """Those of a period; two queries."""
    return caseload_in(user, layer, Q(stage__period=period))


def caseload_beside(user: User, layer: Layer, worksheet_id: UUID) -> Caseload:
    """Those of the period of a worksheet; two queries."""
    period = Worksheet.objects.filter(pk=worksheet_id).values("stage__period")
    return caseload_in(user, layer, Q(stage__period=Subquery(period)))


def caseload_in(user: User, layer: Layer, within: Q) -> Caseload:
    sent = with_scores_and_conflicts(worksheets_for(user), user).filter(within)
    worksheets = list(sent.exclude(state__in=UNSENT).order_by("district__code"))
    rights = JudgingRights(user, worksheets, declared_in(worksheets))
    return Caseload(rights, layer, tuple(it for it in worksheets if rights.may_judge(it, layer)))


@dataclass(frozen=True)
class ReviewLine:
    """One kecamatan's row: its claim with all that flows into it, what was said of it, and by how many others
    the same input was decided otherwise. `closed` says why it cannot be judged now."""

    worksheet: Worksheet
    layer: Layer
    row: Row
    entry: Entry | None
    links: tuple[EvidenceLink, ...]
    words: Mapping[Layer, Judgement]
    results: Mapping[Layer, Row]
    repair: Repair | None
    closed: str
    unlike: int = 0

    @property
    def judgement(self) -> Judgement | None:
        return self.words.get(self.layer)

    @property
    def version(self) -> int:
        return self.judgement.version if self.judgement else 0

    @property
    def entry_version(self) -> int:
        return self.entry.version if self.entry else 0

    def counts(self, layer: Layer) -> bool:
        """Whether a layer's word stands: while it is at work, one of a claim that moved on does not."""
        word = self.words.get(layer)
        return word is not None and judgement_stands(
            self.worksheet, layer, word.entry_version, self.entry_version
        )

    @property
    def decided(self) -> bool:
        """In this layer, or by whoever speaks before it."""
        return any(self.counts(it) for it in self.layer.deciders)

    @property
    def inputs_key(self) -> Hashable:
        """Equal for equal input."""
        return equal_input_key(self.row.item)

    @property
    def outcome_key(self) -> Hashable | None:
        """Equal for equal decisions of this layer; None before there is one."""
        decided = self.results.get(self.layer)
        return equal_input_key(decided.item) if decided and self.counts(self.layer) else None

    @property
    def look_key(self) -> tuple[Any, ...]:
        """Changes whenever the line would look different."""
        return self.version, self.decided, self.unlike, self.closed, self.repair and self.repair.note


def judgement_stands(worksheet: Worksheet, layer: Layer, judged: int, now: int) -> bool:
    """Whether a word on version `judged` of a claim counts, where the claim is at version `now`."""
    return worksheet.current_state is not layer.judged_in or judged == now


def equal_input_key(item: Item) -> tuple[Hashable, ...]:
    """Status, the values that count, and whether they are proven: the same for the same input."""
    if item.status != Status.FILLED:
        return (item.status,)
    return (item.status, item.proven, tuple(sorted(item.values.items())))


def count_unlike(pairs: Sequence[tuple[Hashable, Hashable | None]]) -> list[int]:
    """Of every pair of input and decision: how many have the same input and were decided otherwise. An
    undecided one (None) is unlike nobody."""
    outcomes_by_inputs: dict[Hashable, Counter[Hashable]] = defaultdict(Counter)
    for given, decided in pairs:
        if decided is not None:
            outcomes_by_inputs[given][decided] += 1
    return [
        0 if decided is None else outcomes_by_inputs[given].total() - outcomes_by_inputs[given][decided]
        for given, decided in pairs
    ]


@dataclass(frozen=True)
class Wanted:
    """Which rows of the database the lines of an indicator stand on: its own and those that flow into it, and
    all of one worksheet, where that is judged."""

    worksheets: Sequence[Worksheet]
    sheet: Sheet
    code: str
    whole: Worksheet | None = None

    def entries(self) -> QuerySet[Entry]:
        feeding = feeding_codes(self.sheet, self.code)
        return Entry.objects.filter(Q(worksheet__in=self.worksheets, code__in=feeding) | self.all_of())

    def links(self) -> QuerySet[EvidenceLink]:
        rows_and_whole = Q(evidence__worksheet__in=self.worksheets, code=self.code) | self.all_of(
            "evidence__"
        )
        links = EvidenceLink.objects.filter(rows_and_whole, evidence__removed_at=None)
        return links.select_related("evidence").order_by("evidence__name", "part")

    def judgements(self) -> QuerySet[Judgement]:
        rows_and_whole = Q(worksheet__in=self.worksheets, code=self.code) | self.all_of()
        return with_judges(Judgement.objects.filter(rows_and_whole))

    def repairs(self) -> QuerySet[Repair]:
        rows_and_whole = Q(worksheet__in=self.worksheets, code=self.code, closed_at=None) | self.all_of()
        return Repair.objects.filter(rows_and_whole)

    def all_of(self, path: str = "") -> Q:
        return Q(**{f"{path}worksheet": self.whole}) if self.whole else Q()


@dataclass(frozen=True)
class Stored:
    """What is stored of a worksheet, as far as it was wanted."""

    entries: dict[str, Entry] = field(default_factory=dict)
    links: list[EvidenceLink] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)


def read_stored(wanted: Wanted, entries: Iterable[Entry] | None = None) -> dict[UUID, Stored]:
    """By worksheet; four queries, less one where the answers were read before."""
    stored_by_worksheet: dict[UUID, Stored] = defaultdict(Stored)
    for entry in wanted.entries() if entries is None else entries:
        stored_by_worksheet[entry.worksheet_id].entries[entry.code] = entry
    for link in wanted.links():
        stored_by_worksheet[link.evidence.worksheet_id].links.append(link)
    for judgement in wanted.judgements():
        stored_by_worksheet[judgement.worksheet_id].judgements.append(judgement)
    for repair in wanted.repairs():
        stored_by_worksheet[repair.worksheet_id].repairs.append(repair)
    return stored_by_worksheet


def to_judge_in(caseload: Caseload, edition: Revision, code: str) -> list[Worksheet]:
    """Those whose row of this indicator is to judge."""
    aspect = sheet_of(edition.pk).by_code[code].aspect.code
    return [
        it for it in caseload.worksheets_of(edition) if caseload.rights.may_judge(it, caseload.layer, aspect)
    ]


def review_lines(caseload: Caseload, edition: Revision, code: str, at: datetime) -> list[ReviewLine]:
    """Everybody to whom the indicator applies and whose row it is to judge, by input and then by code; four
    queries."""
    worksheets_to_judge = to_judge_in(caseload, edition, code)
    stored_by_worksheet = read_stored(Wanted(worksheets_to_judge, sheet_of(edition.pk), code))
    return compared(
        review_line(caseload, it, code, stored_by_worksheet[it.pk], at) for it in worksheets_to_judge
    )


def compared(lines: Iterable[ReviewLine]) -> list[ReviewLine]:
    """In order, each with by how many others the same input was decided otherwise."""
    applying_lines = [it for it in lines if it.row.outcome is not Outcome.NOT_APPLICABLE]
    unlike_counts = count_unlike([(it.inputs_key, it.outcome_key) for it in applying_lines])
    marked_lines = [replace(it, unlike=no) for it, no in zip(applying_lines, unlike_counts, strict=True)]
    return sorted(marked_lines, key=lambda it: (order_of(it), it.worksheet.district.code))


def review_line(
    caseload: Caseload, worksheet: Worksheet, code: str, stored: Stored, at: datetime
) -> ReviewLine:
    sheet = sheet_of(worksheet.revision_id)
    row_links = tuple(link for link in stored.links if link.code == code)
    judgement_by_layer = {Layer(it.layer): it for it in stored.judgements if it.code == code}
    feeding_entries = {name: it for name, it in stored.entries.items() if name in feeding_codes(sheet, code)}
    proofs = {code: NONE | {link.part for link in row_links}}
    answers = {
        name: answer_to(worksheet, name, it.status, it.values, proofs) for name, it in feeding_entries.items()
    }

    def row(answer: Answer | None) -> Row:
        with_it = answers if answer is None else answers | {code: answer}
        return score_alone(build_item(sheet, worksheet.profile.facts, with_it, code))

    window = caseload.rights.window(worksheet, caseload.layer)
    return ReviewLine(
        worksheet=worksheet,
        layer=caseload.layer,
        row=row(None),
        entry=stored.entries.get(code),
        links=row_links,
        words=judgement_by_layer,
        results={
            layer: row(Answer(it.status, it.values, it.proven))
            for layer, it in judgement_by_layer.items()
            if layer in caseload.layer.beside
        },
        repair=next((it for it in stored.repairs if it.code == code and it.closed_at is None), None),
        closed=judging_state_refusal(worksheet, caseload.layer)
        or judging_window_refusal(worksheet, window, at),
    )


@dataclass(frozen=True)
class JudgedLine:
    """One worksheet that is judged among the lines of an indicator: all of it, and what its row is set
    beside."""

    caseload: Caseload
    code: str
    lines: list[ReviewLine]
    sheet: JudgedWorksheet
    others: AnswersBeside

    def lines_now(self, at: datetime) -> list[ReviewLine]:
        """The lines with what now stands in the one of this worksheet."""
        worksheet, sheet = self.sheet.worksheet, self.sheet
        links = [link for row in sheet.loaded.links.values() for link in row]
        stored = Stored(sheet.loaded.entries, links, [*sheet.judgements.values()], sheet.repairs)
        line_now = review_line(self.caseload, worksheet, self.code, stored, at)
        return compared(line_now if it.worksheet.pk == worksheet.pk else it for it in self.lines)


def load_judged_line(caseload: Caseload, worksheet: Worksheet, code: str, at: datetime) -> JudgedLine:
    """The lines as `review_lines` gives them, and all that was said of the worksheet; four queries."""
    sheet = sheet_of(worksheet.revision_id)
    worksheets_to_judge = to_judge_in(caseload, worksheet.revision, code)
    wanted = Wanted(worksheets_to_judge, sheet, code, whole=worksheet)
    entries, others = entries_with_answers_beside(
        wanted.entries(), worksheet, row_asked(worksheet, sheet.by_code[code])
    )
    stored = read_stored(wanted, entries)
    whole_stored = stored[worksheet.pk]
    loaded = LoadedWorksheet(worksheet, whole_stored.entries, links_by_row(whole_stored.links), window=None)
    judged = JudgedWorksheet(
        loaded,
        caseload.rights,
        by_layer(whole_stored.judgements),
        whole_stored.repairs,
        joined_scores(worksheet),
    )
    lines = compared(review_line(caseload, it, code, stored[it.pk], at) for it in worksheets_to_judge)
    return JudgedLine(caseload, code, lines, judged, others)


def order_of(line: ReviewLine) -> tuple[Any, ...]:
    """By status, then input by input as the sheet has them; what is empty comes first."""
    item = line.row.item
    values = (item.values.get(spec.code) for spec in item.indicator.inputs)
    return (item.status, *(("", 0) if it is None else (type(it).__name__, it) for it in values), item.proven)
