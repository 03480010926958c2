"""What other districts show in a worksheet's row, on the entry page and on the review page."""

from assessments.models import Entry, Worksheet
from indicators.scoring.sheet import IndicatorSpec
from kinerja.slots import Slot

# Asked with the row's answer and whether the person who looks may change it.
beside_row: Slot[[Worksheet, IndicatorSpec, Entry | None, bool]] = Slot()
