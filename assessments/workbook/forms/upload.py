"""An uploaded workbook: its rows, checked by the form of a typed row, and what is confirmed of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict

from assessments.entry.forms.row import MAX_LINES, RowForm
from assessments.entry.services.saving import Content
from assessments.workbook.layout import Column
from assessments.workbook.reader import FileRow, Page, Problem
from assessments.workbook.services.upload import Planned, UploadPlan
from indicators.scoring.items import Status
from kinerja.workbook.cells import Typed


@dataclass(frozen=True)
class Answers:
    """What a workbook says, by indicator code; what is wrong in it; and its numbers in per cent."""

    contents: dict[str, Content] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    percents: dict[str, list[str]] = field(default_factory=dict)


def answers_in(page: Page) -> Answers:
    """Every row through its form. Where there are problems, nothing of the workbook may be used."""
    answers = Answers(problems=list(page.problems))
    for row in page.rows:
        form = FileRowForm(row)
        if form.is_valid():
            answers.contents[row.indicator.code] = form.content
        else:
            answers.problems.extend(form.problems())
        if percent_texts := [cell.text for cell in typed_cells(row) if cell.percent]:
            answers.percents[row.indicator.code] = percent_texts
    answers.problems.sort(key=lambda problem: (problem.row, problem.column))
    return answers


def typed_cells(row: FileRow) -> list[Typed]:
    return [*row.values.values(), *(line.value for lines in row.lines.values() for line in lines)]


class FileRowForm(RowForm):
    """The row's form, filled from cells. Text stays as it stands in the cell, a leading tab too."""

    def __init__(self, row: FileRow) -> None:
        self.row = row
        data: Any = row_data(row)  # a mapping serves: none of these fields is sent twice
        super().__init__(row.indicator, data)
        for text in self.fields.values():
            if isinstance(text, forms.CharField):
                text.strip = False

    def problems(self) -> list[Problem]:
        """Each error at its cell."""
        return [
            Problem(*self.place_of(name), str(sentence))
            for name, sentences in self.errors.items()
            for sentence in sentences
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for code, lines in self.row.lines.items():
            if len(lines) > MAX_LINES:
                self.add_error(f"{code}-0", f"Tulis paling banyak {MAX_LINES} baris.")
        return cleaned

    def place_of(self, name: str) -> tuple[int, Column]:
        """Row and column of a field."""
        if name in self.row.values:
            return self.row.values[name].row, Column.DATA
        code, _, line_and_part = name.partition("-")
        if code in self.row.lines:
            line = self.row.lines[code][int(line_and_part.partition("-")[0])]
            return line.value.row, Column.INDICATOR if line_and_part.endswith("-label") else Column.DATA
        column_by_field = {"reason": Column.REASON, "note": Column.NOTE}
        return self.row.row, column_by_field.get(name, Column.STATUS)


def row_data(row: FileRow) -> dict[str, str]:
    """The row as a page would send it."""
    data = {code: cell.text for code, cell in row.values.items()}
    for code, lines in row.lines.items():
        for place, line in enumerate(lines):
            data[f"{code}-{place}"] = line.value.text
            data[f"{code}-{place}-label"] = line.label.text
    data |= {"version": "0", "note": row.note.text, "reason": row.reason.text}
    return data | ({row.status: "1"} if row.status != Status.FILLED else {})


CHOICES = (("file", "Isian berkas"), ("server", "Isian di server"))


class UploadConfirmForm(forms.Form):
    """What a person decides about a preview: a choice for each conflict, and that numbers of cells in per
    cent were read as they were meant."""

    def __init__(
        self, plan: UploadPlan, percents: Mapping[str, list[str]], data: QueryDict | None = None
    ) -> None:
        super().__init__(data)
        self.plan = plan
        for row in plan.conflicts:
            sentence = f"Nomor {row.indicator.no}: pilih isian berkas atau isian di server."
            self.fields[f"choice-{row.code}"] = forms.ChoiceField(
                choices=CHOICES, error_messages=dict.fromkeys(("required", "invalid_choice"), sentence)
            )
        self.unsure = [row for row in plan.rows if row.code in percents]
        for row in self.unsure:
            self.fields[f"percent-{row.code}"] = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for row in self.unsure:
            if self.chosen(row) and not cleaned.get(f"percent-{row.code}"):
                no = row.indicator.no
                sentence = f"Nomor {no}: centang bila angkanya sudah benar, atau perbaiki berkasnya."
                self.add_error(f"percent-{row.code}", sentence)
        return cleaned

    @property
    def seen(self) -> dict[str, int]:
        """The rows of the preview that was sent, with their versions."""
        sent_rows = self.data.getlist("row") if isinstance(self.data, QueryDict) else []
        codes_and_versions = (text.rpartition(":") for text in sent_rows)
        return {
            code: int(version)
            for code, _, version in codes_and_versions
            if version.isascii() and version.isdigit()
        }

    def chosen(self, row: Planned) -> bool:
        """Whether the file's answer is saved."""
        return bool(self.cleaned_data.get(f"choice-{row.code}", "file") == "file")

    @property
    def summary(self) -> list[tuple[str, str]]:
        """Each error with the id of its field."""
        return [(name, str(sentence)) for name, found in self.errors.items() for sentence in found]
