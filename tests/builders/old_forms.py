"""Workbooks in the layout of the old official form, made from an edition and answers of the repository."""

import csv
import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from indicators.scoring.sheet import IndicatorSpec, Sheet
from indicators.scoring.specs import InputKind

from .instrument_documents import BENDO, ROOT

HEADINGS = ("ASPEK", "SUB ASPEK", "INDIKATOR", "SATUAN", "BOBOT", "DATA KINERJA", "CAPAIAN")
TITLE = "KERTAS KERJA PENILAIAN KECAMATAN PROV. JATIM TAHUN 2022"
PLACE = "KECAMATAN BENDO KABUPATEN MAGETAN"
# What the profile gives stood typed on the old form, below what was counted.
BEHIND = {
    **{no: ["16"] for no in (18, 53)},
    **{no: ["15"] for no in (29, 30, 34)},
    **{no: ["1"] for no in (35, 36, 37, 38)},
}
Rows = list[list[Any]]
Data = dict[int, list[Any]]


def bendo_data() -> Data:
    """What Kecamatan Bendo wrote, a list an indicator number, as the old form had it."""
    answers = json.loads(BENDO.read_text(encoding="utf-8"))["answers"]
    return {int(no): written(int(no), raw if isinstance(raw, list) else [raw]) for no, raw in answers.items()}


def written(no: int, values: list[Any]) -> list[Any]:
    return [cell_of(no, value) for value in [*values, *BEHIND.get(no, [])]]


def cell_of(no: int, value: Any) -> Any:
    """Counts as numbers, amounts and decimals as Indonesians type them, ada in capitals."""
    if value is True:
        return "ADA"
    if no == 43:
        return value.replace(".", ",")
    if no in (45, 46):
        return f"Rp {int(value):,}".replace(",", ".")
    return int(value) if value.isdigit() else value


def printed() -> dict[int, Any]:
    with (ROOT / "tests/data/bendo-2022-printed.csv").open(encoding="utf-8") as file:
        return {int(row["no"]): row["capaian"] for row in csv.DictReader(file)}


def form_rows(sheet: Sheet, data: Data, capaian: dict[int, Any]) -> Rows:
    """The lines of the form: as one table first, and from aspect 5 on with numbers in their own columns."""
    rows: Rows = [[TITLE], [], [PLACE], [], [*HEADINGS]]
    for spec in sheet.indicators:
        narrow = spec.aspect.no < 5
        if not narrow and spec.no == 39:
            rows += [[], ["ASPEK", "", "SUB ASPEK", "", "INDIKATOR", "", *HEADINGS[3:]]]
        rows += indicator_rows(spec, data.get(spec.no, []), capaian.get(spec.no, ""), narrow)
    return rows


def indicator_rows(spec: IndicatorSpec, data: list[Any], capaian: Any, narrow: bool) -> Rows:
    lines = lines_of(spec, data)
    rows: Rows = []
    for place, (text, value) in enumerate(lines):
        number = f"{spec.no}. " if place == 0 else ""
        old = f"{spec.old_no}. " if place == 0 and spec.old_no else ""
        figures = [spec.unit, *([str(float(spec.weight)), value, capaian] if place == 0 else ["", value, ""])]
        if narrow:
            rows.append([spec.aspect.name, spec.sub_aspect.name, f"{number}{old}{text}", *figures])
        else:
            no = spec.no if place == 0 else ""
            rows.append(["", spec.aspect.name, "", spec.sub_aspect.name, no, f"{old}{text}", *figures])
    return rows


def lines_of(spec: IndicatorSpec, data: list[Any]) -> list[tuple[str, Any]]:
    """Text and datum of each line: capitals, asterisks and double spaces where the old form had them."""
    repeatable = next((it for it in spec.inputs if it.repeatable), None)
    if repeatable:
        *parts, total = data or [""]
        return [(spec.text, ""), *(("", it) for it in parts), (spec.inputs[-1].label, total)]
    labels = [it.label for it in spec.inputs]
    padded = [*data, *[""] * (len(labels) - len(data))]
    lines = list(zip([disguised(it) for it in labels], padded, strict=True))
    checklist = spec.inputs[0].kind is InputKind.YES_NO
    if checklist or spec.text != spec.inputs[0].label:
        lines.insert(0, (f"{spec.text} :", ""))
    return lines


def disguised(text: str) -> str:
    return text.replace("kecamatan", "Kecamatan ").replace("2020-2021", "2020 - 2021") + "*"


def workbook(rows: Rows, change: Callable[[Any], None] | None = None) -> bytes:
    """The file; `change` may touch its sheet first."""
    book = Workbook()
    page = book.active
    for row in rows:
        page.append(row)
    if change:
        change(page)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def bendo_form(sheet: Sheet, **changes: Any) -> bytes:
    """Bendo's form; `changes` are data by number, as "i11": [18, 32]."""
    data = bendo_data() | {int(code[1:]): value for code, value in changes.items()}
    return workbook(form_rows(sheet, data, printed()))
