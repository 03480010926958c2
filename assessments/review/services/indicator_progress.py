"""How far each indicator is across all kecamatan, and where equal input was decided unequally."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from assessments.models import Entry, EvidenceLink, Judgement, Layer, Worksheet
from assessments.scores.scoring import answer_to
from indicators.editions.sheets import sheet_of
from indicators.models import Revision
from indicators.scoring.items import Answer, applies, build_item, feeding_codes
from indicators.scoring.proof import NONE
from indicators.scoring.sheet import IndicatorSpec, Sheet

from .indicator_review import Caseload, count_unlike, equal_input_key, judgement_stands


class Progress(NamedTuple):
    """Of `applying` kecamatan `decided` are; `unlike` have input like another's and another decision."""

    indicator: IndicatorSpec
    decided: int
    applying: int
    unlike: int


class ClaimedRow(NamedTuple):
    code: str
    version: int
    status: str
    values: dict[str, Any]


class ProgressWord(NamedTuple):
    code: str
    layer: str
    verdict: str
    status: str
    values: dict[str, Any]
    proven: bool
    entry_version: int


@dataclass(frozen=True)
class SpokenWord:
    """Claims and words by worksheet and code; of the words those that count, the layer's own apart."""

    claims: Mapping[UUID, Mapping[str, ClaimedRow]]
    own: Mapping[UUID, Mapping[str, ProgressWord]]
    decided: Mapping[UUID, Collection[str]]
    proofs: Mapping[tuple[UUID, str], frozenset[str]]


def progress_of(caseload: Caseload, edition: Revision) -> list[Progress]:
    """Every indicator that this person judges anywhere, in the sheet's order; at most three queries."""
    sheet, worksheets = sheet_of(edition.pk), caseload.worksheets_of(edition)
    aspects = {aspect.code for aspect in sheet.aspects}
    own_aspects_by_worksheet = {
        it.pk: {aspect for aspect in aspects if caseload.rights.may_judge(it, caseload.layer, aspect)}
        for it in worksheets
    }
    progress_data = read_progress(sheet, worksheets, caseload.layer)
    rows = []
    for spec in sheet.indicators:
        applying_worksheets = [
            it
            for it in worksheets
            if spec.aspect.code in own_aspects_by_worksheet[it.pk] and applies(spec, it.profile.facts)
        ]
        decided_count = sum(spec.code in progress_data.decided[it.pk] for it in applying_worksheets)
        input_outcome_pairs = list(pairs_of(sheet, spec, applying_worksheets, progress_data))
        rows.append(
            Progress(
                spec,
                decided_count,
                len(applying_worksheets),
                sum(no > 0 for no in count_unlike(input_outcome_pairs)),
            )
        )
    return [row for row in rows if row.applying]


def read_progress(sheet: Sheet, worksheets: Collection[Worksheet], layer: Layer) -> SpokenWord:
    claimed_rows: dict[UUID, dict[str, ClaimedRow]] = defaultdict(dict)
    for pk, *rest in Entry.objects.filter(worksheet__in=worksheets).values_list(
        "worksheet", *ClaimedRow._fields
    ):
        claimed_rows[pk][rest[0]] = ClaimedRow(*rest)
    by_pk = {it.pk: it for it in worksheets}
    own_words: dict[UUID, dict[str, ProgressWord]] = defaultdict(dict)
    decided_codes: dict[UUID, set[str]] = defaultdict(set)
    deciding_judgements = Judgement.objects.filter(worksheet__in=worksheets, layer__in=layer.deciders)
    for pk, *rest in deciding_judgements.values_list("worksheet", *ProgressWord._fields):
        word = ProgressWord(*rest)
        claim = claimed_rows[pk].get(word.code)
        if judgement_stands(by_pk[pk], Layer(word.layer), word.entry_version, claim.version if claim else 0):
            decided_codes[pk].add(word.code)
            if word.layer == layer:
                own_words[pk][word.code] = word
    return SpokenWord(claimed_rows, own_words, decided_codes, proofs_in(sheet, worksheets))


def proofs_in(sheet: Sheet, worksheets: Collection[Worksheet]) -> dict[tuple[UUID, str], frozenset[str]]:
    """The linked parts; no query where the edition has no evidence rule."""
    if all(spec.evidence is None for spec in sheet.indicators):
        return {}
    links = EvidenceLink.objects.filter(evidence__worksheet__in=worksheets, evidence__removed_at=None)
    proven_parts: dict[tuple[UUID, str], frozenset[str]] = {}
    for pk, code, part in links.values_list("evidence__worksheet", "code", "part"):
        proven_parts[pk, code] = proven_parts.get((pk, code), NONE) | {part}
    return proven_parts


def pairs_of(
    sheet: Sheet, spec: IndicatorSpec, worksheets: Collection[Worksheet], spoken: SpokenWord
) -> Iterator[tuple[Any, Any]]:
    """Input and decision of all that are decided; nothing where all agree, for then none is unlike."""
    words = [(it, spoken.own[it.pk][spec.code]) for it in worksheets if spec.code in spoken.own[it.pk]]
    if all(word.verdict == Judgement.Verdict.AGREES for _, word in words):
        return
    feeding = feeding_codes(sheet, spec.code)
    for worksheet, word in words:
        claims = spoken.claims[worksheet.pk]
        proofs = {spec.code: spoken.proofs.get((worksheet.pk, spec.code), NONE)}
        answers = {
            code: answer_to(worksheet, code, claims[code].status, claims[code].values, proofs)
            for code in feeding
            if code in claims
        }
        inputs_key = equal_input_key(build_item(sheet, worksheet.profile.facts, answers, spec.code))
        if word.verdict == Judgement.Verdict.AGREES:
            yield inputs_key, inputs_key
            continue
        answers[spec.code] = Answer(word.status, word.values, word.proven)
        yield inputs_key, equal_input_key(build_item(sheet, worksheet.profile.facts, answers, spec.code))
