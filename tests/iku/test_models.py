"""What the models hold by themselves: history, the kabupaten's template, one row of each."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.iku.models import IkuEntry, IkuEvent, IkuYear, RegencyTemplate
from assessments.models.event import AppendOnly
from tests.cast import Cast
from tests.iku.office import opened


def test_the_history_is_only_appended(cast: Cast) -> None:
    opened(cast)
    event = IkuEvent.objects.first()
    assert event

    with pytest.raises(AppendOnly):
        event.save()
    with pytest.raises(AppendOnly):
        event.delete()


@pytest.mark.parametrize(
    ("predicates", "sentence"),
    [
        ([{"from": "51", "label": "Rendah"}], "Predikat pertama harus mulai dari 0"),
        ([{"from": "0", "label": "A"}, {"from": "0", "label": "B"}], "Batas harus naik"),
        ("teks", "Tulis daftar seperti"),
    ],
)
def test_predikat_that_leave_a_gap_are_refused(cast: Cast, predicates: object, sentence: str) -> None:
    template = RegencyTemplate(regency=cast.places.regency, predicates=predicates)

    with pytest.raises(ValidationError, match=sentence):
        template.full_clean()


def test_a_new_template_has_the_usual_predikat(cast: Cast) -> None:
    template = RegencyTemplate.objects.create(regency=cast.places.regency)

    assert [(str(it.start), it.label) for it in template.grades] == [
        ("0", "Sangat rendah"),
        ("51", "Rendah"),
        ("66", "Sedang"),
        ("76", "Tinggi"),
        ("91", "Sangat tinggi"),
    ]


def test_a_kecamatan_has_each_year_once_and_four_quarters(cast: Cast) -> None:
    year = opened(cast)
    row = {"year": year, "code": "1", "saved_at": timezone.now()}

    with pytest.raises(IntegrityError), transaction.atomic():
        IkuYear.objects.create(
            district=year.district, document=year.document, year=2022, opened_at=timezone.now()
        )
    for quarter in (0, 5):
        with pytest.raises(IntegrityError), transaction.atomic():
            IkuEntry.objects.create(**row, quarter=quarter)
