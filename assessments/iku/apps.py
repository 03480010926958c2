from django.apps import AppConfig


class IkuConfig(AppConfig):
    name = "assessments.iku"
    label = "iku"
    verbose_name = "Indikator Kinerja Utama"

    def ready(self) -> None:
        """What IKU say stands beside the rows that take from them."""
        from assessments.entry.slots import beside_row
        from assessments.iku.views.offer_beside_row import offer_beside_row

        beside_row.provide(offer_beside_row)
