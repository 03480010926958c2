"""The sentence of a row: how its score came about, or what is still missing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, cast

from kinerja.numbers import format_number

from .redistribution import Scope
from .row_warnings import source_name
from .sheet import Action, Applies, IndicatorSpec, Outcome
from .specs import InputSpec

if TYPE_CHECKING:
    from .engine import Row

RECEIVERS = {
    Scope.SUB_ASPECT: "indikator lain dalam sub aspek ini",
    Scope.ASPECT: "indikator lain dalam aspek ini",
    Scope.ALL: "semua indikator lain",
}
NAMED = 3  # missing inputs that a sentence names


def explanation_of(row: Row) -> str:
    """Give the row's sentence, in Indonesian and without a full stop."""
    match row.outcome:
        case Outcome.EMPTY:
            return _empty_text(row)
        case Outcome.SCORED:
            return f"{_computation_sentence(row)}{_cap_text(row)}{_points_text(row)}"
        case Outcome.UNPROVEN:
            return (
                f"{_computation_sentence(row)}; bukti dukung belum ada → capaian 0{_kept_weight_clause(row)}"
            )
        case Outcome.UNDEFINED:
            return _policy_text(row, _computation_sentence(row))
        case Outcome.NOT_APPLICABLE:
            return _policy_text(
                row, f"{_outcome_label(row)}: {_inapplicable_reason(row.indicator)}"
            ) + _policy_named(row)
    return _policy_text(row, _outcome_label(row)) + _policy_named(row)


def _computation_sentence(row: Row) -> str:
    return row.indicator.rule.explain(row.item.values)


def _cap_text(row: Row) -> str:
    """What the edition or the indicator takes off."""
    achievement = row.indicator.rule.score(row.item.values).achievement
    if achievement is None or achievement <= row.indicator.cap:
        return ""
    return f", paling tinggi {_number_text(row.indicator.cap)}"


def _empty_text(row: Row) -> str:
    outline = row.indicator.rule.outline
    how_reckoned = f"{outline[0].upper()}{outline[1:]}, dikali bobot {_number_text(row.effective_weight)}"
    missing = row.missing
    if not row.item.typed and not any(spec.locked for spec in missing):
        return how_reckoned
    missing_names = [_missing_name(spec) for spec in missing[:NAMED]]
    further_words = [f"dan {len(missing) - NAMED} lainnya"] if len(missing) > NAMED else []
    return f"Belum diisi: {'; '.join(missing_names + further_words)}. {how_reckoned}"


def _missing_name(spec: InputSpec) -> str:
    return f"{spec.label} (dari {source_name(spec)})" if spec.locked else spec.label


def _policy_text(row: Row, head: str) -> str:
    if row.action is Action.ZERO:
        return f"{head} → capaian 0{_kept_weight_clause(row)}"
    if row.action is Action.FULL:
        return f"{head} → capaian {_number_text(row.achievement or Fraction(0))}{_points_text(row)}"
    weight = _number_text(row.weight)
    if row.landed is None:
        return f"{head}; tidak ada indikator lain yang dapat menerima bobot {weight}"
    return f"{head}; bobot {weight} dibagikan ke {RECEIVERS[row.landed]}"


def _points_text(row: Row) -> str:
    score = _number_text(row.score or Fraction(0))
    return f"; × bobot {_number_text(row.effective_weight)} = {score}{_weight_share_clause(row)}"


def _kept_weight_clause(row: Row) -> str:
    return f"; bobot {_number_text(row.effective_weight)} tetap dihitung{_weight_share_clause(row)}"


def _weight_share_clause(row: Row) -> str:
    if row.effective_weight == row.weight:
        return ""
    return f" (bobot {_number_text(row.weight)} ditambah bobot yang dibagikan kembali)"


def _policy_named(row: Row) -> str:
    assumed_words = ", masih anggapan" if row.indicator.policies[row.outcome].assumed else ""
    return f" (kebijakan instrumen {row.indicator.edition.year}{assumed_words})"


def _outcome_label(row: Row) -> str:
    return row.indicator.edition.labels[row.outcome]


def _inapplicable_reason(spec: IndicatorSpec) -> str:
    applies = cast(Applies, spec.applies)  # without it the row would apply
    facts = " dan ".join(name.replace("_", " ") for name in applies.facts)
    if applies.min <= 1:
        return f"tidak ada {facts}"
    return f"jumlah {facts} kurang dari {_number_text(applies.min)}"


def _number_text(value: Fraction) -> str:
    return format_number(value)
