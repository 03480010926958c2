from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = "Penilaian"

    def ready(self) -> None:
        """The districts' addresses speak of layers and papers by their names, and slots are provided for."""
        from assessments import converters
        from assessments.home.page.schedule import schedule_beside
        from kinerja.accounts.slots import beside_sign_in

        converters.register_converters()
        beside_sign_in.provide(schedule_beside)
