"""Numbers as people read them; dates, times and NIP in and out."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal, getcontext, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.numbers import (
    Kind,
    NumberError,
    format_date,
    format_datetime,
    format_input,
    format_long_date,
    format_nip,
    format_number,
    format_percent,
    format_remaining,
    format_rupiah,
    format_short_datetime,
    format_time,
    format_value,
    half_up,
    parse_date,
    parse_nip,
    parse_number,
)


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        (Decimal("0.25"), 1, "0.3"),
        (Decimal("-0.25"), 1, "-0.3"),
        (Decimal("0.2499999999999999999999999999999999999999"), 1, "0.2"),
        (Fraction(2, 3), 4, "0.6667"),
        (Fraction(-1, 3), 2, "-0.33"),
        (Decimal("-0.04"), 1, "0.0"),
        (Decimal("86.894377631548"), 2, "86.89"),
        (7, 0, "7"),
        (Decimal("2.5"), 0, "3"),
    ],
)
def test_halves_are_rounded_away_from_zero(value, places, rounded):
    assert str(half_up(value, places)) == rounded


def test_rounding_does_not_depend_on_the_decimal_context():
    with localcontext(getcontext()) as context:
        context.prec = 3
        assert half_up(Decimal("123456789.125"), 2) == Decimal("123456789.13")
        assert parse_number("-123.456.789,125", Kind.DECIMAL, signed=True) == Decimal("-123456789.125")
        assert format_number(Decimal("123456789.125")) == "123.456.789,125"


def test_a_float_is_no_number_of_ours():
    with pytest.raises(TypeError):
        half_up(0.5, 1)  # type: ignore[arg-type]  # that is the point


@given(st.fractions(), st.integers(0, 8))
def test_a_rounded_value_is_never_farther_away_than_half_a_step(value, places):
    assert abs(Fraction(half_up(value, places)) - value) <= Fraction(1, 2 * 10**places)


@pytest.mark.parametrize(
    ("value", "options", "text"),
    [
        (Decimal("1234567.5"), {}, "1.234.567,5"),
        (Decimal("1E+3"), {}, "1.000"),
        (0, {}, "0"),
        (Decimal("-0.0"), {}, "0"),
        (Decimal("-0.04"), {"places": 1}, "0,0"),
        (-1234, {}, "-1.234"),
        (Fraction(100, 3), {}, "33,333333"),
        (Decimal("56.250000"), {}, "56,25"),
        (1, {"min_places": 1}, "1,0"),
        (Decimal("0.75"), {"min_places": 1}, "0,75"),
        (Decimal("86.894377631548"), {"places": 2}, "86,89"),
        (Decimal("3.36"), {"places": 1}, "3,4"),
        (Decimal("2.45"), {"max_places": 1}, "2,5"),
        (999, {"places": 0}, "999"),
    ],
)
def test_a_number_is_written_the_indonesian_way(value, options, text):
    assert format_number(value, **options) == text


def test_an_amount_is_written_with_rp():
    amounts = (3659837085, 0, Decimal("1234.5"), -1000)
    assert [format_rupiah(amount) for amount in amounts] == [
        "Rp3.659.837.085",
        "Rp0",
        "Rp1.234,50",
        "-Rp1.000",
    ]


def test_a_percentage_has_a_narrow_space_that_does_not_break():
    assert format_percent(93) == "93\u202f%"
    assert format_percent(Fraction(200, 3), places=1) == "66,7\u202f%"


def test_an_input_shows_groups_and_no_unit():
    shown = [format_input(Decimal("1234.5"), kind) for kind in (Kind.DECIMAL, Kind.PERCENT, Kind.RUPIAH)]
    assert shown == ["1.234,5", "1.234,5", "1.234,50"]
    assert format_input(Decimal("12.000000"), Kind.COUNT) == "12"


def test_an_echo_shows_the_unit():
    assert [format_value(Decimal(1500), kind) for kind in Kind] == [
        "1.500",
        "1.500",
        "1.500\u202f%",
        "Rp1.500",
    ]


# --- Dates, times, NIP ---


@pytest.mark.parametrize(
    "text",
    ["17 Agustus 2025", " 17  agustus\u00a02025 ", "17-08-2025", "17/8/2025", "17/08/2025", "2025-08-17"],
)
def test_a_date_is_read_day_first_by_name_or_as_browsers_send_it(text):
    assert parse_date(text) == date(2025, 8, 17)


def test_a_date_of_two_small_numbers_is_day_first():
    assert parse_date("08/07/2025") == date(2025, 7, 8)


LIKE_THIS = "Tulis tanggal seperti 17 Agustus 2025 atau 17-08-2025."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("08/17/2025", "Tulis hari dulu, lalu bulan dan tahun: 17 Agustus 2025."),
        ("2025-17-08", "Tulis hari dulu, lalu bulan dan tahun: 17 Agustus 2025."),
        ("31-02-2025", f"Tanggal ini tidak ada di kalender. {LIKE_THIS}"),
        ("02/31/2025", f"Tanggal ini tidak ada di kalender. {LIKE_THIS}"),
        ("00-00-0000", f"Tanggal ini tidak ada di kalender. {LIKE_THIS}"),
        ("17 August 2025", f"Tulis nama bulan dalam bahasa Indonesia. {LIKE_THIS}"),
        ("17-08-25", LIKE_THIS),
        ("17-08/2025", LIKE_THIS),
        ("17.08.2025", LIKE_THIS),
        ("\u0661\u0667-08-2025", LIKE_THIS),
        ("besok", LIKE_THIS),
        ("", LIKE_THIS),
    ],
)
def test_any_other_date_is_refused_with_its_sentence(text, said):
    with pytest.raises(NumberError) as refusal:
        parse_date(text)
    assert str(refusal.value) == said


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_written_date_is_read_back(day):
    assert parse_date(format_date(day)) == day
    assert parse_date(day.isoformat()) == day


def test_a_date_is_written_with_its_weekday_and_month():
    assert format_date(date(2025, 8, 17)) == "17 Agustus 2025"
    week = [format_long_date(date(2022, 9, 26) + timedelta(days=days)).split(",")[0] for days in range(7)]
    assert week == ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
    assert format_long_date(date(2022, 9, 30)) == "Jumat, 30 September 2022"


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("Asia/Jakarta", "Jumat, 30 September 2022 pukul 23.05 WIB"),
        ("Asia/Makassar", "Sabtu, 1 Oktober 2022 pukul 00.05 WITA"),
        ("Asia/Jayapura", "Sabtu, 1 Oktober 2022 pukul 01.05 WIT"),
    ],
)
def test_a_time_is_written_in_the_zone_of_its_reader(zone, text):
    moment = datetime(2022, 9, 30, 16, 5, tzinfo=UTC)
    assert format_datetime(moment, zone) == text
    assert format_short_datetime(moment, zone) == text.split(", ")[1]
    assert format_time(moment, zone) == text.split("pukul ")[1]


def test_a_time_from_another_zone_is_the_same_moment():
    moment = datetime(2022, 9, 30, 18, 32, tzinfo=timezone(timedelta(hours=11)))
    assert format_time(moment, "Asia/Jakarta") == "14.32 WIB"


def test_a_time_without_a_zone_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="aware"):
        format_time(datetime(2022, 9, 30, 16, 0), "Asia/Jakarta")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (3 * 86400 + 3600 + 59, "Sisa 3 hari 1 jam"),
        (3 * 86400 + 3599, "Sisa 3 hari"),
        (2 * 3600 + 5 * 60, "Sisa 2 jam 5 menit"),
        (2 * 3600, "Sisa 2 jam"),
        (4 * 60 + 59, "Sisa 4 menit"),
        (59, "Sisa kurang dari 1 menit"),
        (0.5, "Sisa kurang dari 1 menit"),
        (0, "Sudah lewat"),
        (-90, "Sudah lewat"),
    ],
)
def test_the_time_left_is_rounded_down(seconds, text):
    assert format_remaining(seconds) == text


@pytest.mark.parametrize(
    "text", ["196804071989031006", "19680407 198903 1 006", " 19680407\u00a0198903 1006 "]
)
def test_a_nip_is_read_with_or_without_spaces(text):
    assert parse_nip(text) == "196804071989031006"


@pytest.mark.parametrize(
    "text", ["", "19680407198903100", "1968040719890310061", "19680407-198903-1-006", "\u0661" * 18]
)
def test_any_other_nip_is_refused_with_an_example(text):
    with pytest.raises(NumberError, match=r"^Tulis 18 angka NIP, misalnya 19680407 198903 1 006\.$"):
        parse_nip(text)


def test_a_nip_is_written_in_groups_and_any_other_text_is_left_alone():
    assert format_nip("196804071989031006") == "19680407 198903 1 006"
    assert [format_nip(text) for text in ("", "-", "1968")] == ["", "-", "1968"]
