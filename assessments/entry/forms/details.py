"""Lists behind counts as they are sent: lines with name, date, place and evidence; ticks of villages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from assessments.entry.services.details import Lines, Ticks, VillageColumn, ticked_inputs
from indicators.scoring.sheet import IndicatorSpec
from indicators.scoring.specs import InputSpec
from kinerja.fields import IndonesianDateField
from kinerja.numbers import format_date
from kinerja.regions.villages import Village

BLANK_LINES = 3
PARTS = ("name", "date", "place", "evidence")
LONG = {"name": 200, "place": 120}
CELLS = (("name", "Nama", ""), ("date", "Tanggal", "details-date"), ("place", "Tempat", "details-place"))
Files = Mapping[str, str]  # the name of each file of the worksheet by its id


class DetailCell(NamedTuple):
    """One of the texts of a line."""

    part: str
    label: str
    style: str  # the class of its column
    text: str
    error: str


@dataclass
class DetailLine:
    """One line as it is shown, with what is wrong in it by part."""

    no: int
    texts: dict[str, str]
    errors: dict[str, str]

    @property
    def key(self) -> str:
        """Its number as a template joins it to other texts."""
        return str(self.no)

    @property
    def cells(self) -> list["DetailCell"]:
        """What is typed: name, date and place."""
        return [
            DetailCell(part, label, style, self.texts[part], self.errors.get(part, ""))
            for part, label, style in CELLS
        ]

    @property
    def blank(self) -> bool:
        return not any(self.texts.values())

    @property
    def summary(self) -> str:
        """Name, date and place in a row of words."""
        date_and_place = [self.texts[part] for part in ("date", "place") if self.texts[part]]
        return ", ".join([self.texts["name"], *date_and_place])


def stored_lines(lines: Lines) -> list[DetailLine]:
    """Lines as they are kept, and a few empty ones to write on."""
    stored_lines = [{"evidence": ""} | line | {"date": line_date(line["date"])} for line in lines]
    blank_lines = [dict.fromkeys(PARTS, "") for _ in range(BLANK_LINES)]
    return [DetailLine(no, texts, {}) for no, texts in enumerate([*stored_lines, *blank_lines])]


def line_date(stored: str) -> str:
    return format_date(date.fromisoformat(stored)) if stored else ""


def sent_lines(spec: InputSpec, data: QueryDict) -> list[DetailLine]:
    """Lines as they were sent, each part as often as there are lines."""
    columns = [data.getlist(f"{spec.code}-{part}") for part in PARTS]
    rows = zip_longest(*columns, fillvalue="")
    return [
        DetailLine(no, {part: text.strip() for part, text in zip(PARTS, texts, strict=True)}, {})
        for no, texts in enumerate(rows)
    ]


def read_lines(lines: list[DetailLine], files: Files) -> Lines:
    """The filled lines as they are kept; sentences on what is wrong are put into the lines."""
    return [read_line(line, files) for line in lines if not line.blank]


def read_line(line: DetailLine, files: Files) -> dict[str, str]:
    detail_date = None
    try:
        detail_date = IndonesianDateField(required=False).clean(line.texts["date"])
    except ValidationError as error:
        line.errors["date"] = " ".join(error.messages)
    for part, length in LONG.items():
        if len(line.texts[part]) > length:
            line.errors[part] = f"Tulis paling banyak {length} huruf."
    if line.texts["evidence"] and line.texts["evidence"] not in files:
        line.errors["evidence"] = "Pilih berkas dari daftar."
    if not line.texts["name"]:
        line.errors["name"] = "Tulis namanya, atau kosongkan baris ini."
    return line.texts | {"date": detail_date.isoformat() if detail_date else ""}


class VersionsForm(forms.Form):
    """The versions that the sender of a matrix has read, one an indicator."""

    def __init__(self, data: Any, indicators: list[IndicatorSpec], villages: list[Village]) -> None:
        super().__init__(data)
        self.indicators, self.villages = indicators, villages
        message = dict.fromkeys(("required", "invalid", "min_value"), "Muat ulang halaman.")
        for indicator in indicators:
            name = f"{indicator.code}-version"
            self.fields[name] = forms.IntegerField(min_value=0, error_messages=message)

    def ticks(self, indicator: IndicatorSpec) -> dict[str, list[str]]:
        """What was ticked, by input; ids and inputs that nobody offered are passed over."""
        specs = ticked_inputs(indicator)
        choice_by_village = {village.id: self.choice(indicator, village, specs) for village in self.villages}
        return {
            spec.code: [id for id, input in choice_by_village.items() if input == spec.code] for spec in specs
        }

    def choice(self, indicator: IndicatorSpec, village: Village, specs: list[InputSpec]) -> str:
        """The input that a village was ticked for: its own tick's, or the chosen level's."""
        sent_choice = self.data.get(f"{indicator.code}-{village.id}", "")
        return (
            sent_choice
            if any(sent_choice == spec.code and village.kind in spec.villages for spec in specs)
            else ""
        )

    def touched(self, indicator: IndicatorSpec) -> bool:
        """Whether something in the column is not what the sender was shown."""
        return ticks_fingerprint(self.ticks(indicator)) != str(self.data.get(f"{indicator.code}-shown", ""))

    def columns(self) -> dict[str, VillageColumn]:
        """What was changed; a column that the sender left alone is nobody's conflict."""
        return {
            it.code: VillageColumn(self.ticks(it), self.cleaned_data[f"{it.code}-version"])
            for it in self.indicators
            if self.touched(it)
        }


def ticks_fingerprint(ticks: Ticks) -> str:
    """Ticks in one text, to see whether they are as they were shown."""
    return " ".join(f"{name}:{id}" for name in sorted(ticks) for id in sorted(ticks[name]))
