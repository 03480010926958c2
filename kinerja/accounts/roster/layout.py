"""The sheet of people: writer and reader follow its columns."""

from collections.abc import Mapping
from dataclasses import dataclass

TITLE = "Pengguna"
MOST = 500  # people of one file: what is read, shown and applied within one request


@dataclass(frozen=True)
class Column:
    """`name` is the field that it fills; `about` stands in the guide of the template and in the docs."""

    name: str
    heading: str
    about: str
    width: int = 18


COLUMNS = (
    Column(
        "username", "Nama pengguna", "Wajib. Huruf kecil, angka, titik, atau garis; satu orang satu nama."
    ),
    Column("name", "Nama", "Wajib. Nama lengkap dengan gelar.", 30),
    Column("nip", "NIP", "18 angka. Biarkan format selnya Teks agar angkanya utuh.", 24),
    Column("position", "Jabatan", "Jabatan dalam surat.", 28),
    Column("rank", "Pangkat", "Misalnya Pembina (IV/a)."),
    Column("email", "Surel", "Dipakai hanya untuk mengirim tautan bila kata sandi terlupa.", 28),
    Column("role", "Peran", "Wajib. Pilih dari daftar; peran lain ditulis pada baris lain.", 26),
    Column("region", "Kode wilayah", "Wajib. Kode Kemendagri seperti 35.20.10; lihat lembar Wilayah.", 14),
    Column("starts", "Mulai", "Misalnya 4 Januari 2027. Kosong berarti sejak hari ini.", 20),
    Column("ends", "Berakhir", "Sejak tanggal ini haknya tidak berlaku lagi. Kosong: tanpa batas.", 20),
    Column("manages_accounts", "Mengelola akun", "Ya atau Tidak. Kosong berarti Tidak.", 16),
)
HEADINGS: Mapping[str, str] = {column.name: column.heading for column in COLUMNS}
