"""Score a file of answers without the database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from indicators.scoring.answers import Request, RequestProblem, read_answers, read_request
from indicators.scoring.documents.document import parse_document, read_document
from indicators.scoring.engine import score
from indicators.scoring.items import AnswerProblem, build_items
from indicators.scoring.report import as_data, as_table
from indicators.scoring.sheet import Sheet

LARGEST = 1_000_000  # bytes


class Kesalahan(CommandError):
    """A bad file. Django prints the name of the class before the sentence, hence an Indonesian name."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, returncode=2)


class Command(BaseCommand):
    help = "Menghitung nilai dari berkas jawaban JSON, tanpa basis data."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="berkas jawaban, misalnya fixtures/answers/bendo-2022.json")
        parser.add_argument("--format", choices=("json", "table"), default="json")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            request = read_request(_file_text(Path(options["file"])))
            sheet = _instrument_sheet(request)
            result = score(build_items(sheet, request.facts, read_answers(sheet, request)))
        except (RequestProblem, AnswerProblem) as problem:
            raise Kesalahan(str(problem)) from None
        if options["format"] == "table":
            self.stdout.write(as_table(result, sheet.display))
        else:
            self.stdout.write(json.dumps(as_data(result), ensure_ascii=False, indent=2))


def _file_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            file_bytes = file.read(LARGEST + 1)
        file_text = file_bytes.decode()
    except OSError:
        raise RequestProblem("Berkas tidak dapat dibuka; periksa nama dan izinnya.") from None
    except UnicodeDecodeError:
        raise RequestProblem("Simpan berkas sebagai teks UTF-8.") from None
    if len(file_bytes) > LARGEST:
        raise RequestProblem(f"Berkas terlalu besar; paling besar {LARGEST // 1_000_000} MB.")
    return file_text


def _instrument_sheet(request: Request) -> Sheet:
    folder = Path(settings.BASE_DIR) / "fixtures" / "instruments"
    path = folder / f"{request.instrument}.json"
    if not path.is_file():
        known_instruments = ", ".join(sorted(found.stem for found in folder.glob("*.json")))
        raise RequestProblem(f"Instrumen “{request.instrument}” tidak ada; pilih {known_instruments}.")
    return parse_document(read_document(path.read_text(encoding="utf-8")))
