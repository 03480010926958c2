"""The ranking as CSV for an Indonesian spreadsheet: semicolons, decimal commas, text that stays text."""

import csv
from io import StringIO
from typing import Any

from .ranks import RankRow, Ranks, exactly

BOM = "\ufeff"  # by which Excel knows UTF-8
HARMFUL = ("=", "+", "-", "@", "\t", "\r")
BEFORE = ("Peringkat", "Kode", "Kecamatan", "Kabupaten/kota")
AFTER = ("Nilai", "Selisih ke atas", "Predikat", "Keterangan", "Keadaan")


def safe(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula begins with an apostrophe instead."""
    return f"'{value}" if isinstance(value, str) and value.startswith(HARMFUL) else value


def ranks_csv(ranks: Ranks) -> bytes:
    """Those with a rank, those not complete, those that do not take part; figures with all their decimals."""
    target = StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([*BEFORE, *(head.spec.label for head in ranks.heads), *AFTER])
    for row in ranks.rows:
        writer.writerow(map(safe, cells_of(row, "; ".join(row.notes))))
    for row in ranks.unfinished:
        writer.writerow(
            map(safe, cells_of(row, "; ".join([f"Belum lengkap: {row.line.score.missing}", *row.apart])))
        )
    for row in ranks.absent:
        writer.writerow(map(safe, cells_of(row, "Tidak mengikuti")))
    return (BOM + target.getvalue()).encode()


def cells_of(row: RankRow, note: str) -> list[str]:
    place, district = row.line.place, row.line.worksheet.district
    scores = ["" if it.score is None else exactly(it.score) for it in row.figures]
    behind = exactly(place.behind) if place and place.behind is not None else ""
    return [
        *(str(place.rank) if place else "", district.code, district.name, str(district.regency)),
        *scores,
        *(exactly(row.line.score.total), behind, row.line.grade, note, row.state),
    ]
