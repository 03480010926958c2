from django.apps import AppConfig


class IkuConfig(AppConfig):
    name = "assessments.iku"
    label = "iku"
    verbose_name = "Indikator Kinerja Utama"
