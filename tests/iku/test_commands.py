"""`manage.py import_iku` and `export_iku`: there and back byte for byte, one clear line for a bad file."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assessments.iku.models import IkuDocument
from kinerja.regions.models import District, Province, Regency
from tests.iku.documents import JATIROTO, bendo
from tests.town import state


@pytest.fixture
def kecamatan(db: None) -> District:
    province = Province.objects.create(code="35", name="Jawa Timur")
    lumajang = Regency.objects.create(code="35.08", name="Kabupaten Lumajang", province=province)
    return District.objects.create(code="35.08.17", name="Jatiroto", regency=lumajang)


def test_jatirotos_document_comes_in_and_goes_out_byte_for_byte(
    kecamatan: District, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_iku", JATIROTO)
    call_command("export_iku", "35.08.17", tmp_path / "jatiroto.json")

    assert (tmp_path / "jatiroto.json").read_bytes() == JATIROTO.read_bytes()
    told = capsys.readouterr().out
    assert "Peringatan: IKU 2: penjelasan menyebut September" in told
    assert "IKU Kecamatan Jatiroto, versi 1 tersimpan sebagai rancangan; belum ditandatangani." in told


def test_a_dry_run_says_what_it_finds_and_saves_nothing(
    kecamatan: District, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state()

    call_command("import_iku", JATIROTO, dry_run=True)

    assert capsys.readouterr().out.endswith("versi 1 dapat dimasukkan. Tidak ada yang disimpan.\n")
    assert state() == before


def test_the_same_file_again_changes_nothing(kecamatan: District, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_iku", JATIROTO)
    before = state()

    call_command("import_iku", JATIROTO)

    assert capsys.readouterr().out.endswith("versi 1: tidak ada perbedaan.\n")
    assert state() == before


def test_a_version_is_exported_by_its_number(kecamatan: District, tmp_path: Path) -> None:
    call_command("import_iku", JATIROTO)

    call_command("export_iku", "35.08.17", tmp_path / "satu.json", no=1)
    with pytest.raises(CommandError, match=r"kecamatan 35\.08\.17 tidak ada"):
        call_command("export_iku", "35.08.17", tmp_path / "dua.json", no=2)

    assert (tmp_path / "satu.json").exists()


BAD = {
    "no JSON": (b"{", "Bukan JSON yang utuh"),
    "no text": (b"\xff\xfe\x00", "bukan teks UTF-8"),
    "no document": (b"[]", "Dokumen harus objek JSON"),
    "too large": (b" " * (2**20 + 1), "lebih besar dari 1 MB"),
    "another form": (b'{"format": "lain"}', "“format” harus salah satu dari kinerja.iku/1"),
    "an unknown kecamatan": (json.dumps(bendo()).encode(), r"Kecamatan 35\.20\.10 tidak ada"),
}


@pytest.mark.parametrize(("content", "sentence"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_with_its_reason(
    kecamatan: District, tmp_path: Path, content: bytes, sentence: str
) -> None:
    (tmp_path / "buruk.json").write_bytes(content)

    with pytest.raises(CommandError, match=sentence):
        call_command("import_iku", tmp_path / "buruk.json")

    assert not IkuDocument.objects.exists()


def test_what_cannot_be_read_or_written_is_told(kecamatan: District, tmp_path: Path) -> None:
    call_command("import_iku", JATIROTO)

    with pytest.raises(CommandError, match="Berkas belum dapat dibuka"):
        call_command("import_iku", tmp_path / "tidak-ada.json")
    with pytest.raises(CommandError, match="Berkas belum dapat ditulis"):
        call_command("export_iku", "35.08.17", tmp_path / "tidak" / "ada.json")
