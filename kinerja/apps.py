from django.apps import AppConfig


class KinerjaConfig(AppConfig):
    """The project package as an app, for its system checks alone: it has no models."""

    name = "kinerja"
    verbose_name = "Kinerja"

    def ready(self) -> None:
        from kinerja import checks  # noqa: F401 its import registers them
