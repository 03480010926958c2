"""What an edition does with rows that have no figure, in sentences for every paper."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from indicators.models import Proof
from indicators.scoring.quantities import HUNDRED
from indicators.scoring.sheet import Action, IndicatorSpec, Outcome, Sheet
from kinerja.numbers import format_number

GIVES = {
    Action.ZERO: "capaian 0, bobot tetap dihitung",
    Action.FULL: "capaian 100",
    Action.REDISTRIBUTE_SUB_ASPECT: "bobot dibagikan dalam sub aspek",
    Action.REDISTRIBUTE_ASPECT: "bobot dibagikan dalam aspek",
    Action.REDISTRIBUTE_ALL: "bobot dibagikan ke seluruh indikator",
}


def outcome_names(sheet: Sheet) -> dict[Outcome, str]:
    """Those of which an edition says what they give, in the order of its sentences."""
    order = (Outcome.TDI, Outcome.UNDEFINED, Outcome.NONE_OCCURRED, Outcome.NOT_APPLICABLE)
    return {outcome: outcome.name_in(sheet.labels) for outcome in order}


def policy_sentences(sheet: Sheet) -> list[str]:
    """What the edition does with outcomes other than a figure; outcomes of one policy share a sentence."""
    names_by_gives: dict[str, list[str]] = {}
    for outcome, name in outcome_names(sheet).items():
        policy = sheet.policies[outcome]
        gives_words = GIVES[policy.action] + (" (ketentuan sementara)" if policy.assumed else "")
        names_by_gives.setdefault(gives_words, []).append(name)
    sentences = [f"{' dan '.join(names)}: {gives_words}." for gives_words, names in names_by_gives.items()]
    return [*sentences, "Kosong: capaian 0.", *_limit_sentences(sheet)]


def _limit_sentences(sheet: Sheet) -> list[str]:
    """What keeps a row from its full achievement, for the edition and for rows with rules of their own."""
    limits = (
        sheet.cap < HUNDRED and _cap_sentence(sheet.cap),
        sheet.evidence and _proof_sentence(sheet.evidence),
    )
    of_edition = [f"{text[0].upper()}{text[1:]}." for text in limits if text]
    numbers_by_limits: dict[str, list[str]] = {}
    for spec in sheet.indicators:
        if own_limits := "; ".join(_own_limits(spec, sheet)):
            numbers_by_limits.setdefault(own_limits, []).append(str(spec.no))
    return [
        *of_edition,
        *(f"Nomor {', '.join(numbers)}: {own_limits}." for own_limits, numbers in numbers_by_limits.items()),
    ]


def _own_limits(spec: IndicatorSpec, sheet: Sheet) -> Iterator[str]:
    """In what an indicator goes its own way."""
    for outcome, name in outcome_names(sheet).items():
        action = spec.policies[outcome].action
        if outcome in spec.own_policies and action is not sheet.policies[outcome].action:
            yield f"{name} {GIVES[action]}"
    if spec.cap != sheet.cap:
        yield _cap_sentence(spec.cap)
    if spec.evidence != sheet.evidence:
        yield _proof_sentence(spec.evidence)


def _cap_sentence(cap: Fraction) -> str:
    return f"capaian paling tinggi {format_number(cap)}"


def _proof_sentence(evidence: Mapping[str, Any] | None) -> str:
    if evidence is None:
        return "bukti dukung tidak wajib"
    return f"tanpa bukti dukung {Proof(evidence['scope']).label} capaian 0"
