"""`manage.py export_instrument` and `import_instrument`: there and back, one clear line for a bad file."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from indicators.editions.compile import write_instrument
from indicators.models import Instrument
from tests.builders.instrument_documents import JATIM, jatim_document
from tests.cast import Cast
from tests.indicators.exchange.books import changed, write
from tests.town import state


@pytest.mark.parametrize("name", ["jatim.xlsx", "jatim.json"])
def test_the_edition_of_2022_goes_out_and_comes_back_byte_for_byte(
    cast: Cast, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write_instrument(jatim_document())
    call_command("export_instrument", "jatim-2022", tmp_path / name)
    Instrument.objects.all().delete()

    call_command("import_instrument", tmp_path / name)
    call_command("export_instrument", "jatim-2022", tmp_path / "lagi.json")

    assert (tmp_path / "lagi.json").read_bytes() == JATIM.read_bytes()
    assert "Instrumen Jawa Timur 2022 (jatim-2022) tersimpan; belum diterbitkan." in capsys.readouterr().out


def test_a_dry_run_shows_the_difference_and_saves_nothing(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_instrument(jatim_document())
    file = tmp_path / "jatim.xlsx"
    call_command("export_instrument", "jatim-2022", file)
    file.write_bytes(changed(file.read_bytes(), write("Indikator", 2, "Catatan pengelola", "Baru")))
    before = state()

    call_command("import_instrument", file, dry_run=True)

    assert "Catatan pengelola: Terpotong pada lembar asli" in (out := capsys.readouterr().out)
    assert "→ Baru\nTidak ada yang disimpan.\n" in out
    assert state() == before


def test_a_wrong_cell_is_told_with_its_place(cast: Cast, tmp_path: Path) -> None:
    write_instrument(jatim_document())
    file = tmp_path / "jatim.xlsx"
    call_command("export_instrument", "jatim-2022", file)
    file.write_bytes(changed(file.read_bytes(), write("Butir data", 7, "Jenis", "lain")))
    before = state()

    with pytest.raises(CommandError, match=r"^Butir data – baris 7 – kolom D \(Jenis\) – Tulis salah satu: "):
        call_command("import_instrument", file)

    assert state() == before


def test_what_is_not_there_is_told(cast: Cast, tmp_path: Path) -> None:
    write_instrument(jatim_document())

    with pytest.raises(CommandError, match="Berkas belum dapat dibuka"):
        call_command("import_instrument", tmp_path / "tidak-ada.xlsx")
    with pytest.raises(CommandError, match="'lain' tidak ada; yang ada: jatim-2022"):
        call_command("export_instrument", "lain", tmp_path / "a.xlsx")
    with pytest.raises(CommandError, match=r"harus berakhiran \.xlsx atau \.json"):
        call_command("export_instrument", "jatim-2022", tmp_path / "a.csv")
    with pytest.raises(CommandError, match="Berkas belum dapat ditulis"):
        call_command("export_instrument", "jatim-2022", tmp_path / "tidak" / "ada.json")
