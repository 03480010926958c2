from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0003_caps_and_evidence"),
    ]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="effect",
            field=models.CharField(
                choices=[("scores", "dapat mengubah nilai"), ("none", "tanpa dampak nilai")],
                default="scores",
                max_length=10,
                verbose_name="dampak",
            ),
        ),
        migrations.AddField(
            model_name="instrument",
            name="archived_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="diarsipkan"),
        ),
    ]
