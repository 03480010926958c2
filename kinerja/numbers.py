"""Indonesian numbers, dates and NIP: read from what people type, written as people read them.

Pure: standard library only, no clock. Values are exact (Decimal, Fraction or int, never float) and rounded
only when they are written, half-up. What is written for an input, its parser reads back unchanged.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from zoneinfo import ZoneInfo

Exact = Decimal | Fraction | int

MAX_CHARACTERS = 24
MAX_DECIMALS = 4
NARROW_SPACE = "\u202f"


class Kind(StrEnum):
    """What an input holds; it decides which unit may be typed and whether decimals may."""

    COUNT = "count"
    DECIMAL = "decimal"
    PERCENT = "percent"
    RUPIAH = "rupiah"


class NumberError(ValueError):
    """What was typed cannot be taken. Its text is the Indonesian sentence for the person who typed it."""


# --- Reading numbers ---

_WHOLE = r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+|0|[1-9][0-9]*"
_NUMBER = re.compile(rf"({_WHOLE})(?:,([0-9]{{1,{MAX_DECIMALS}}}))?")
_SPACE = "[ \u00a0\u202f]?"
_UNITS = {Kind.RUPIAH: re.compile(rf"^Rp\.?{_SPACE}"), Kind.PERCENT: re.compile(rf"{_SPACE}%$")}

_TOO_LONG = "Tulis paling banyak 24 karakter, termasuk titik ribuan, misalnya {}."
_ENGLISH = "Ini format Inggris. Tulis titik untuk ribuan dan koma untuk desimal{}."
_NOT_WHOLE = "Tulis bilangan bulat, misalnya 1."
_MISPLACED = "Tulis titik hanya untuk ribuan dan koma hanya untuk desimal{}."
_NOT_A_NUMBER = "Tulis angka saja{}."


def _plain_digit(match: re.Match[str]) -> str:
    return str(unicodedata.decimal(match[0]))


def _swap_separators(match: re.Match[str]) -> str:
    return match[0].translate(str.maketrans(".,", ",."))


def _fewer_decimals(match: re.Match[str]) -> str:
    return format_number(Decimal(f"{match[1].replace('.', '')}.{match[2]}"), places=MAX_DECIMALS)


# What people write instead, how it is mended, and what they are told; "{}" becomes ": 71,4" (their own
# number, mended) or ", misalnya 1.234,56". The order matters: a line sees what those above it have mended.
_FLAWS: tuple[tuple[str, str | Callable[[re.Match[str]], str], str], ...] = (
    (r"(?![0-9])\d", _plain_digit, "Tulis dengan angka 0 sampai 9 yang biasa{}."),
    (r"^.*[/\u2044\u00bc-\u00be\u2150-\u215e].*$", "0,5", "Tulis pecahan sebagai desimal, misalnya 0,5."),
    (r"^[0-9.,]+[eE][+-]?[0-9]+$", "100.000", "Tulis semua angkanya tanpa huruf e, misalnya 100.000."),
    (r"^-\s*", "", "Tulis tanpa tanda minus{}."),
    (r"^\+\s*", "", "Tulis tanpa tanda plus{}."),
    (r"(?i)\s*rp\.?\s*", "", "Tulis tanpa Rp{}."),
    (r"\s*%\s*", "", "Tulis tanpa tanda %{}."),
    (r",-+$", "", "Tulis tanpa tanda ,- di belakang angka{}."),
    (r"(?<=[0-9])[\s_'’]+(?=[0-9])", "", "Tulis ribuan dengan titik, tanpa spasi atau tanda lain{}."),
    (r"^[0-9]{1,3}(?:(?:,[0-9]{3})+\.[0-9]+|(?:,[0-9]{3}){2,})$", _swap_separators, _ENGLISH),
    (r"^0+(?=[0-9])", "", "Tulis tanpa nol di depan{}."),
    (r"^(?![1-9][0-9]{0,2}\.[0-9]{3}$)([0-9]*)\.([0-9]+)$", r"\1,\2", "Tulis desimal dengan koma{}."),
    (r"^,(?=[0-9])", "0,", "Tulis 0 di depan koma{}."),
    (rf"^({_WHOLE}),([0-9]{{5,}})$", _fewer_decimals, "Tulis paling banyak 4 angka di belakang koma{}."),
)


def parse_number(text: str, kind: Kind, *, signed: bool = False) -> Decimal:
    """The number a person typed, without trailing zeros; NumberError says what to write instead.

    `.` groups thousands and `,` begins at most four decimals. A leading `-` is taken where `signed`, `%`
    behind a percentage, `Rp` or `Rp.` before an amount. The text and the value as it will be echoed both fit
    into 24 characters, so whatever is taken can be shown and sent again.
    """
    text = text.strip()
    if not text:
        raise NumberError(f"Isi angka, misalnya {_example_of(kind)}.")
    if len(text) > MAX_CHARACTERS:
        raise NumberError(_TOO_LONG.format(_example_of(kind)))
    minus_sign = "-" if signed and text.startswith("-") else ""
    unsigned_text = text.removeprefix(minus_sign)
    if kind in _UNITS:
        unsigned_text = _UNITS[kind].sub("", unsigned_text)
    value = _exact_value(unsigned_text, minus_sign, kind)
    if value is None or (kind is Kind.COUNT and "," in unsigned_text):
        raise NumberError(_number_complaint(unsigned_text, minus_sign, kind))
    return value


def _exact_value(core: str, minus: str, kind: Kind) -> Decimal | None:
    """The value of digits, points and a comma; None where they are not by the grammar."""
    match = _NUMBER.fullmatch(core)
    if match is None:
        return None
    whole_digits, decimals = match[1].replace(".", ""), (match[2] or "").rstrip("0")
    value = Decimal(f"{whole_digits}.{decimals}" if decimals else whole_digits)
    if minus and value:
        value = value.copy_negate()
    if len(format_value(value, kind)) > MAX_CHARACTERS:
        raise NumberError(_TOO_LONG.format(_example_of(kind)))
    return value


def _number_complaint(core: str, minus: str, kind: Kind) -> str:
    """The sentence of the first flaw, with the person's own number mended where that is possible."""
    complaint_sentence = ""
    for pattern, mended, complaint in _FLAWS:
        if re.search(pattern, core):
            complaint_sentence = complaint_sentence or complaint
            core = re.sub(pattern, mended, core)
    if kind is Kind.COUNT and "," in core:
        return _NOT_WHOLE
    value = _exact_value(core, minus, kind)
    if value is not None:
        return complaint_sentence.format(f": {format_input(value, kind)}")
    if not complaint_sentence:
        complaint_sentence = _MISPLACED if re.fullmatch("[0-9.,]+", core) else _NOT_A_NUMBER
    return complaint_sentence.format(f", misalnya {_example_of(kind)}")


def _example_of(kind: Kind) -> str:
    return "1.234" if kind is Kind.COUNT else "1.234,56"


def check_bounds(value: Decimal, *, minimum: Decimal | None, maximum: Decimal | None, kind: Kind) -> None:
    """Raise NumberError with the bound that `value` breaks; a bound of None is no bound."""
    if minimum is not None and value < minimum:
        raise NumberError(f"Paling kecil {format_input(minimum, kind)}.")
    if maximum is not None and value > maximum:
        raise NumberError(f"Paling besar {format_input(maximum, kind)}.")


# --- Writing numbers ---


def half_up(value: Exact, places: int) -> Decimal:
    """`value` with exactly `places` decimals, halves away from zero, whatever the decimal context is."""
    if isinstance(value, float):
        raise TypeError("a float is not exact: give a Decimal, a Fraction or an int")
    unit_count = int(abs(Fraction(value)) * 10**places + Fraction(1, 2))
    return Decimal(f"{-unit_count if value < 0 else unit_count}E-{places}")


def format_number(
    value: Exact, *, places: int | None = None, min_places: int = 0, max_places: int = 6
) -> str:
    """`1.234.567,5`: at least `min_places` and at most `max_places` decimals, or `places` exactly."""
    if places is not None:
        min_places = max_places = places
    whole_digits, _, decimals = f"{half_up(value, max_places):,f}".partition(".")
    decimals = decimals.rstrip("0").ljust(min_places, "0")
    return whole_digits.replace(",", ".") + (f",{decimals}" if decimals else "")


def format_rupiah(value: Exact) -> str:
    """`Rp3.659.837.085`; parts of a rupiah have two decimals or more: `Rp1.234,50`."""
    text = format_input(value, Kind.RUPIAH)
    return f"-Rp{text[1:]}" if text.startswith("-") else f"Rp{text}"


def format_percent(value: Exact, *, places: int | None = None) -> str:
    """`93 %` with a narrow no-break space; `value` is already a percentage."""
    return f"{format_number(value, places=places)}{NARROW_SPACE}%"


def format_input(value: Exact, kind: Kind) -> str:
    """What stands in an input: grouped, without unit (that is the input's suffix), up to six decimals."""
    is_broken_amount = kind is Kind.RUPIAH and Fraction(value).denominator != 1
    return format_number(value, min_places=2 if is_broken_amount else 0)


def format_value(value: Exact, kind: Kind) -> str:
    """The value with its unit, as it is echoed and shown."""
    if kind is Kind.RUPIAH:
        return format_rupiah(value)
    return format_percent(value) if kind is Kind.PERCENT else format_number(value)


# --- Dates and times ---

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
_MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(_MONTHS, start=1)}
_ZONE_LABELS = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
_DATE_FORMS = (
    re.compile(r"(?P<day>[0-9]{1,2}) (?P<month>[a-z]+) (?P<year>[0-9]{4})"),
    re.compile(r"(?P<day>[0-9]{1,2})([-/])(?P<month>[0-9]{1,2})\2(?P<year>[0-9]{4})"),
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),
)
_DATE_EXAMPLE = "Tulis tanggal seperti 17 Agustus 2025 atau 17-08-2025."


def parse_date(text: str) -> date:
    """The date in `17 Agustus 2025`, `17-08-2025`, `17/8/2025` or, as browsers send it, `2025-08-17`."""
    text = " ".join(text.split()).lower()
    match = next((match for form in _DATE_FORMS if (match := form.fullmatch(text))), None)
    if match is None:
        raise NumberError(_DATE_EXAMPLE)
    month_text = match["month"]
    month = int(month_text) if month_text.isdigit() else _MONTH_NUMBERS.get(month_text)
    if month is None:
        raise NumberError(f"Tulis nama bulan dalam bahasa Indonesia. {_DATE_EXAMPLE}")
    return _existing_date(int(match["year"]), month, int(match["day"]))


def _existing_date(year: int, month: int, day: int) -> date:
    if date_as_written := _date_or_none(year, month, day):
        return date_as_written
    if day_month_swapped := _date_or_none(year, day, month):
        raise NumberError(f"Tulis hari dulu, lalu bulan dan tahun: {format_date(day_month_swapped)}.")
    raise NumberError(f"Tanggal ini tidak ada di kalender. {_DATE_EXAMPLE}")


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def format_date(day: date) -> str:
    """`17 Agustus 2025`"""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_name(month: int) -> str:
    """`Januari` for 1"""
    return _MONTHS[month - 1]


def format_long_date(day: date) -> str:
    """`Jumat, 30 September 2022`"""
    return f"{_DAYS[day.weekday()]}, {format_date(day)}"


def format_time(moment: datetime, zone: str) -> str:
    """`14.32 WIB`: the aware `moment` in `zone`, an IANA name of Indonesia."""
    local = _in_zone(moment, zone)
    return f"{local:%H.%M} {_ZONE_LABELS[zone]}"


def format_datetime(moment: datetime, zone: str) -> str:
    """`Jumat, 30 September 2022 pukul 16.00 WIB`"""
    return f"{format_long_date(day_of(moment, zone))} pukul {format_time(moment, zone)}"


def format_short_datetime(moment: datetime, zone: str) -> str:
    """`30 September 2022 pukul 16.00 WIB`"""
    return f"{format_date(day_of(moment, zone))} pukul {format_time(moment, zone)}"


def day_of(moment: datetime, zone: str) -> date:
    """The day that the aware `moment` falls on in `zone`: no moment has a day without one."""
    return _in_zone(moment, zone).date()


def _in_zone(moment: datetime, zone: str) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("a time without a zone cannot be shown: give an aware datetime")
    return moment.astimezone(ZoneInfo(zone))


def format_remaining(seconds: float) -> str:
    """`Sisa 3 hari 1 jam`: the two largest units, rounded down so that no minute is promised too many."""
    if seconds <= 0:
        return "Sudah lewat"
    hours, minutes = divmod(int(seconds) // 60, 60)
    days, hours = divmod(hours, 24)
    counted_units = ((days, "hari"), (hours, "jam")) if days else ((hours, "jam"), (minutes, "menit"))
    text = " ".join(f"{count} {unit}" for count, unit in counted_units if count)
    return f"Sisa {text or 'kurang dari 1 menit'}"


# --- NIP (civil servant's number: birth date, appointment, sex, serial) ---

_NIP = re.compile(r"([0-9]{8})([0-9]{6})([0-9])([0-9]{3})")


def parse_nip(text: str) -> str:
    """The 18 digits of a NIP, typed with or without spaces."""
    digits = "".join(text.split())
    if not _NIP.fullmatch(digits):
        raise NumberError("Tulis 18 angka NIP, misalnya 19680407 198903 1 006.")
    return digits


def format_nip(text: str) -> str:
    """`19680407 198903 1 006`; any text that is not 18 digits stays as it is."""
    match = _NIP.fullmatch(text)
    return " ".join(match.groups()) if match else text
