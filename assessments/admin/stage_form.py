"""The form of a stage in the admin: its number, its instrument, and what it may count and select."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import construct_instance

from assessments.models import Period, Stage
from assessments.workflow import StageKind
from indicators.editions.sheets import sheet_of
from indicators.models import Instrument, Revision
from kinerja.numbers import format_number

from .province_scope import SettledForm

WHOLE = 100  # percent


class StageForm(SettledForm):
    """What stays as it is, is not questioned: a stage is looked at when it is changed."""

    settled = (
        *("period", "no", "kind", "instrument"),
        *("weight", "quota", "quota_scope", "cut_off", "aggregate"),
    )

    class Meta:
        model = Stage
        fields = "__all__"  # the admin page names them

    @property
    def period(self) -> Period | None:
        return self.instance.period if self.instance.period_id else None

    def clean(self) -> dict[str, Any] | None:
        """Look at the stage as it would be, beside the others of its period."""
        cleaned = super().clean()
        if self.changed_data:
            for name, sentence in stage_problems(construct_instance(self, self.instance)):
                self.add_error(name, sentence)
        return cleaned


class ShownStage(forms.ModelForm):
    """Only shown: nothing of it is sent, so nothing of it is to be found wrong here."""

    def _post_clean(self) -> None: ...


def stage_problems(stage: Stage) -> Iterator[tuple[str, str]]:
    """What is wrong with a stage, each with the field where it is mended."""
    yield from archived_problem(stage)
    if stage.period_id and stage.no is not None:
        yield from order_problem(stage)
        yield from instrument_problem(stage)
        yield from counting_problems(stage)
        yield from scope_problem(stage)


def other_stages(stage: Stage) -> list[Stage]:
    """The other stages of its period."""
    return list(Stage.objects.filter(period=stage.period_id).exclude(pk=stage.pk))


def archived_problem(stage: Stage) -> Iterator[tuple[str, str]]:
    """A stage may keep an instrument that was archived since, and takes none that is."""
    instrument_unchanged = Stage.objects.filter(pk=stage.pk, instrument=stage.instrument_id).exists()
    if stage.instrument_id and stage.instrument.archived_at and not instrument_unchanged:
        yield "instrument", "Instrumen ini diarsipkan. Pilih yang masih dipakai."


def order_problem(stage: Stage) -> Iterator[tuple[str, str]]:
    """The numbers follow the order in which the work is done."""
    turn = StageKind(stage.kind).turn
    for other in other_stages(stage):
        others_turn = StageKind(other.kind).turn
        if turn != others_turn and (turn < others_turn) != (stage.no < other.no):
            before_or_after = "sebelum" if turn < others_turn else "sesudah"
            yield "no", f"{stage.get_kind_display()} harus {before_or_after} tahap {other.no} ({other.name})."
            return


def instrument_problem(stage: Stage) -> Iterator[tuple[str, str]]:
    """A jury has an instrument of its own kind, in which every criterion asks for one thing."""
    if stage.instrument_id is None:
        return
    jury = stage.by_jury
    wanted_kind = Instrument.Kind.JURY if jury else Instrument.Kind.SHEET
    if stage.instrument.kind != wanted_kind:
        yield "instrument", f"Untuk tahap ini pilih instrumen berjenis {wanted_kind.label}."
    elif jury and (many_sided_codes := many_sided(stage.instrument)):
        yield (
            "instrument",
            f"Kriteria {many_sided_codes[0]} harus memiliki tepat satu butir data yang diisi juri.",
        )


def many_sided(instrument: Instrument) -> list[str]:
    """The criteria of the edition in force that do not ask a juror for exactly one thing."""
    revision = instrument.revisions.filter(state=Revision.State.IN_FORCE).first()
    rows = sheet_of(revision.pk).indicators if revision else ()
    return [row.code for row in rows if sum(not spec.locked for spec in row.inputs) != 1]


def counting_problems(stage: Stage) -> Iterator[tuple[str, str]]:
    """What cannot count or select, and weights above the whole."""
    if stage.weight and not StageKind(stage.kind).row.weighs:
        yield "weight", "Hasil tinjau lapang dihitung di dalam penilaian administrasi; kosongkan bobotnya."
    if stage.selects and not StageKind(stage.kind).row.selects:
        yield "quota", "Hanya penilaian administrasi dan penilaian juri yang memilih peserta."
    weight_sum = (stage.weight or 0) + sum(other.weight or 0 for other in other_stages(stage))
    if weight_sum > WHOLE:
        yield "weight", f"Bobot semua tahap bersama menjadi {format_number(weight_sum)}; paling banyak 100."


def scope_problem(stage: Stage) -> Iterator[tuple[str, str]]:
    """A kabupaten chooses by a quota, and by no figures of the province before they are announced."""
    if stage.quota_scope != Stage.Scope.REGENCY:
        return
    if stage.quota is None:
        yield "quota_scope", "Isi kuota untuk setiap kabupaten/kota, atau pilih se-provinsi."
    elif any(other.no < stage.no and StageKind(other.kind).row.selects for other in other_stages(stage)):
        yield "quota_scope", "Kabupaten/kota hanya mengusulkan sebelum provinsi menilai."
