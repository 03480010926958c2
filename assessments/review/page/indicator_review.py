"""One indicator across kecamatan as the page shows it: what was asked for, and every line in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from string import ascii_lowercase
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import Http404, QueryDict
from django.urls import reverse

from assessments.entry.page.proofs import Chip, row_proof
from assessments.models import Layer
from assessments.papers.figures import RowFigures, row_figures
from assessments.review.services.indicator_review import Caseload, ReviewLine
from indicators.editions.sheets import sheet_of
from indicators.models import Revision
from indicators.scoring.sheet import IndicatorSpec
from kinerja.regions.models import Regency

from .rows import ReviewCell, cell_of, texts_by_input

LINES_A_PAGE = 100
UNLIKE = "berbeda"
SHOW = {
    "": "Semua",
    "belum": "Belum diputuskan",
    "sudah": "Sudah diputuskan",
    UNLIKE: "Isian sama, putusan berbeda",
}


def is_asked_for(line: ReviewLine, show: str) -> bool:
    """Whether a line is of the kind that was asked for."""
    return {"belum": not line.decided, "sudah": line.decided, UNLIKE: line.unlike > 0}.get(show, True)


@dataclass(frozen=True)
class IndicatorFilter:
    """What of the lines is asked for; each may be empty."""

    edition: str = ""
    regency: str = ""
    show: str = ""
    page: str = ""

    @classmethod
    def read(cls, data: QueryDict) -> "IndicatorFilter":
        show = data.get("tampil", "")
        filter_values = (data.get("edisi", ""), data.get("kabupaten", ""), show if show in SHOW else "")
        return cls(*filter_values, data.get("hal", ""))

    def query(self, **more: str) -> str:
        query_names = {
            "edisi": self.edition,
            "kabupaten": self.regency,
            "tampil": self.show,
            "hal": self.page,
        }
        query_values = {name: value for name, value in (query_names | more).items() if value}
        return f"?{urlencode(query_values)}" if query_values else ""

    @property
    def edition_query(self) -> str:
        """Another page of the same edition."""
        return IndicatorFilter(edition=self.edition).query()

    @property
    def unlike_query(self) -> str:
        """The lines of an indicator of this edition whose input is another's and whose decision is not."""
        query_names = {"tampil": UNLIKE, "edisi": self.edition}
        return f"?{urlencode({name: value for name, value in query_names.items() if value})}"


def edition_shown(caseload: Caseload, choice: IndicatorFilter) -> Revision | None:
    """The edition that was asked for, else the newest; 404 for one that is not in use."""
    if not choice.edition:
        return next(iter(caseload.editions), None)
    for edition in caseload.editions:
        if str(edition.no) == choice.edition:
            return edition
    raise Http404


def letters_of(indicator: IndicatorSpec) -> list[tuple[str, str]]:
    """A letter and the label of every input, so that the lines need not repeat the labels; no letter where
    there is only one."""
    several_inputs = len(indicator.inputs) > 1
    return [
        (indicator_name(no) if several_inputs else "", it.label) for no, it in enumerate(indicator.inputs)
    ]


def indicator_name(no: int) -> str:
    """a, b, … z, aa, ab: as lists are lettered."""
    rounds, letter_index = divmod(no, len(ascii_lowercase))
    return f"{indicator_name(rounds - 1) if rounds else ''}{ascii_lowercase[letter_index]}"


@dataclass(frozen=True)
class ReviewLineView:
    """Everything that `review/indicator/row.html` needs."""

    line: ReviewLine
    url: str
    judge: str
    current: bool

    @property
    def id(self) -> str:
        return str(self.line.worksheet.pk)

    @cached_property
    def figures(self) -> RowFigures:
        return row_figures(sheet_of(self.line.worksheet.revision_id), self.line.row)

    @property
    def claimed(self) -> list[tuple[str, str]]:
        """Every input's letter, where there are several, and its value as it was typed."""
        texts, spec = texts_by_input(self.figures), self.line.row.indicator
        letters_and_inputs = zip(letters_of(spec), spec.inputs, strict=True)
        return [(letter, texts.get(it.code, "–")) for (letter, _), it in letters_and_inputs]

    @property
    def files(self) -> list[Chip]:
        """Each linked file once."""
        entry = self.line.entry
        status, values = (entry.status, entry.values) if entry else ("filled", {})
        chips = row_proof(self.line.row.indicator, status, values, self.line.links).chips
        return list({chip.evidence_id: chip for chip in chips}.values())

    @property
    def cells(self) -> list[ReviewCell]:
        """The word of every layer, without a nilai: that depends on the other rows."""
        return [replace(self.cell(layer), score="") for layer in self.line.layer.beside]

    def cell(self, layer: Layer) -> ReviewCell:
        line, result = self.line, self.line.results.get(layer)
        sheet = sheet_of(line.worksheet.revision_id)
        return cell_of(
            layer.row.heading,
            layer is line.layer,
            self.figures,
            line.words.get(layer),
            row_figures(sheet, result) if result and line.counts(layer) else None,
            asked_back=line.repair is not None and line.repair.layer == layer,
        )

    @property
    def open_to_judge(self) -> bool:
        """Whether a judgement may be written on it here and now and none stands."""
        return not self.line.closed and not self.line.counts(self.line.layer) and self.line.repair is None

    @property
    def warning(self) -> str:
        unlike_count = self.line.unlike
        return f"Isian sama dengan {unlike_count} kecamatan lain, putusan berbeda" if unlike_count else ""

    @property
    def notes(self) -> list[str]:
        line = self.line
        repair = [f"Minta perbaikan: {line.repair.note}"] if line.repair else []
        return repair + [f"{it.row.short}: {word.reason}" for it, word in self.reasons if word.reason]

    @property
    def reasons(self) -> list[tuple[Layer, Any]]:
        return [(it, self.line.words[it]) for it in self.line.layer.beside if it in self.line.words]


@dataclass(frozen=True)
class AcrossPage:
    """The lines of one indicator, those that are asked for, and the one whose row stands beside them."""

    caseload: Caseload
    edition: Revision
    indicator: IndicatorSpec
    choice: IndicatorFilter
    lines: Sequence[ReviewLine]
    current: ReviewLine | None

    @property
    def layer(self) -> Layer:
        return self.caseload.layer

    @property
    def address(self) -> str:
        return reverse("across", args=(self.caseload.period.code, self.layer, self.indicator.code))

    @cached_property
    def regencies(self) -> list[Regency]:
        return sorted({it.worksheet.district.regency for it in self.lines}, key=lambda it: it.code)

    @cached_property
    def regency_lines(self) -> list[ReviewLine]:
        """The lines of the kabupaten that was asked for, else all."""
        regency_codes = ("", self.choice.regency)
        return [
            it
            for it in self.lines
            if not self.choice.regency or it.worksheet.district.regency.code in regency_codes
        ]

    @cached_property
    def page(self) -> "Page[Any]":
        lines = [it for it in self.regency_lines if is_asked_for(it, self.choice.show)]
        return Paginator(lines, LINES_A_PAGE).get_page(self.choice.page)

    @property
    def filters(self) -> list[dict[str, Any]]:
        return [
            {
                "name": name,
                "label": label,
                "count": sum(is_asked_for(it, name) for it in self.regency_lines),
                "url": self.address + replace(self.choice, show=name, page="").query(),
                "current": name == self.choice.show,
            }
            for name, label in SHOW.items()
        ]

    @property
    def decided(self) -> int:
        return sum(line.decided for line in self.regency_lines)

    @property
    def letters(self) -> list[tuple[str, str]]:
        """What the letters of the lines stand for; nothing where there are none."""
        return [(no, label) for no, label in letters_of(self.indicator) if no]

    @property
    def heads(self) -> list[str]:
        return [layer.row.heading for layer in self.layer.beside]

    def url(self, line: ReviewLine) -> str:
        """The page with this line's row beside it."""
        return f"{self.address}{self.choice.query(kertas=str(line.worksheet.pk))}"

    def judge_url(self, line: ReviewLine, name: str = "across_row") -> str:
        address = reverse(name, args=(self.layer, self.indicator.code, line.worksheet.pk))
        return f"{address}{self.choice.query()}"

    def line_view(self, line: ReviewLine) -> ReviewLineView:
        return ReviewLineView(line, self.url(line), self.judge_url(line), line is self.current)

    @property
    def rows(self) -> list[ReviewLineView]:
        return [self.line_view(line) for line in self.page]

    def lines_beside(self, line: ReviewLine) -> tuple[ReviewLine | None, ReviewLine | None]:
        """The lines before and after on this page; from one that is no more on it the first follows."""
        lines = list(self.page)
        if line not in lines:
            return None, next(iter(lines), None)
        position = lines.index(line)
        return (lines[position - 1] if position else None), next(iter(lines[position + 1 :]), None)

    def line(self, worksheet_id: object) -> ReviewLine | None:
        return next((it for it in self.lines if str(it.worksheet.pk) == str(worksheet_id)), None)


def review_page_of(
    caseload: Caseload,
    edition: Revision,
    indicator: IndicatorSpec,
    choice: IndicatorFilter,
    chosen: object,
    lines: list[ReviewLine],
) -> AcrossPage:
    """404 for a kabupaten without a line; `chosen` is the worksheet whose row is opened, else the first that
    is to be decided."""
    page = AcrossPage(caseload, edition, indicator, choice, lines, None)
    if choice.regency and choice.regency not in {it.code for it in page.regencies}:
        raise Http404
    return replace(page, current=page.line(chosen) or first_number(list(page.page)))


def first_number(lines: Sequence[ReviewLine]) -> ReviewLine | None:
    return next((it for it in lines if not it.decided and not it.closed), next(iter(lines), None))
