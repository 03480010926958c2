"""Numbers as people write them that are refused, each with its sentence."""

from kinerja.numbers import Kind

TOO_LONG = "Tulis paling banyak 24 karakter, termasuk titik ribuan, misalnya 1.234,56."
NOT_WHOLE = "Tulis bilangan bulat, misalnya 1."
ENGLISH = "Ini format Inggris. Tulis titik untuk ribuan dan koma untuk desimal"
MISPLACED = "Tulis titik hanya untuk ribuan dan koma hanya untuk desimal, misalnya 1.234,56."
NOT_A_NUMBER = "Tulis angka saja, misalnya 1.234,56."
FRACTION = "Tulis pecahan sebagai desimal, misalnya 0,5."
POWER = "Tulis semua angkanya tanpa huruf e, misalnya 100.000."


REFUSED_NUMBERS = [
    # English writing
    ("71.4", Kind.DECIMAL, "Tulis desimal dengan koma: 71,4."),
    ("0.750", Kind.DECIMAL, "Tulis desimal dengan koma: 0,75."),
    ("1234.5", Kind.DECIMAL, "Tulis desimal dengan koma: 1.234,5."),
    ("71.42857142857143", Kind.DECIMAL, "Tulis desimal dengan koma: 71,4286."),
    (".5", Kind.DECIMAL, "Tulis desimal dengan koma: 0,5."),
    ("93.5 %", Kind.PERCENT, "Tulis desimal dengan koma: 93,5."),
    ("1,234.56", Kind.DECIMAL, f"{ENGLISH}: 1.234,56."),
    ("3,659,837", Kind.DECIMAL, f"{ENGLISH}: 3.659.837."),
    ("1,234,567.891", Kind.DECIMAL, f"{ENGLISH}: 1.234.567,891."),
    ("3,659,837,085", Kind.DECIMAL, f"{ENGLISH}: 3.659.837.085."),
    ("3,659,837,085", Kind.COUNT, f"{ENGLISH}: 3.659.837.085."),
    ("Rp3,659,837,085", Kind.RUPIAH, f"{ENGLISH}: 3.659.837.085."),
    # points and commas out of place
    ("1.2.3", Kind.DECIMAL, MISPLACED),
    ("1.23.456", Kind.DECIMAL, MISPLACED),
    ("1234.567.890", Kind.DECIMAL, MISPLACED),
    ("0.123.456", Kind.DECIMAL, MISPLACED),
    ("1,2,3", Kind.DECIMAL, MISPLACED),
    ("1.000.", Kind.DECIMAL, MISPLACED),
    ("5,", Kind.DECIMAL, MISPLACED),
    ("1.2.3", Kind.COUNT, "Tulis titik hanya untuk ribuan dan koma hanya untuk desimal, misalnya 1.234."),
    (",5", Kind.DECIMAL, "Tulis 0 di depan koma: 0,5."),
    # zeros in front, too many decimals, too long
    ("007", Kind.DECIMAL, "Tulis tanpa nol di depan: 7."),
    ("00", Kind.COUNT, "Tulis tanpa nol di depan: 0."),
    ("01.234", Kind.DECIMAL, "Tulis tanpa nol di depan: 1.234."),
    ("007,5", Kind.DECIMAL, "Tulis tanpa nol di depan: 7,5."),
    ("0,33333", Kind.DECIMAL, "Tulis paling banyak 4 angka di belakang koma: 0,3333."),
    ("1.234,56785", Kind.DECIMAL, "Tulis paling banyak 4 angka di belakang koma: 1.234,5679."),
    ("1" * 30, Kind.DECIMAL, TOO_LONG),
    ("0,33333333333333333333333", Kind.DECIMAL, TOO_LONG),
    ("1.000.000.000.000.000.000", Kind.DECIMAL, TOO_LONG),
    ("1000000000000000000", Kind.DECIMAL, TOO_LONG),  # 19 digits fit, the echo with its points does not
    ("123456789012345678.5", Kind.DECIMAL, TOO_LONG),
    ("1" * 30, Kind.COUNT, "Tulis paling banyak 24 karakter, termasuk titik ribuan, misalnya 1.234."),
    # not whole
    ("1,5", Kind.COUNT, NOT_WHOLE),
    ("12,0", Kind.COUNT, NOT_WHOLE),
    ("71.4", Kind.COUNT, NOT_WHOLE),
    ("1,234.56", Kind.COUNT, NOT_WHOLE),
    ("½", Kind.COUNT, NOT_WHOLE),
    ("1,00004", Kind.COUNT, NOT_WHOLE),
    # signs and units where they are not taken
    ("-5", Kind.DECIMAL, "Tulis tanpa tanda minus: 5."),
    ("-Rp1.000", Kind.RUPIAH, "Tulis tanpa tanda minus: 1.000."),
    ("+5", Kind.DECIMAL, "Tulis tanpa tanda plus: 5."),
    ("93%", Kind.DECIMAL, "Tulis tanpa tanda %: 93."),
    ("12 %", Kind.COUNT, "Tulis tanpa tanda %: 12."),
    ("5 %", Kind.RUPIAH, "Tulis tanpa tanda %: 5."),
    ("%5", Kind.PERCENT, "Tulis tanpa tanda %: 5."),
    ("5%%", Kind.PERCENT, "Tulis tanpa tanda %: 5."),
    ("Rp1.000", Kind.DECIMAL, "Tulis tanpa Rp: 1.000."),
    ("Rp. 1.000", Kind.COUNT, "Tulis tanpa Rp: 1.000."),
    ("Rp5", Kind.PERCENT, "Tulis tanpa Rp: 5."),
    ("1.000 Rp", Kind.RUPIAH, "Tulis tanpa Rp: 1.000."),
    ("rp1.000", Kind.RUPIAH, "Tulis tanpa Rp: 1.000."),
    ("Rp5.000,-", Kind.RUPIAH, "Tulis tanpa tanda ,- di belakang angka: 5.000."),
    # other digits and other writings
    ("\u0661\u0662\u0663", Kind.DECIMAL, "Tulis dengan angka 0 sampai 9 yang biasa: 123."),
    ("\uff17\uff11", Kind.COUNT, "Tulis dengan angka 0 sampai 9 yang biasa: 71."),
    ("½", Kind.DECIMAL, FRACTION),
    ("1½", Kind.DECIMAL, FRACTION),
    ("1/2", Kind.DECIMAL, FRACTION),
    ("1e5", Kind.DECIMAL, POWER),
    ("1E+5", Kind.RUPIAH, POWER),
    ("1_000", Kind.DECIMAL, "Tulis ribuan dengan titik, tanpa spasi atau tanda lain: 1.000."),
    ("1 000", Kind.COUNT, "Tulis ribuan dengan titik, tanpa spasi atau tanda lain: 1.000."),
    ("1'000", Kind.DECIMAL, "Tulis ribuan dengan titik, tanpa spasi atau tanda lain: 1.000."),
    # no number at all
    ("", Kind.DECIMAL, "Isi angka, misalnya 1.234,56."),
    (" \u00a0", Kind.COUNT, "Isi angka, misalnya 1.234."),
    ("NaN", Kind.DECIMAL, NOT_A_NUMBER),
    ("Infinity", Kind.DECIMAL, NOT_A_NUMBER),
    ("dua", Kind.COUNT, "Tulis angka saja, misalnya 1.234."),
    ("12 ekor", Kind.DECIMAL, NOT_A_NUMBER),
    ("5²", Kind.DECIMAL, NOT_A_NUMBER),
    ("0x1F", Kind.DECIMAL, NOT_A_NUMBER),
    ("Rp", Kind.RUPIAH, NOT_A_NUMBER),
    ("%", Kind.PERCENT, NOT_A_NUMBER),
    ("\u22125", Kind.DECIMAL, NOT_A_NUMBER),
    ("TDI", Kind.DECIMAL, NOT_A_NUMBER),
]
