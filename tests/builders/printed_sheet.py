"""The printed sheet of Bendo of 2022."""

import csv
from pathlib import Path

PRINTED = Path(__file__).parents[1] / "data" / "bendo-2022-printed.csv"


def printed_rows() -> list[tuple[int, str, str]]:
    """Number, capaian and nilai of the sheet of 2022, as Indonesians write them."""
    with PRINTED.open(newline="") as lines:
        return [(int(row["no"]), comma(row["capaian"]), comma(row["nilai"])) for row in csv.DictReader(lines)]


def comma(text: str) -> str:
    return text.replace(".", ",")
