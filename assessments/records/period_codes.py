"""The code of a period, which names it in the whole installation."""

from assessments.models import Period
from kinerja.regions.abbreviations import abbreviation
from kinerja.regions.models import Province


def free_code(owner: Province, year: int, *, prefix: str = "") -> str:
    """ "jatim-2022", or "jatim-2022-2" where that is taken; `prefix` stands before ("latihan")."""
    stem = "-".join(filter(None, (prefix, abbreviation(owner), str(year))))
    taken = set(Period.objects.filter(code__startswith=stem).values_list("code", flat=True))
    codes = (stem if no == 1 else f"{stem}-{no}" for no in range(1, len(taken) + 2))
    return next(code for code in codes if code not in taken)
