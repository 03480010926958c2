"""How provinces are called in short, as they call themselves."""

from django.utils.text import slugify

from .models import Province

# By Kemendagri's codes.
ABBREVIATIONS = {
    "11": "aceh", "12": "sumut", "13": "sumbar", "14": "riau", "15": "jambi", "16": "sumsel",
    "17": "bengkulu", "18": "lampung", "19": "babel", "21": "kepri", "31": "dki", "32": "jabar",
    "33": "jateng", "34": "diy", "35": "jatim", "36": "banten", "51": "bali", "52": "ntb", "53": "ntt",
    "61": "kalbar", "62": "kalteng", "63": "kalsel", "64": "kaltim", "65": "kaltara", "71": "sulut",
    "72": "sulteng", "73": "sulsel", "74": "sultra", "75": "gorontalo", "76": "sulbar", "81": "maluku",
    "82": "malut", "91": "papua", "92": "papuabarat", "93": "papuaselatan", "94": "papuatengah",
    "95": "papuapegunungan", "96": "papuabaratdaya",
}  # fmt: skip


def abbreviation(province: Province) -> str:
    """ "jatim"; the whole name in letters and hyphens for a province that the table does not know."""
    return ABBREVIATIONS.get(province.code) or slugify(province.name)[:24]
