"""IKU documents for tests: Jatiroto's as shipped, and the same of Bendo with targets."""

from typing import Any

from django.conf import settings

from indicators.iku.document import Definition, read_definition, read_document

JATIROTO = settings.FIXTURES / "iku" / "jatiroto.json"
RKP = "Jumlah Desa yang menyusun RKPDesa tepat waktu"
LPP = "Jumlah Desa yang menyusun LPPDesa tepat waktu"
BENDO = "35.20.10"


def jatiroto() -> dict[str, Any]:
    return read_document(JATIROTO.read_text(encoding="utf-8"))


def bendo() -> dict[str, Any]:
    """Jatiroto's document as Bendo's: valid 2021 to 2023, with a baseline and a target for each year."""
    data = jatiroto()
    data |= {"district": BENDO, "agency": "Kecamatan Bendo", "valid_from": 2021, "valid_until": 2023}
    data["legal_basis"] = [{"number": "Peraturan Bupati 12/2021", "date": "2021-01-29", "about": "IKU"}]
    for one in data["indicators"]:
        one |= {
            "reason": "Tugas utama",
            "baseline": "70",
            "targets": {"2021": "80", "2022": "85.5", "2023": "90"},
        }
    return data


def defined(data: dict[str, Any] | None = None) -> Definition:
    return read_definition(bendo() if data is None else data)
