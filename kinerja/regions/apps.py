from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "kinerja.regions"
    label = "regions"
    verbose_name = "Wilayah"
