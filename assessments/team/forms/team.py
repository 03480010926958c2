"""Give an assessor a part of a stage; declare a conflict of interest."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet

from assessments.access import JUDGES, team_of
from assessments.models import Assignment, Stage
from assessments.team.services.team import assignment_refusal, judges_in
from indicators.editions.sheets import sheet_of
from indicators.models import Revision
from kinerja.accounts.forms import region_choices, say_what_to_fill
from kinerja.accounts.models import User
from kinerja.fields import choice_field, row_field
from kinerja.regions.models import District, Province, Regency

ONE_OF_THE_LIST = {"invalid_choice": "Pilih satu dari daftar."}


class AssignmentForm(forms.Form):
    """Who, where and which aspect; `assignment` holds them together."""

    judge = forms.ModelChoiceField(
        label="Penilai",
        queryset=User.objects.none(),
        empty_label="Pilih penilai",
        error_messages=ONE_OF_THE_LIST,
    )
    region = forms.ChoiceField(label="Wilayah", error_messages=ONE_OF_THE_LIST)
    aspect = forms.ChoiceField(label="Aspek", required=False, error_messages=ONE_OF_THE_LIST)

    def __init__(self, *args: Any, stage: Stage, province: Province, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assignment = Assignment(stage=stage)
        is_jury_stage = stage.by_jury
        row_field(self, "judge").queryset = team_of(province, judges_in(stage))
        if is_jury_stage:
            self.fields["judge"].label, row_field(self, "judge").empty_label = "Juri", "Pilih juri"
        self.regions = regions_of(province)
        choice_field(self, "region").choices = [
            ("", "Pilih wilayah"),
            ("all", "Seluruh provinsi"),
            *region_choices(self.regions),
        ]
        if is_jury_stage:  # a ballot is whole
            del self.fields["aspect"]
        else:
            choice_field(self, "aspect").choices = [("", "Semua aspek"), *edition_aspects(stage)]
        say_what_to_fill(self)

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors:
            region = self.regions.get(self.cleaned_data["region"])
            self.assignment.judge = self.cleaned_data["judge"]
            self.assignment.regency = region if isinstance(region, Regency) else None
            self.assignment.district = region if isinstance(region, District) else None
            self.assignment.aspect = self.cleaned_data.get("aspect", "")
            refusal = assignment_refusal(self.assignment)
            if refusal:
                self.add_error("region", refusal)
        return self.cleaned_data


def regions_of(province: Province) -> dict[str, Any]:
    """Every kabupaten, kota and kecamatan of a province by its id, the kabupaten before its kecamatan."""
    regencies = Regency.objects.filter(province=province).order_by("code")
    districts = District.objects.filter(regency__province=province).select_related("regency")
    return {str(it.pk): it for it in (*regencies, *districts.order_by("code"))}


def edition_aspects(stage: Stage) -> list[tuple[str, str]]:
    """The aspects of the edition in force of the stage's instrument."""
    edition = Revision.objects.filter(instrument=stage.instrument_id, state=Revision.State.IN_FORCE)
    revision_id = edition.values_list("pk", flat=True).first()
    aspects = sheet_of(revision_id).aspects if revision_id else ()
    return [(it.code, f"{it.code}. {it.name}") for it in aspects]


class ConflictForm(forms.Form):
    """A kabupaten or kota and the reason; the chair says whose, others speak for themselves."""

    judge = forms.ModelChoiceField(
        label="Penilai atau juri",
        queryset=User.objects.none(),
        empty_label="Pilih orang",
        error_messages=ONE_OF_THE_LIST,
    )
    regency = forms.ModelChoiceField(
        label="Kabupaten/kota",
        queryset=Regency.objects.none(),
        empty_label="Pilih kabupaten/kota",
        error_messages=ONE_OF_THE_LIST,
    )
    reason = forms.CharField(
        label="Alasan", max_length=250, help_text="Misalnya keluarga, atau pernah bertugas di sana."
    )

    def __init__(self, *args: Any, by: User, chaired: Province | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        if chaired:
            row_field(self, "judge").queryset = team_of(chaired)
        else:
            del self.fields["judge"]
        row_field(self, "regency").queryset = regencies_in(
            [it.province_id for it in by.active_memberships if it.role in JUDGES]
        )
        say_what_to_fill(self)

    @property
    def judge_named(self) -> User:
        """Whom the conflict is about."""
        judge: User = self.cleaned_data.get("judge", self.by)
        return judge


def regencies_in(provinces: list[UUID | None]) -> QuerySet[Regency]:
    """Those of these provinces; all of them where one is None, as for a juror of everywhere."""
    rows = Regency.objects.order_by("code")
    return rows if None in provinces else rows.filter(province__in=provinces)
