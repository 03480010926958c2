"""load_regions: what the file holds, loaded once and again."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models import Sum

from kinerja.regions.models import District, Profile, Province, Regency
from kinerja.regions.services import (
    ZONE_BY_PROVINCE,
    Loaded,
    RegionsError,
    create_profiles,
    load_regions,
    proper_name,
    read_rows,
)

FILE = settings.FIXTURES / "kecamatan-indonesia.csv"

pytestmark = pytest.mark.django_db


def snapshot() -> list[list[tuple[Any, ...]]]:
    return [list(model.objects.values_list()) for model in (Province, Regency, District, Profile)]


def test_east_java_has_the_counts_of_the_source() -> None:
    assert load_regions(file=FILE, province="35") == Loaded(1, 38, 666)
    assert create_profiles(file=FILE, data_year=2021, province="35") == 666
    assert (Province.objects.count(), Regency.objects.count(), District.objects.count()) == (1, 38, 666)
    totals = Profile.objects.aggregate(desa=Sum("desa"), kelurahan=Sum("kelurahan"))
    assert totals == {"desa": 7721, "kelurahan": 773}
    assert Profile.objects.filter(desa=0).count() == 63
    assert Profile.objects.filter(kelurahan=0).count() == 518


def test_bendo_is_in_magetan_with_fifteen_desa_and_one_kelurahan() -> None:
    load_regions(file=FILE, province="35")
    create_profiles(file=FILE, data_year=2021, province="35")
    bendo = District.objects.get(code="35.20.10")
    assert f"{bendo}, {bendo.regency}, {bendo.regency.province}" == (
        "Kecamatan Bendo, Kabupaten Magetan, Provinsi Jawa Timur"
    )
    assert bendo.profiles.get(data_year=2021).facts == {"desa": 15, "kelurahan": 1}


def test_loading_again_changes_nothing() -> None:
    load_regions(file=FILE, province="35")
    create_profiles(file=FILE, data_year=2021, province="35")
    before = snapshot()
    assert load_regions(file=FILE, province="35") == Loaded(1, 38, 666)
    assert create_profiles(file=FILE, data_year=2021, province="35") == 0
    assert snapshot() == before


def test_loading_renews_a_name_and_keeps_the_id() -> None:
    load_regions(file=FILE, province="35")
    bendo = District.objects.get(code="35.20.10")
    District.objects.filter(pk=bendo.pk).update(name="Nama lama")
    load_regions(file=FILE, province="35")
    bendo.refresh_from_db()
    assert bendo.name == "Bendo"


def test_a_profile_that_exists_is_never_touched() -> None:
    load_regions(file=FILE, province="35")
    bendo = District.objects.get(code="35.20.10")
    Profile.objects.create(district=bendo, data_year=2021, desa=3, kelurahan=2, head_name="Camat lama")
    assert create_profiles(file=FILE, data_year=2021, province="35") == 665
    profile = bendo.profiles.get(data_year=2021)
    assert (profile.desa, profile.kelurahan, profile.head_name) == (3, 2, "Camat lama")


def test_all_of_indonesia_loads_with_a_zone_for_every_province() -> None:
    assert load_regions(file=FILE) == Loaded(38, 514, 7277)
    zones = dict(Province.objects.values_list("name", "time_zone"))
    assert {zones[name] for name in ("Aceh", "Jawa Timur", "Kalimantan Tengah")} == {"Asia/Jakarta"}
    assert {zones[name] for name in ("Bali", "Kalimantan Utara", "Sulawesi Barat")} == {"Asia/Makassar"}
    assert {zones[name] for name in ("Maluku", "Papua Barat Daya")} == {"Asia/Jayapura"}


def test_a_province_loads_in_few_queries(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(16):
        load_regions(file=FILE, province="35")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("KABUPATEN MAGETAN", "Kabupaten Magetan"),
        ("KOTA MALANG", "Kota Malang"),
        ("DKI JAKARTA", "DKI Jakarta"),
        ("DAERAH ISTIMEWA YOGYAKARTA", "Daerah Istimewa Yogyakarta"),
        ("KABUPATEN PANGKAJENE DAN KEPULAUAN", "Kabupaten Pangkajene dan Kepulauan"),
        ("KOTA ADMINISTRASI JAKARTA PUSAT", "Kota Administrasi Jakarta Pusat"),
        ("KI'E", "Ki'e"),
        ("Koto XI Tarusan", "Koto XI Tarusan"),
        ("T. Jambo Aye", "T. Jambo Aye"),
    ],
)
def test_names_are_written_properly(written: str, shown: str) -> None:
    assert proper_name(written) == shown


def test_every_province_of_the_file_has_a_zone() -> None:
    assert {row["province_code"] for row in read_rows(FILE, None)} == set(ZONE_BY_PROVINCE)


def test_an_unreadable_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(RegionsError, match=r"^Berkas wilayah tidak-ada\.csv tidak dapat dibaca\.$"):
        load_regions(file=tmp_path / "tidak-ada.csv")


def test_command_loads_and_reports(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_regions", province="35", data_year=2021)
    assert capsys.readouterr().out == (
        "1 provinsi, 38 kabupaten/kota, 666 kecamatan\n666 profil baru untuk tahun data 2021\n"
    )


def test_command_without_a_year_makes_no_profiles() -> None:
    call_command("load_regions", province="35")
    assert Profile.objects.count() == 0


def test_unknown_province_is_one_line_with_exit_code_2() -> None:
    with pytest.raises(CommandError) as refused:
        call_command("load_regions", province="99")
    assert refused.value.returncode == 2
    assert str(refused.value) == "Kode provinsi 99 tidak ada dalam berkas wilayah kecamatan-indonesia.csv."
    assert Province.objects.count() == 0
