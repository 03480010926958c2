"""`manage.py score`: no database, one clear line for a bad file."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from indicators.management.commands.score import Command
from tests.builders.instrument_documents import BENDO, ROOT


def run(*arguments: str) -> None:
    """Run the command as manage.py does; a CommandError becomes SystemExit."""
    Command().run_from_argv(["manage.py", "score", *arguments])


def written(folder: Path, content: str | bytes) -> str:
    path = folder / "jawaban.json"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def test_bendo_scores_its_exact_total(capsys: pytest.CaptureFixture[str]) -> None:
    run(str(BENDO))
    data = json.loads(capsys.readouterr().out)
    assert (data["total"], data["complete"], data["filled"], data["count"]) == (
        "86.894377631548",
        True,
        53,
        53,
    )
    assert [aspect["score"] for aspect in data["aspects"]] == [
        "8.18",
        "9",
        "5.059210526316",
        "24.86",
        "27",
        "7.895167105232",
        "4.9",
    ]
    assert data["rows"][10] == {
        "no": 11,
        "code": "i11",
        "outcome": "scored",
        "measure": "56.25",
        "achievement": "56.25",
        "weight": "6",
        "effective_weight": "6",
        "score": "3.375",
        "explanation": "18 ÷ 32 × 100 = 56,25; × bobot 6 = 3,375",
        "warnings": [],
    }


def test_what_has_no_value_is_null(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    request = {"instrument": "jatim-2022", "profile": {"desa": 8, "kelurahan": 0}, "answers": {"12": "TDI"}}
    run(written(tmp_path, json.dumps(request)))
    data = json.loads(capsys.readouterr().out)
    shown = {row["no"]: (row["outcome"], row["achievement"], row["score"]) for row in data["rows"]}
    assert (shown[11], shown[12], shown[35]) == (
        ("empty", None, None),
        ("tdi", "0", "0"),
        ("not_applicable", None, None),
    )
    assert (data["total"], data["complete"], data["filled"], data["count"]) == ("0", False, 1, 49)


def test_the_table_is_rounded_as_people_read_it(capsys: pytest.CaptureFixture[str]) -> None:
    run(str(BENDO), "--format", "table")
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == "No. Hasil Capaian Bobot Nilai"
    assert lines[12] == "12 Dinilai 42,105263 4,0 1,7"
    assert lines[33] == "33 TDI 0 1,2 0,0"
    assert lines[50] == "50 Dinilai 100 0,75 0,8"
    assert lines[55] == "Aspek 1. Penyelenggaraan Urusan Pemerintahan Umum 10,00 8,18"
    assert lines[-2:] == ["Jumlah nilai 100,00 86,89", "Terisi 53 dari 53 indikator"]


def test_the_table_shows_a_dash_where_there_is_no_value(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    request = {"instrument": "jatim-2022", "profile": {"desa": 1, "kelurahan": 0}, "answers": {}}
    run(written(tmp_path, json.dumps(request)), "--format", "table")
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert (lines[12], lines[35]) == ("12 Belum diisi – 4,201681 –", "35 Tidak berlaku – 0,0 –")


def bad(**changes: Any) -> str:
    return json.dumps(
        {"instrument": "jatim-2022", "profile": {"desa": 1, "kelurahan": 1}, "answers": {}} | changes
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "Bukan JSON yang utuh: periksa baris 1 kolom 2."),
        (b"\xff\xfe", "Simpan berkas sebagai teks UTF-8."),
        (b" " * 1_000_001, "Berkas terlalu besar; paling besar 1 MB."),
        (
            bad(instrument="jatim-1999"),
            "Instrumen “jatim-1999” tidak ada; pilih jatim-2022, juri-presentasi-contoh.",
        ),
        (bad(profile={"desa": 1}), "Tulis jumlah kelurahan pada kunci “profile”, misalnya 15."),
        (bad(answers={"0": ["1"]}), "Indikator “0” tidak ada; tulis nomor 1 sampai 53."),
        (bad(answers={"\ud800\n": ["1"]}), "Indikator “” tidak ada; tulis nomor 1 sampai 53."),
        (bad(answers={"1": "NIHIL"}), "Nomor 1: tidak dapat diisi Nihil; isi datanya."),
    ],
)
def test_a_bad_file_gives_one_line_and_code_2(
    content: str | bytes, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        run(written(tmp_path, content))
    output = capsys.readouterr()
    assert (caught.value.code, output.out, output.err) == (2, "", f"Kesalahan: {sentence}\n")


def test_a_file_that_cannot_be_opened_gives_one_line_and_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (tmp_path / "tidak-ada.json", tmp_path):
        with pytest.raises(SystemExit) as caught:
            run(str(path))
        assert (caught.value.code, capsys.readouterr().err) == (
            2,
            "Kesalahan: Berkas tidak dapat dibuka; periksa nama dan izinnya.\n",
        )


def test_no_database_is_needed() -> None:
    unreachable = os.environ | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
    done = subprocess.run(
        [sys.executable, "manage.py", "score", str(BENDO)],
        cwd=ROOT,
        env=unreachable,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["total"] == "86.894377631548"
