"""Accounts of many people from one workbook: seen first, applied as a whole, within one's own regions."""

import html
import re
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db.models import Q
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from kinerja.accounts.access import EVERYWHERE, managed_scope
from kinerja.accounts.models import Membership, Role, User
from kinerja.accounts.roster.apply import Slip
from kinerja.accounts.roster.books import passwords_xlsx, roster_template
from kinerja.accounts.roster.layout import COLUMNS, HEADINGS, MOST
from kinerja.accounts.roster.plan import PLACES
from kinerja.regions.models import District, Regency
from kinerja.workbook.guard import SENTENCES
from tests.builders.bad_workbooks import HARMFUL
from tests.cast import PASSWORD, Cast, sign_in
from tests.kinerja.accounts.rosters import PUTRI, RINI, filled, roster
from tests.town import state

from .rosters import ROSTER_PAGE, send_roster

NOT_YOURS = "Anda tidak dapat memberi peran"
FROM_ABOVE = "Akun ini hanya dapat diubah oleh admin lain atau admin di atas wilayah Anda."
EMPTY = "Berkas ini kosong. Pilih berkas pengguna."  # said before the guard looks
NEW = "tujuh-gajah-hijau-menari"


@pytest.fixture
def vera(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.vera)


def confirm(client: Client, preview: Any, page: str = ROSTER_PAGE) -> Any:
    return client.post(page, {"token": preview.context["token"]})


def bring(client: Client, *people: dict[str, Any]) -> Any:
    preview = send_roster(client, roster(*people))
    assert preview.status_code == 200, problems(preview)
    return confirm(client, preview)


def problems(answer: Any) -> list[str]:
    return [str(problem) for problem in answer.context["problems"]]


def addresses(answer: Any) -> list[str]:
    """Where the links and the forms of a page lead to."""
    return re.findall(r'(?:href|action)="([^"]*)"', answer.content.decode())


def passwords(answer: Any) -> dict[str, str]:
    return {slip.username: slip.password for slip in answer.context["slips"]}


# --- The dry run and what is applied ---


def test_a_dry_run_tells_what_would_happen_and_changes_nothing(vera: Client, cast: Cast) -> None:
    before = state()
    sari = {"username": "sari", "name": "Sari Dewi", "role": "operator kecamatan", "region": "35.20.10"}
    tono = {"username": "tono", "name": "Tono", "role": "Operator kecamatan", "region": "35.20.11"}

    answer = send_roster(vera, roster(PUTRI, sari, tono))

    page = html.unescape(answer.content.decode())
    assert (answer.status_code, state()) == (200, before)
    assert "1 dibuat, 1 diubah, 1 tetap. Belum ada yang tersimpan." in page
    assert "Kecamatan Bendo, Kabupaten Magetan, mulai 4 Januari 2026, sampai 31 Desember 2030" in page
    assert "Nama: Sari → Sari Dewi" in page


def test_new_people_are_made_with_all_that_the_sheet_says(vera: Client, cast: Cast) -> None:
    answer = bring(vera, PUTRI, RINI)

    putri, rini = (User.objects.get(username=name) for name in ("putri.ayu", "rini"))
    facts = ("name", "nip", "position", "rank", "email", "is_superuser", "must_change_password")
    assert answer.status_code == 200
    assert [getattr(putri, name) for name in facts] == [
        *("Putri Ayu, S.STP.", "196804071989031006", "Kasi Pemerintahan", "Penata (III/c)"),
        *("putri@contoh.go.id", False, True),
    ]
    held = putri.memberships.get()
    assert (held.role, held.district, held.starts, held.ends) == (
        *(Role.OPERATOR, cast.places.bendo),
        *(date(2026, 1, 4), date(2030, 12, 31)),
    )
    other = rini.memberships.get()
    assert (other.role, other.starts, other.ends) == (Role.HEAD, timezone.localdate(), None)


def test_the_same_file_again_changes_nothing(vera: Client) -> None:
    bring(vera, PUTRI, RINI)
    before = state()

    answer = send_roster(vera, roster(PUTRI, RINI))

    assert "tidak ada yang perlu disimpan" in answer.content.decode()
    assert (answer.context["plan"].counts, state()) == ("0 dibuat, 0 diubah, 2 tetap", before)


def test_one_person_may_hold_several_roles(vera: Client, cast: Cast) -> None:
    bring(vera, PUTRI, PUTRI | {"region": "35.20.11"})

    held = User.objects.get(username="putri.ayu").memberships
    assert set(held.values_list("district__name", flat=True)) == {"Bendo", "Maospati"}


def test_an_account_that_is_there_gets_what_is_new_and_keeps_the_rest(vera: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.sari.pk).update(email="sari@contoh.go.id", position="Staf")
    sari = {"username": "Sari", "name": "Sari", "position": "Kasi", "role": "Operator kecamatan"}

    answer = bring(vera, sari | {"region": "35.20.10", "ends": "1 Mei 2031"}, sari | {"region": "35.20.11"})

    found = User.objects.get(username="sari")
    assert (found.email, found.position, found.check_password(PASSWORD)) == (
        "sari@contoh.go.id",
        "Kasi",
        True,
    )
    held = found.memberships.values_list("district__name", "starts", "ends")
    assert set(held) == {
        ("Bendo", date(2021, 1, 4), date(2031, 5, 1)),
        ("Maospati", timezone.localdate(), None),
    }
    assert passwords(answer) == {}


def test_a_row_that_ends_a_membership_is_the_same_again_afterwards(vera: Client, cast: Cast) -> None:
    row = {"username": "sari", "name": "Sari", "role": "Operator kecamatan", "region": "35.20.10"}
    row |= {"ends": (timezone.localdate() - timedelta(days=1)).isoformat()}
    other = {"username": "sari", "name": "Sari", "role": "Operator kecamatan", "region": "35.20.11"}

    bring(vera, row, other)

    answer = send_roster(vera, roster(row, other))
    assert answer.context["plan"].counts == "0 dibuat, 0 diubah, 1 tetap"


def test_dates_may_be_cells_of_the_kind(vera: Client) -> None:
    bring(vera, PUTRI | {"starts": datetime(2026, 3, 2), "ends": date(2031, 4, 5)})

    held = Membership.objects.get(user__username="putri.ayu")
    assert (held.starts, held.ends) == (date(2026, 3, 2), date(2031, 4, 5))


def test_a_manager_of_accounts_is_made_by_the_sheet(vera: Client, cast: Cast) -> None:
    row = {"username": "dewi", "name": "Dewi", "role": "Verifikator kabupaten/kota", "region": "35.20"}

    bring(vera, row | {"manages_accounts": "Ya"})

    assert Membership.objects.get(user__username="dewi").manages_accounts


# --- First passwords ---


def test_the_first_password_lets_in_once_and_is_changed_before_anything_else(vera: Client) -> None:
    first = passwords(bring(vera, PUTRI))["putri.ayu"]
    theirs = Client()

    assert re.fullmatch(r"([b-df-hj-km-np-tv-z2-9]{4}-){3}[b-df-hj-km-np-tv-z2-9]{4}", first)
    assert theirs.post("/masuk/", {"username": "putri.ayu", "password": first}).status_code == 302
    assert theirs.get("/")["Location"] == "/sandi/"
    change = {"old_password": first, "new_password1": NEW, "new_password2": NEW}
    assert theirs.post("/sandi/", change)["Location"] == "/"
    putri = User.objects.get(username="putri.ayu")
    assert (putri.must_change_password, putri.first_password_until) == (False, None)
    assert theirs.get("/akun/saya/").status_code == 200
    assert Client().post("/masuk/", {"username": "putri.ayu", "password": first}).status_code == 422


def test_passwords_differ_and_are_nowhere_but_on_the_page(
    vera: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    answer = bring(vera, PUTRI, RINI)

    found = passwords(answer)
    assert len(set(found.values())) == 2
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    told = repr(state()) + caplog.text
    assert [it for it in found.values() if it in told] == []
    assert "account_imported by=vera from=127.0.0.1 username='putri.ayu' new=True" in caplog.text


def test_the_first_sign_in_hashes_the_password_as_every_other(vera: Client) -> None:
    first = passwords(bring(vera, PUTRI))["putri.ayu"]
    assert identify_hasher(User.objects.get(username="putri.ayu").password).algorithm == "first_pbkdf2_sha256"

    Client().post("/masuk/", {"username": "putri.ayu", "password": first})

    assert identify_hasher(User.objects.get(username="putri.ayu").password).algorithm == "md5"


def test_a_first_password_that_waited_too_long_lets_nobody_in(vera: Client, cast: Cast) -> None:
    first = passwords(bring(vera, PUTRI))["putri.ayu"]
    putri = User.objects.get(username="putri.ayu")
    assert timedelta(days=13) < putri.first_password_until - timezone.now() < timedelta(days=14)
    inside = Client()
    inside.post("/masuk/", {"username": "putri.ayu", "password": first})
    User.objects.filter(pk=putri.pk).update(first_password_until=timezone.now())

    assert Client().post("/masuk/", {"username": "putri.ayu", "password": first}).status_code == 422
    assert inside.get("/sandi/")["Location"].startswith("/masuk/")
    link = vera.post(f"/akun/{putri.pk}/tautan-sandi/").context["link"]
    theirs = Client()
    address = theirs.get(link.removeprefix("http://testserver"))["Location"]
    theirs.post(address, {"new_password1": NEW, "new_password2": NEW})
    assert theirs.post("/masuk/", {"username": "putri.ayu", "password": NEW}).status_code == 302


def test_slips_are_downloaded_from_the_page_that_shows_them(vera: Client, cast: Cast) -> None:
    answer = bring(vera, PUTRI, RINI)
    token = answer.context["token"]

    book = vera.post("/akun/impor/kata-sandi.xlsx", {"token": token})

    rows = list(load_workbook(BytesIO(book.content)).active.values)
    first = passwords(answer)
    assert rows[1:] == [
        ("Putri Ayu, S.STP.", "putri.ayu", first["putri.ayu"], "Kecamatan Bendo, Kabupaten Magetan"),
        ("Rini", "rini", first["rini"], "Kecamatan Maospati, Kabupaten Magetan"),
    ]
    somebody = sign_in(Client(), cast.asri)
    assert somebody.post("/akun/impor/kata-sandi.xlsx", {"token": token}).status_code == 422
    assert vera.post("/akun/impor/kata-sandi.xlsx", {"token": "dikarang"}).status_code == 422


def test_a_name_that_looks_like_a_formula_is_text_in_the_list() -> None:
    book = load_workbook(BytesIO(passwords_xlsx([Slip("=1+1", "putri", "x", "@Bendo")])))

    assert [(cell.value, cell.data_type) for cell in book.active[2]] == [
        *(("=1+1", "s"), ("putri", "s"), ("x", "s"), ("@Bendo", "s")),
    ]


def test_applying_twice_makes_nobody_twice(vera: Client) -> None:
    preview = send_roster(vera, roster(PUTRI))
    confirm(vera, preview)
    before = state()

    answer = confirm(vera, preview)

    assert (answer.status_code, state()) == (409, before)
    assert "Akun sudah berubah sejak pratinjau." in answer.content.decode()


# --- What is refused ---

WRONG = {
    "username": ("Dua Kata", "A (Nama pengguna)", "Pakai huruf kecil, angka, titik, atau garis."),
    "name": (None, "B (Nama)", "Isi nama."),
    "nip": ("123", "C (NIP)", "Tulis 18 angka NIP, misalnya 19680407 198903 1 006."),
    "position": ("x" * 121, "D (Jabatan)", "paling banyak 120"),
    "rank": ("x" * 61, "E (Pangkat)", "paling banyak 60"),
    "email": ("bukan-alamat", "F (Surel)", "Tulis alamat surel lengkap, misalnya nama@contoh.go.id."),
    "role": ("Lurah", "G (Peran)", "Tulis salah satu: Operator kecamatan; Camat;"),
    "region": ("99.99.99", "H (Kode wilayah)", "Kode wilayah “99.99.99” tidak dikenal."),
    "starts": ("kemarin", "I (Mulai)", "Tulis tanggal"),
    "ends": ("3 Januari 2026", "J (Berakhir)", "Tanggal berakhir tidak boleh sebelum tanggal mulai."),
    "manages_accounts": ("Ya", "K (Mengelola akun)", "Akun dikelola dari kabupaten/kota atau provinsi."),
}


def test_every_column_has_a_wrong_value() -> None:
    assert set(WRONG) == set(HEADINGS)


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_cell_is_told_by_sheet_row_and_column_and_changes_nothing(vera: Client, name: str) -> None:
    value, column, reason = WRONG[name]
    before = state()

    answer = send_roster(vera, roster(RINI, PUTRI | {name: value}))

    first = answer.context["problems"][0]
    assert (answer.status_code, state()) == (422, before)
    assert (first.sheet, first.row, first.column) == ("Pengguna", 3, column)
    assert reason in first.reason
    assert "<title>Kesalahan: Impor akun – Kinerja</title>" in answer.content.decode()


@pytest.mark.parametrize("value", [196804071989031006, 35.2, 1e300, 10**18])
def test_a_number_that_lost_its_digits_is_never_taken(vera: Client, value: float) -> None:
    for name in ("nip", "region"):
        answer = send_roster(vera, roster(PUTRI | {name: value}))
        assert "Ubah format selnya menjadi Teks" in problems(answer)[0]


def test_all_wrong_rows_are_told_at_once(vera: Client) -> None:
    answer = send_roster(vera, roster(PUTRI | {"nip": "1"}, RINI | {"name": ""}, RINI | {"region": "x"}))

    assert [problem.row for problem in answer.context["problems"]] == [2, 3, 4]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": "Lain"}, "Pengguna – baris 3 – kolom B (Nama) – Berbeda dengan baris 2 untuk orang ini."),
        ({"region": "35.20.10"}, "Pengguna – baris 3 – kolom G (Peran) – Sama dengan baris 2."),
    ],
)
def test_rows_of_one_person_that_do_not_agree_are_refused(
    vera: Client, change: dict[str, str], reason: str
) -> None:
    answer = send_roster(vera, roster(PUTRI, PUTRI | {"region": "35.20.11"} | change))

    assert problems(answer) == [reason]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            {"region": "35.77.01"},
            "Anda tidak dapat memberi peran Operator kecamatan di Kecamatan Kartoharjo.",
        ),
        ({"region": "33.10.01"}, "Anda tidak dapat memberi peran Operator kecamatan di Kecamatan Prambanan."),
        (
            {"role": "Pimpinan", "region": "35.20"},
            "Anda tidak dapat memberi peran Pimpinan di Kabupaten Magetan.",
        ),
        (
            {"role": "Pengelola instrumen", "region": "35"},
            "Anda tidak dapat memberi peran Pengelola instrumen di Provinsi Jawa Timur.",
        ),
        ({"username": "maya"}, "Nama pengguna ini sudah dipakai."),
        ({"username": "yuni"}, "Nama pengguna ini sudah dipakai."),
        ({"username": "asri"}, "Nama pengguna ini sudah dipakai."),
        ({"username": "root_user"}, "Nama pengguna ini sudah dipakai."),
        ({"username": "eka"}, "Nama pengguna ini sudah dipakai."),
        ({"username": "dedi"}, "Akun ini dinonaktifkan. Aktifkan dulu."),
        (
            {"username": "vera"},
            "Akun ini hanya dapat diubah oleh admin lain atau admin di atas wilayah Anda.",
        ),
    ],
)
def test_nothing_beyond_ones_own_regions(vera: Client, row: dict[str, str], reason: str) -> None:
    before = state()

    answer = send_roster(vera, roster(RINI, PUTRI | row))

    assert (answer.status_code, state()) == (422, before)
    assert [problem.reason for problem in answer.context["problems"]] == [reason]


def test_whoever_has_rights_above_is_not_taken_over_by_another_address(vera: Client, cast: Cast) -> None:
    Membership.objects.create(user=cast.sari, role=Role.ASSESSOR, province=cast.places.province)
    row = {"username": "sari", "name": "Sari", "role": "Operator kecamatan", "region": "35.20.10"}

    answer = send_roster(vera, roster(row | {"email": "vera@contoh.go.id"}))

    assert "admin di atas wilayah Anda" in problems(answer)[0]
    assert send_roster(vera, roster(row)).context["plan"].counts == "0 dibuat, 0 diubah, 1 tetap"


def test_a_right_that_ended_after_the_dry_run_makes_nobody(vera: Client, cast: Cast) -> None:
    preview = send_roster(vera, roster(PUTRI))
    cast.vera.memberships.update(ends=timezone.localdate())
    before = state()

    assert confirm(vera, preview).status_code == 403
    assert state() == before


def test_a_narrower_right_after_the_dry_run_refuses_the_rows(client: Client, cast: Cast) -> None:
    asri = sign_in(client, cast.asri)
    preview = send_roster(asri, roster(PUTRI))
    city = {"province": None, "regency": cast.places.city, "role": Role.REGENCY_VERIFIER}
    cast.asri.memberships.update(**city)
    before = state()

    answer = confirm(asri, preview)

    assert (answer.status_code, state()) == (422, before)


def test_a_dry_run_of_somebody_else_applies_nothing(vera: Client, cast: Cast) -> None:
    preview = send_roster(vera, roster(PUTRI))
    before = state()

    answer = confirm(sign_in(Client(), cast.asri), preview)

    assert (answer.status_code, state()) == (422, before)
    assert "Pratinjau ini sudah lama." in answer.content.decode()


@pytest.mark.parametrize("case", HARMFUL)
def test_a_harmful_workbook_is_refused(vera: Client, case: str) -> None:
    name, make, reason = HARMFUL[case]
    before = state()

    answer = send_roster(vera, make(roster(PUTRI)), name=name)

    assert (answer.status_code, state()) == (422, before)
    assert answer.context["refusal"] in (SENTENCES[reason], EMPTY)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (roster(PUTRI, title="Orang"), "Pengguna – Lembar ini tidak ada."),
        (
            roster(PUTRI, headings=["Nama pengguna", *["x"] * 10]),
            "Pengguna – baris 1 – kolom B – Judul kolom",
        ),
        (roster(), f"Pengguna – Isi 1 sampai {MOST} baris."),
        (roster(*[PUTRI] * (MOST + 1)), f"Pengguna – Isi 1 sampai {MOST} baris."),
    ],
    ids=["title", "headings", "empty", "long"],
)
def test_a_sheet_of_another_form_is_refused(vera: Client, content: bytes, reason: str) -> None:
    assert problems(send_roster(vera, content))[0].startswith(reason)


@pytest.mark.parametrize(
    "body", [{}, {"file": SimpleUploadedFile("a.xlsx", b"")}, {"token": ""}, {"token": "x"}]
)
def test_what_is_no_file_and_no_dry_run_is_refused(vera: Client, body: Any) -> None:
    assert vera.post(ROSTER_PAGE, body).status_code == 422


# --- The rule that the planner repeats ---


def fits(role: Role, region: Any) -> bool:
    """Whether the constraint lets somebody hold the role there."""
    try:
        Membership(role=role, **{region._meta.model_name: region}).validate_constraints(exclude={"user"})
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("role", list(Role))
def test_places_of_a_role_are_those_of_the_constraint(cast: Cast, role: Role) -> None:
    regions = (cast.places.province, cast.places.regency, cast.places.bendo)
    allowed = {type(region) for region in regions if fits(role, region)}

    assert set(PLACES[role]) == allowed


# --- Template, size, admin and command ---


def test_the_template_offers_roles_and_regions_of_the_manager_and_can_be_filled(
    vera: Client, cast: Cast
) -> None:
    answer = vera.get("/akun/impor/templat.xlsx")

    book = load_workbook(BytesIO(answer.content))
    assert [cell.value for cell in book["Pengguna"][1]] == [column.heading for column in COLUMNS]
    assert [row[0] for row in book["Peran"].values][1:] == [
        *("Operator kecamatan", "Camat", "Verifikator kabupaten/kota"),
    ]
    assert [row[0] for row in book["Wilayah"].values][1:] == ["35.20", "35.20.10", "35.20.11"]
    rules = {str(it.sqref): it.formula1 for it in book["Pengguna"].data_validations.dataValidation}
    assert rules == {
        "G2:G501": "'Peran'!$A$2:$A$4",
        "K2:K501": '"Ya,Tidak"',
        "H2:H501": "'Wilayah'!$A$2:$A$4",
    }
    assert (
        send_roster(vera, filled(answer.content, PUTRI, RINI)).context["plan"].counts
        == "2 dibuat, 0 diubah, 0 tetap"
    )


def test_a_full_template_of_a_province_is_read(cast: Cast) -> None:
    """The guard counts cells: those of the template and of a whole file together must stay below."""
    regencies = [
        Regency(code=f"35.{no}", name=f"Kabupaten {no}", province=cast.places.province)
        for no in range(21, 59)
    ]
    Regency.objects.bulk_create(regencies)
    District.objects.bulk_create(
        District(code=f"{it.code}.{no:02}", name=f"Kecamatan {no}", regency=it)
        for it in regencies
        for no in range(1, 18)
    )
    people = [PUTRI | {"username": f"orang{no}", "name": f"Orang {no}"} for no in range(MOST)]

    answer = send_roster(
        sign_in(Client(), cast.asri), filled(roster_template(managed_scope(cast.asri)), *people)
    )

    assert answer.context["plan"].counts == f"{MOST} dibuat, 0 diubah, 0 tetap"


def test_a_dry_run_takes_the_same_queries_for_2_and_40_people(
    vera: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    def people(count: int) -> list[dict[str, Any]]:
        return [PUTRI | {"username": f"orang{no}", "name": f"Orang {no}"} for no in range(count)]

    # session, person, memberships; regions of three kinds; people, memberships told, elsewhere, past; frame
    with django_assert_num_queries(8):
        send_roster(vera, roster(*people(2)))
    with django_assert_num_queries(8):
        send_roster(vera, roster(*people(40)))


def test_applying_takes_the_same_queries_for_2_and_40_people(
    vera: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    few, many = (
        send_roster(vera, roster(*(PUTRI | {"username": f"{word}{no}"} for no in range(count))))
        for word, count in (("a", 2), ("b", 40))
    )
    with django_assert_num_queries(13):
        confirm(vera, few)
    with django_assert_num_queries(13):
        confirm(vera, many)


@pytest.mark.parametrize(
    ("person", "page"), [("vera", ROSTER_PAGE), ("root_user", "/admin/accounts/user/impor/")]
)
def test_each_page_of_an_import_leads_on(client: Client, cast: Cast, person: str, page: str) -> None:
    importer = sign_in(client, getattr(cast, person))

    upload = importer.get(page)
    preview = send_roster(importer, roster(PUTRI), page)
    done = confirm(importer, preview, page)

    assert addresses(upload).count(f"{page}templat.xlsx") == 1
    assert page in addresses(preview)
    assert addresses(done).count(f"{page}kata-sandi.xlsx") == 1


def test_a_superuser_imports_for_every_province_in_the_admin(client: Client, cast: Cast) -> None:
    root = sign_in(client, cast.root_user)
    page = "/admin/accounts/user/impor/"
    high = {"role": "Pimpinan", "region": "33", "username": "gubernur", "name": "Gubernur"}
    eka = {"username": "eka", "name": "Eka", "role": "Operator kecamatan", "region": "35.77.01"}

    answer = confirm(root, send_roster(root, roster(PUTRI, high, eka), page), page)

    assert answer.status_code == 200
    assert Membership.objects.get(user__username="gubernur").province == cast.places.other_province
    assert cast.eka.memberships.filter(Q(ends=None)).get().district == cast.places.city_district
    assert sorted(passwords(answer)) == ["gubernur", "putri.ayu"]
    kept = root.post("/admin/accounts/user/impor/kata-sandi.xlsx", {"token": answer.context["token"]})
    assert kept["Content-Disposition"] == 'attachment; filename="kata-sandi-awal.xlsx"'
    assert root.get("/admin/accounts/user/impor/templat.xlsx").status_code == 200
    assert page in root.get("/admin/accounts/user/").content.decode()


def test_nobody_changes_a_superuser_by_a_sheet(client: Client, cast: Cast) -> None:
    root = sign_in(client, cast.root_user)
    User.objects.create(username="akar", name="Akar", is_superuser=True)

    answer = send_roster(root, roster(RINI | {"username": "akar"}), "/admin/accounts/user/impor/")

    assert "admin lain" in problems(answer)[0]


def test_the_command_shows_and_applies(cast: Cast, tmp_path: Any, capsys: Any) -> None:
    file = tmp_path / "orang.xlsx"
    file.write_bytes(roster(PUTRI))

    call_command("import_users", str(file), "--dry-run")
    assert not User.objects.filter(username="putri.ayu").exists()
    assert "putri.ayu dibuat: Operator kecamatan" in capsys.readouterr().out
    call_command("import_users", str(file))

    first = re.search(r"putri\.ayu\t(\S+)", capsys.readouterr().out)
    assert first
    assert User.objects.get(username="putri.ayu").check_password(first[1])
    call_command("import_users", str(file))
    assert "0 dibuat, 0 diubah, 1 tetap." in capsys.readouterr().out


@pytest.mark.parametrize("content", [roster(RINI | {"region": "x"}), b"bukan buku", None])
def test_the_command_refuses_what_the_page_refuses(cast: Cast, tmp_path: Any, content: bytes | None) -> None:
    file = tmp_path / "orang.xlsx"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(CommandError) as refused:
        call_command("import_users", str(file))
    assert refused.value.returncode == 2
    assert not User.objects.filter(username="rini").exists()


def test_everywhere_is_every_region(cast: Cast) -> None:
    assert EVERYWHERE.allows(Role.INSTRUMENT_ADMIN, cast.places.other_province)
    assert EVERYWHERE.roles == list(Role)
