"""The form of a period in the admin: which settings a ranking can be made by."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from assessments.models import Period
from assessments.records.period_codes import free_code
from indicators.editions.sheets import sheet_of
from indicators.models import Instrument, Revision
from indicators.scoring import tie_keys
from indicators.scoring.grades import EXAMPLE, GradeError, read_grades

from .province_scope import SettledForm


def check_titles(titles: Any) -> None:
    """Raise ValidationError unless it is a list of different short texts."""
    are_texts = isinstance(titles, list) and all(isinstance(it, str) and 0 < len(it) <= 60 for it in titles)
    if not are_texts or len(set(titles)) != len(titles):
        raise ValidationError('Tulis daftar gelar yang berbeda, misalnya ["Juara 1", "Juara 2"].')


def check_holidays(days: Any) -> None:
    """Raise ValidationError unless it is a list of ISO dates."""
    try:
        if not isinstance(days, list):
            raise TypeError
        for day in days:
            date.fromisoformat(day)
    except (TypeError, ValueError):
        raise ValidationError('Tulis daftar tanggal, misalnya ["2022-12-26"].') from None


def check_tie_keys(names: Any) -> None:
    """Raise ValidationError with what to write instead."""
    try:
        tie_keys.check_tie_names(names)
    except tie_keys.TieKeyError as problem:
        raise ValidationError(str(problem)) from None


def check_grades(data: Any) -> None:
    """Raise ValidationError with what to write instead."""
    try:
        read_grades(data)
    except GradeError as problem:
        raise ValidationError(str(problem)) from None


def check_aspects(period: Period, keys: list[str]) -> None:
    """Raise ValidationError for a key of an aspect that an edition which kecamatan fill in does not have: a
    jury's criteria decide no tie."""
    revisions = Revision.objects.filter(
        instrument__stages__period=period,
        instrument__kind=Instrument.Kind.SHEET,
        state=Revision.State.IN_FORCE,
    )
    for revision in revisions.distinct():
        codes = [aspect.code for aspect in sheet_of(revision.pk).aspects]
        for code in tie_keys.aspect_codes(keys):
            if code not in codes:
                raise ValidationError(f"Aspek {code} belum ada. Tulis salah satu: {', '.join(codes)}.")


CHECKS: Mapping[str, Callable[[Any], None]] = {
    "tie_keys": check_tie_keys,
    "grades": check_grades,
    "titles": check_titles,
    "holidays": check_holidays,
}


class PeriodForm(SettledForm):
    """What stays as it is, is not questioned: only what was changed is looked at."""

    settled = ("owner", "year", "tie_keys", "grades", "titles", "objection_days")

    class Meta:
        model = Period
        fields = (
            *("owner", "year", "code", "name", "help_contact", "tie_keys", "grades"),
            *("titles", "visibility", "objection_days", "holidays"),
        )
        help_texts = {
            "owner": "Provinsi yang menilai.",
            "year": "Tahun pelaksanaan penilaian, misalnya 2022.",
            "code": "Dipakai di alamat halaman dan di perintah, misalnya jatim-2022. Tidak berubah lagi"
            " sesudah disimpan. Kosong: dibuat dari provinsi dan tahunnya.",
            "name": "Nama yang dibaca pengguna, misalnya Penilaian Sinergitas Kecamatan 2022.",
            "help_contact": "Siapa yang dihubungi bila ada kesulitan; tampil di kaki setiap halaman.",
            "tie_keys": f"Berurutan. {tie_keys.key_meanings()}. Bila semuanya sama, peringkatnya sama."
            " Kosong ([]) berarti tanpa penentu.",
            "visibility": "Yang dapat dilihat siapa pun setelah penetapan.",
        }
        error_messages = {
            "tie_keys": {"invalid": tie_keys.EXAMPLE},
            "grades": {"invalid": EXAMPLE},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "code" in self.fields:  # a page that is only looked at has no fields
            self.fields["code"].required = False
            self.fields["code"].disabled = not self.instance._state.adding

    @property
    def period(self) -> Period | None:
        period: Period = self.instance
        return period

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        if cleaned.get("code") == "" and {"owner", "year"} <= cleaned.keys():
            cleaned["code"] = free_code(cleaned["owner"], cleaned["year"])
        for name in (it for it in CHECKS if it in cleaned and cleaned[it] != self.initial.get(it)):
            try:
                self.check(name, cleaned[name])
            except ValidationError as problem:
                self.add_error(name, problem)
        return cleaned

    def check(self, name: str, value: Any) -> None:
        CHECKS[name](value)
        if name == "tie_keys":
            check_aspects(self.instance, value)
