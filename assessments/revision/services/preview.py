"""What a revision of a running edition would do, worksheet by worksheet, before it is done."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from assessments.models import LayerScore, Worksheet
from assessments.scores.rank_table import BASIS_LABELS, LAYERS, Basis
from assessments.scores.ranking import Score, claim_score, layer_score, ranking_of
from indicators.editions.revisions import Draft, draft_of
from indicators.editions.sheets import sheet_of
from indicators.models import Instrument
from indicators.scoring.documents.document import parse_document, sha256
from indicators.scoring.sheet import IndicatorSpec, Sheet
from indicators.scoring.tie_keys import tie_keys
from kinerja.refusals import Incomplete

from .rescoring import Refit, refit_worksheets

ONLY_TEXTS = "Hanya teks yang berubah; terbitkan tanpa pratinjau."


class RevisionRefused(Incomplete):
    """The revision cannot be previewed or applied; the text says why, for the user."""


class RevisedFigure(NamedTuple):
    """A worksheet in one basis before and after; None where it has no total, or no rank, there."""

    before: Decimal | None
    after: Decimal | None
    rank_before: int | None
    rank_after: int | None

    @property
    def moved(self) -> bool:
        return (self.before, self.rank_before) != (self.after, self.rank_after)


@dataclass(frozen=True)
class PreviewLine:
    """One unfinalised worksheet; `again` are the rows to be answered again."""

    refit: Refit
    figures: dict[Basis, RevisedFigure]
    again: tuple[IndicatorSpec, ...]

    @property
    def worksheet(self) -> Worksheet:
        return self.refit.worksheet

    @property
    def touched(self) -> bool:
        """Whether anybody has to be told."""
        return bool(self.again or self.refit.dropped or self.refit.unfit) or self.total_moved

    @property
    def total_moved(self) -> bool:
        return any(it.before != it.after for it in self.figures.values())

    @property
    def rank_moved(self) -> bool:
        return any(it.rank_before != it.rank_after for it in self.figures.values())

    @property
    def announced(self) -> bool:
        return self.worksheet.current_state.is_provisional


@dataclass(frozen=True)
class Preview:
    """`fingerprint` is of all that it was made of: as long as that stands, applying gives what is shown."""

    draft: Draft
    lines: list[PreviewLine]
    final: list[Worksheet]
    fingerprint: str

    @property
    def bases(self) -> list[tuple[Basis, str]]:
        bases_used = {basis for line in self.lines for basis in line.figures}
        return [(basis, label) for basis, label in BASIS_LABELS.items() if basis in bases_used]

    @cached_property
    def counts(self) -> dict[str, int]:
        return {
            "worksheets": len(self.lines),
            "totals": sum(line.total_moved for line in self.lines),
            "ranks": sum(line.rank_moved for line in self.lines),
            "again": sum(bool(line.again) for line in self.lines),
            "dropped": sum(bool(line.refit.dropped) for line in self.lines),
            "announced": sum(line.announced and line.touched for line in self.lines),
            "final": len(self.final),
        }


def preview_revision(instrument: Instrument) -> Preview:
    """Score every unfinalised worksheet by the instrument's rows as they stand; twelve queries, one more
    where evidence counts, whatever the number of worksheets. Raises `RevisionRefused`."""
    draft = sound_draft(instrument)
    sheet = parse_document(draft.document)
    worksheets = worksheets_on(instrument)
    at_work = [it for it in worksheets if not it.current_state.is_decided]
    refuse_gone(at_work, sheet)
    refitted = list(refit_worksheets(at_work, sheet))
    figures = revised_figures(worksheets, {it.worksheet.pk: it for it in refitted}, sheet)
    return Preview(
        draft=draft,
        lines=[
            PreviewLine(it, figures[it.worksheet.pk], indicators_named(sheet, it.again)) for it in refitted
        ],
        final=[it for it in worksheets if it.current_state.is_decided],
        fingerprint=revision_fingerprint(draft, worksheets),
    )


def worksheets_on(instrument: Instrument) -> list[Worksheet]:
    """All worksheets that stand on this instrument, by the code of their kecamatan; one query."""
    related_fields = (
        "stage__period__owner",
        "district__regency__province",
        "profile",
        "revision__instrument",
    )
    worksheets = Worksheet.objects.filter(revision__instrument=instrument).select_related(*related_fields)
    return list(worksheets.defer("revision__document").order_by("district__code", "pk"))


def sound_draft(instrument: Instrument) -> Draft:
    """What has changed since the revision in force. Raises `RevisionRefused` where it cannot be."""
    draft = draft_of(instrument)
    if draft is None:
        raise RevisionRefused("Instrumen ini belum terbit.")
    if instrument.archived_at:
        raise RevisionRefused("Instrumen ini diarsipkan. Pulihkan dahulu.")
    if draft.errors:
        raise RevisionRefused("\n".join(draft.errors))
    if not draft.difference:
        raise RevisionRefused("Belum ada perubahan sejak edisi yang berlaku.")
    return draft


def refuse_gone(worksheets: Iterable[Worksheet], sheet: Sheet) -> None:
    """Raise RevisionRefused where `sheet` has no place for what worksheets may have answered."""
    editions = [sheet_of(pk) for pk in {it.revision_id for it in worksheets}]
    row_names = {it.code: f"{it.no}. {it.text}" for one in editions for it in one.indicators}
    names_lost = [name for code, name in row_names.items() if code not in sheet.by_code]
    if names_lost:
        raise RevisionRefused(
            f"Indikator {'; '.join(names_lost)} tidak ada lagi. Dalam edisi yang berjalan indikator tidak "
            "dihapus, agar jawabannya tetap ada: kembalikan, lalu beri bobot 0."
        )


def indicators_named(sheet: Sheet, codes: Iterable[str]) -> tuple[IndicatorSpec, ...]:
    return tuple(sheet.by_code[code] for code in codes)


def revision_fingerprint(draft: Draft, worksheets: Iterable[Worksheet]) -> str:
    """Of the rows, the revision in force, and how far every worksheet and its profile are."""
    fingerprinted: list[Any] = [sha256(draft.document), str(draft.current.pk)]
    fingerprinted += sorted(
        [str(it.pk), it.state, it.version, str(it.revision_id), it.profile.desa, it.profile.kelurahan]
        for it in worksheets
    )
    return hashlib.sha256(json.dumps(fingerprinted).encode()).hexdigest()


Figures = dict[UUID, dict[Basis, RevisedFigure]]


def revised_figures(worksheets: Sequence[Worksheet], refit_by_pk: dict[UUID, Refit], sheet: Sheet) -> Figures:
    """Totals and ranks of every basis in which somebody has spoken, each stage among itself; one query."""
    stored_scores: dict[str, dict[UUID, LayerScore]] = {}
    for row in LayerScore.objects.filter(worksheet__in=worksheets):
        stored_scores.setdefault(row.layer, {})[row.worksheet_id] = row
    figures: Figures = {it.pk: {} for it in worksheets}
    for basis in (Basis.CLAIM, *LAYERS):
        scores_then = scores_before(worksheets, basis, stored_scores)
        scores_now = scores_after(scores_then, basis, refit_by_pk)
        if basis is Basis.CLAIM or any(it is not None for it in scores_then.values()):
            ranks_then, ranks_now = (
                ranks_by_worksheet(worksheets, scores_then, refit_by_pk, None),
                ranks_by_worksheet(worksheets, scores_now, refit_by_pk, sheet),
            )
            for pk in figures:
                totals = total_or_none(scores_then[pk]), total_or_none(scores_now[pk])
                figures[pk][basis] = RevisedFigure(*totals, ranks_then.get(pk), ranks_now.get(pk))
    return figures


Scores = dict[UUID, Score | None]


def total_or_none(score: Score | None) -> Decimal | None:
    return None if score is None else score.total


def scores_before(
    worksheets: Iterable[Worksheet], basis: Basis, stored: dict[str, dict[UUID, LayerScore]]
) -> Scores:
    if basis is Basis.CLAIM:
        return {it.pk: claim_score(it) for it in worksheets}
    layer = LAYERS[basis]
    rows = stored.get(layer, {})
    return {
        it.pk: layer_score(it, row, layer.row.unjudged) if (row := rows.get(it.pk)) else None
        for it in worksheets
    }


def scores_after(before: Scores, basis: Basis, refit_by_pk: dict[UUID, Refit]) -> Scores:
    """The same with the figures of those that are scored anew."""
    return before | {pk: refitted_score(it, basis, before[pk]) for pk, it in refit_by_pk.items()}


def refitted_score(refit: Refit, basis: Basis, before: Score | None) -> Score | None:
    shadow_worksheet = copy(refit.worksheet)
    for name, value in refit.totals.items():
        setattr(shadow_worksheet, name, value)
    if basis is Basis.CLAIM:
        return claim_score(shadow_worksheet)
    layer = LAYERS[basis]
    if not shadow_worksheet.current_state.is_sent:  # what stands of its judgements stays as it is
        return before
    layer_values = refit.layers.get(layer)
    return (
        layer_score(shadow_worksheet, LayerScore(**layer_values), layer.row.unjudged)
        if layer_values
        else None
    )


def ranks_by_worksheet(
    worksheets: Iterable[Worksheet], scores: Scores, refit_by_pk: dict[UUID, Refit], sheet: Sheet | None
) -> dict[UUID, int]:
    """By worksheet its rank among those of its stage, with `sheet` as the edition of those in `found`."""
    worksheets_by_field: dict[UUID, list[Worksheet]] = {}
    for worksheet in worksheets:
        worksheets_by_field.setdefault(worksheet.stage_id, []).append(worksheet)
    rank_by_worksheet: dict[UUID, int] = {}
    for field in worksheets_by_field.values():
        of_field = [score for it in field if (score := scores[it.pk])]
        keys = tie_keys(field[0].stage.period.tie_keys, aspects_among(field, refit_by_pk, sheet))
        by_code = {it.district.code: it.pk for it in field}
        places = ranking_of(of_field, keys).places
        rank_by_worksheet |= {by_code[place.entrant.code]: place.rank for place in places}
    return rank_by_worksheet


def aspects_among(
    field: Iterable[Worksheet], refit_by_pk: dict[UUID, Refit], sheet: Sheet | None
) -> list[Any]:
    """The aspects of all editions in use."""
    editions = {sheet if sheet and it.pk in refit_by_pk else sheet_of(it.revision_id): None for it in field}
    return list({aspect.code: aspect for one in editions for aspect in one.aspects}.values())
