from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = "Penilaian"

    def ready(self) -> None:
        """The districts' addresses speak of layers and papers by their names."""
        from assessments import converters

        converters.register()
