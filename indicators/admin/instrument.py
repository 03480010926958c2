"""An instrument's own page: its texts and policies, its tree, and the ways to all that is done with it."""

from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from indicators.editions.publish import publish_instrument
from indicators.editions.tree import tree_of
from indicators.models import Instrument
from indicators.models.instrument import Instruments
from indicators.scoring.documents.document import DocumentError
from indicators.views import editions, order, weights
from kinerja.accounts.requests import user_of

from .exchange import ExchangeAdmin
from .province_scope import HistoryPage, OwnProvince

START = {
    "labels": {"tdi": "TDI", "none_occurred": "Nihil", "not_applicable": "Tidak berlaku"},
    "display": {"score_places": 1, "total_places": 2, "achievement_places": 6},
}
PAGES = (
    ("periksa", "check", editions.lint_page),
    ("salin", "copy", editions.copy_instrument),
    ("bobot", "weights", weights.weights_view),
    ("susunan", "order", order.order_page),
)


@admin.register(Instrument)
class InstrumentAdmin(ExchangeAdmin, HistoryPage, OwnProvince, admin.ModelAdmin):
    list_display = ("name", "code", "owner", "year", "data_year", "edition")
    list_select_related = ("owner",)
    actions = ("publish_edition",)
    fieldsets = (
        (None, {"fields": ("code", "kind", "owner", "year", "data_year", "name", "title", "subtitle")}),
        (
            "Kebijakan",
            {
                "fields": (
                    "tdi",
                    "none_occurred",
                    "undefined",
                    "not_applicable",
                    "evidence",
                    "cap",
                    "assumptions",
                )
            },
        ),
        ("Sebutan, desimal, dan teks", {"fields": ("labels", "display", "ketentuan", "dasar_hukum")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        instruments = cast(Instruments, super().get_queryset(request))
        return instruments.with_edition()

    @admin.display(description="keadaan")
    def edition(self, instrument: Instrument) -> str:
        return instrument.edition_state

    def get_urls(self) -> list[URLPattern]:
        def page(way: str, name: str, view: Any) -> URLPattern:
            address: URLPattern = path(
                f"<uuid:instrument_id>/{way}/",
                self.admin_site.admin_view(view),
                name=f"indicators_instrument_{name}",
            )
            return address

        return [*(page(*parts) for parts in PAGES), *super().get_urls()]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return START | super().get_changeform_initial_data(request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        instrument = self.get_object(request, object_id)
        tree = tree_of(instrument) if instrument else None
        return super().change_view(request, object_id, form_url, {"tree": tree, **(extra_context or {})})

    @admin.action(description="Terbitkan sebagai edisi berlaku")
    def publish_edition(self, request: HttpRequest, instruments: QuerySet[Instrument]) -> None:
        for instrument in instruments:
            try:
                revision = publish_instrument(
                    instrument=instrument, reason="Diterbitkan lewat admin", by=user_of(request)
                )
            except DocumentError as error:
                for sentence in error.errors:
                    self.message_user(request, sentence, messages.ERROR)
            else:
                self.message_user(request, f"{revision} berlaku.")
