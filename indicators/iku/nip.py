"""The parts of a NIP: birth date, month of appointment, sex, serial number. Odd ones are worth a look."""

import re
from datetime import date

NIP = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{4})([0-9]{2})([0-9])([0-9]{3})", re.ASCII)
YOUNGEST = 16  # years at appointment


def nip_problems(nip: str) -> list[str]:
    """What does not fit in 18 digits, as parts of a sentence; nothing for an empty NIP."""
    if not nip:
        return []
    match = NIP.fullmatch(nip)
    if match is None:
        return ["bukan 18 angka"]
    year, month, day, began, began_month, sex, _ = map(int, match.groups())
    sentences = []
    if not _is_real_day(year, month, day):
        sentences.append(f"8 angka pertama, {nip[:8]}, bukan tanggal lahir")
    if not 1 <= began_month <= 12 or began - year < YOUNGEST:
        sentences.append(f"6 angka berikutnya, {nip[8:14]}, bukan bulan pengangkatan yang mungkin")
    if sex not in (1, 2):
        sentences.append(f"angka ke-15, {sex}, bukan 1 atau 2")
    return sentences


def _is_real_day(year: int, month: int, day: int) -> bool:
    try:
        return date(year, month, day).year >= 1920
    except ValueError:
        return False
