from decimal import Decimal

import django.core.validators
from django.db import migrations, models


def cap(help_text):
    return models.DecimalField(
        blank=True,
        decimal_places=6,
        help_text=help_text,
        max_digits=9,
        null=True,
        validators=[
            django.core.validators.MinValueValidator(Decimal("0.000001")),
            django.core.validators.MaxValueValidator(100),
        ],
        verbose_name="capaian paling tinggi",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0002_details"),
    ]

    operations = [
        migrations.AddField("indicator", "cap", cap("Kosong: seperti instrumennya.")),
        migrations.AddField("instrument", "cap", cap("Kosong: 100.")),
        migrations.AddField(
            "instrument",
            "evidence",
            models.CharField(
                blank=True,
                choices=[("row", "per baris"), ("input", "per butir data"), ("option", "per pilihan")],
                help_text="Kosong: tidak wajib.",
                max_length=10,
                verbose_name="bukti wajib",
            ),
        ),
    ]
