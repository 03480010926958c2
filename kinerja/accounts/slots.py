"""What other rooms show on the pages of accounts."""

from kinerja.slots import Slot

beside_sign_in: Slot[[]] = Slot()
