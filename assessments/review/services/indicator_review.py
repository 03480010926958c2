"""One indicator across all kecamatan that somebody judges: equal input lies together, unequal decisions of
it are counted. Constant numbers of queries."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from assessments.access import JudgingRights, worksheets_for
from assessments.models import Entry, EvidenceLink, Judgement, Layer, Period, Repair, Worksheet
from assessments.scores.scoring import answer_to
from assessments.transitions.judging import judging_state_refusal, judging_window_refusal
from assessments.workflow import UNSENT
from indicators.editions.sheets import sheet_of
from indicators.models import Revision
from indicators.scoring.engine import Row, alone
from indicators.scoring.items import Answer, Item, Status, build_item, feeding
from indicators.scoring.proof import NONE
from indicators.scoring.sheet import IndicatorSpec, Outcome, Sheet
from kinerja.accounts.models import User

from .tasks import Windows, window_of, windows_of


@dataclass(frozen=True)
class IndicatorField:
    """The worksheets that somebody judges in a layer, whatever their state, as far as they were sent."""

    period: Period
    rights: JudgingRights
    windows: Windows
    layer: Layer
    worksheets: tuple[Worksheet, ...]

    @property
    def editions(self) -> list[Revision]:
        """The editions in use, the newest first."""
        found = {it.revision_id: it.revision for it in self.worksheets}
        return sorted(found.values(), key=lambda it: it.no, reverse=True)

    def of(self, edition: Revision) -> tuple[Worksheet, ...]:
        return tuple(it for it in self.worksheets if it.revision_id == edition.pk)


def indicator_field(user: User, layer: Layer, period: Period) -> IndicatorField:
    """Five queries."""
    sent = worksheets_for(user).filter(stage__period=period).exclude(state__in=UNSENT)
    found = list(sent.order_by("district__code"))
    rights = JudgingRights(user, found)
    mine = tuple(it for it in found if rights.judges(it, layer))
    return IndicatorField(period, rights, windows_of(rights), layer, mine)


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
        return word is not None and stands(self.worksheet, layer, word.entry_version, self.entry_version)

    @property
    def decided(self) -> bool:
        """In this layer, or by whoever speaks before it."""
        return any(self.counts(it) for it in self.layer.deciders)

    @property
    def given(self) -> Hashable:
        """Equal for equal input."""
        return equal_input_key(self.row.item)

    @property
    def outcome(self) -> Hashable | None:
        """Equal for equal decisions of this layer; None before there is one."""
        found = self.results.get(self.layer)
        return equal_input_key(found.item) if found and self.counts(self.layer) else None

    @property
    def mark(self) -> tuple[Any, ...]:
        """Changes whenever the line would look different."""
        return self.version, self.decided, self.unlike, self.closed, self.repair and self.repair.note


def stands(worksheet: Worksheet, layer: Layer, judged: int, now: int) -> bool:
    """Whether a word on version `judged` of a claim counts, where the claim is at version `now`."""
    return worksheet.current_state is not layer.judged_in or judged == now


def equal_input_key(item: Item) -> tuple[Hashable, ...]:
    """Status, the values that count, and whether they are proven: the same for the same input."""
    if item.status != Status.FILLED:
        return (item.status,)
    return (item.status, item.proven, tuple(sorted(item.values.items())))


def unlike(pairs: Sequence[tuple[Hashable, Hashable | None]]) -> list[int]:
    """Of every pair of input and decision: how many have the same input and were decided otherwise. An
    undecided one (None) is unlike nobody."""
    together: dict[Hashable, Counter[Hashable]] = defaultdict(Counter)
    for given, decided in pairs:
        if decided is not None:
            together[given][decided] += 1
    return [
        0 if decided is None else together[given].total() - together[given][decided]
        for given, decided in pairs
    ]


@dataclass(frozen=True)
class Said:
    """What is stored of one indicator, by worksheet."""

    entries: Mapping[UUID, Mapping[str, Entry]]
    links: Mapping[UUID, Sequence[EvidenceLink]]
    words: Mapping[UUID, Mapping[Layer, Judgement]] = field(default_factory=dict)
    repairs: Mapping[UUID, Repair] = field(default_factory=dict)


def review_lines(found: IndicatorField, edition: Revision, code: str, at: datetime) -> list[ReviewLine]:
    """Everybody to whom the indicator applies and whose row it is to judge, by input and then by code; four
    queries."""
    sheet = sheet_of(edition.pk)
    spec, flows = sheet.by_code[code], feeding(sheet, code)
    mine = [it for it in found.of(edition) if found.rights.judges(it, found.layer, spec.aspect.code)]
    said = read_field(mine, code, flows)
    lines = [review_line(found, sheet, spec, it, said, at) for it in mine]
    applying = [it for it in lines if it.row.outcome is not Outcome.NOT_APPLICABLE]
    counts = unlike([(it.given, it.outcome) for it in applying])
    marked = [replace(it, unlike=no) for it, no in zip(applying, counts, strict=True)]
    return sorted(marked, key=lambda it: (order_of(it), it.worksheet.district.code))


def read_field(worksheets: Sequence[Worksheet], code: str, flows: Iterable[str]) -> Said:
    entries: dict[UUID, dict[str, Entry]] = defaultdict(dict)
    for entry in Entry.objects.filter(worksheet__in=worksheets, code__in=flows):
        entries[entry.worksheet_id][entry.code] = entry
    links = EvidenceLink.objects.filter(
        evidence__worksheet__in=worksheets, evidence__removed_at=None, code=code
    )
    by_sheet: dict[UUID, list[EvidenceLink]] = defaultdict(list)
    for link in links.select_related("evidence").order_by("evidence__name", "part"):
        by_sheet[link.evidence.worksheet_id].append(link)
    words: dict[UUID, dict[Layer, Judgement]] = defaultdict(dict)
    for word in Judgement.objects.filter(worksheet__in=worksheets, code=code):
        words[word.worksheet_id][Layer(word.layer)] = word
    repairs = Repair.objects.filter(worksheet__in=worksheets, code=code, closed_at=None)
    return Said(entries, by_sheet, words, {it.worksheet_id: it for it in repairs})


def review_line(
    found: IndicatorField, sheet: Sheet, spec: IndicatorSpec, worksheet: Worksheet, said: Said, at: datetime
) -> ReviewLine:
    entries, links = said.entries.get(worksheet.pk, {}), said.links.get(worksheet.pk, ())
    proofs = {spec.code: NONE | {link.part for link in links}}
    answers = {
        code: answer_to(worksheet, code, it.status, it.values, proofs if code == spec.code else {})
        for code, it in entries.items()
    }
    words = said.words.get(worksheet.pk, {})
    window = window_of(found.windows, found.rights.stage(worksheet, found.layer), worksheet)

    def row(answer: Answer | None) -> Row:
        with_it = answers if answer is None else answers | {spec.code: answer}
        return alone(build_item(sheet, worksheet.profile.facts, with_it, spec.code))

    return ReviewLine(
        worksheet=worksheet,
        layer=found.layer,
        row=row(None),
        entry=entries.get(spec.code),
        links=tuple(links),
        words=words,
        results={
            layer: row(Answer(it.status, it.values, it.proven))
            for layer, it in words.items()
            if layer in found.layer.beside
        },
        repair=said.repairs.get(worksheet.pk),
        closed=judging_state_refusal(worksheet, found.layer) or judging_window_refusal(worksheet, window, at),
    )


def order_of(line: ReviewLine) -> tuple[Any, ...]:
    """By status, then input by input as the sheet has them; what is empty comes first."""
    item = line.row.item
    values = (item.values.get(spec.code) for spec in item.indicator.inputs)
    return (item.status, *(("", 0) if it is None else (type(it).__name__, it) for it in values), item.proven)
