"""Every period has a code and a state. What was there before runs: nothing becomes closed by an upgrade; a period
without a worksheet was never begun."""

from django.db import migrations, models
from django.utils.text import slugify

from kinerja.regions.abbreviations import ABBREVIATIONS


def fill(apps, schema_editor):
    Period = apps.get_model("assessments", "Period")
    Worksheet = apps.get_model("assessments", "Worksheet")
    taken = set()
    for period in Period.objects.select_related("owner").order_by("year", "pk"):
        name = ABBREVIATIONS.get(period.owner.code) or slugify(period.owner.name)[:24]
        stem, no = f"{name}-{period.year}", 1
        code = stem
        while code in taken:
            no += 1
            code = f"{stem}-{no}"
        taken.add(code)
        period.code = code
        begun = Worksheet.objects.filter(stage__period=period).exists()
        period.state = "running" if begun else "preparation"
        period.save(update_fields=["code", "state"])


class Migration(migrations.Migration):
    dependencies = [("assessments", "0019_declared_papers"), ("regions", "__first__")]

    operations = [
        migrations.AddField(
            "period", "code", models.SlugField(verbose_name="kode", max_length=40, default="", db_index=False)
        ),
        migrations.AddField(
            "period",
            "state",
            models.CharField(
                verbose_name="keadaan",
                max_length=12,
                choices=[
                    ("preparation", "Persiapan"),
                    ("training", "Latihan"),
                    ("running", "Berjalan"),
                    ("finished", "Selesai"),
                ],
                default="preparation",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            "period",
            "code",
            models.SlugField(
                verbose_name="kode",
                max_length=40,
                unique=True,
                help_text="Dipakai di alamat halaman dan di perintah, misalnya jatim-2022. Tidak berubah lagi.",
            ),
        ),
    ]
