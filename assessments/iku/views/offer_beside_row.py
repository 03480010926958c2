"""What IKU say beside a worksheet's row, and what the row took: shown in the row by a slot."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from assessments.iku.services.iku_offer import Offer, Taken, offer_of
from assessments.models import Entry, Worksheet
from indicators.scoring.sheet import IndicatorSpec
from kinerja.numbers import format_short_datetime
from kinerja.slots import Filling


@dataclass(frozen=True)
class OfferBesideRow:
    """Everything that `iku/offer.html` shows; nothing where IKU say nothing and the row took nothing."""

    worksheet: Worksheet
    indicator: IndicatorSpec
    entry: Entry | None
    offer: Offer | None
    open_to_change: bool

    @property
    def taken(self) -> Taken | None:
        return Taken.of(self.entry)

    @property
    def taken_at(self) -> str:
        return moment_taken(self.taken, self.worksheet) if self.taken else ""

    @property
    def stands(self) -> bool:
        """Whether the row holds what IKU say now."""
        return self.taken is not None and self.taken.is_still_offered(self.offer)

    @property
    def moved(self) -> bool:
        """Whether IKU say something else than what the row took."""
        return self.taken is not None and self.offer is not None and not self.stands

    @property
    def editable(self) -> bool:
        """Whether the figures may be taken into the row here and now."""
        return self.open_to_change and self.offer is not None and not self.stands

    @property
    def version(self) -> int:
        return self.entry.version if self.entry else 0


def offer_beside_row(
    request: HttpRequest, worksheet: Worksheet, indicator: IndicatorSpec, entry: Entry | None, editable: bool
) -> Filling | None:
    """None for a row that takes nothing from IKU; two queries for one that does."""
    if indicator.iku is None:
        return None
    offer = offer_of(worksheet, indicator.iku)
    return Filling("iku/offer.html", OfferBesideRow(worksheet, indicator, entry, offer, editable))


def moment_taken(taken: Taken, worksheet: Worksheet) -> str:
    """When a row took its figures, by the clocks of its province."""
    zone = str(worksheet.district.regency.province.time_zone)
    return format_short_datetime(datetime.fromisoformat(taken.at), zone)
