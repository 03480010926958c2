"""The pane beside the review grid: one row in full, with what to set it beside and what to decide."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from assessments.access.answers_beside import AnswersBeside
from assessments.access.queries import PastEntry
from assessments.entry.page.last_year import last_year_words
from assessments.entry.page.proofs import Chip, row_proof
from assessments.entry.page.rows import InputCell, input_cell
from assessments.home.page.worksheet_status import worksheet_zone
from assessments.models import Entry, EvidenceLink, Judgement, Layer
from assessments.review.forms import JudgeForm
from assessments.review.services.peer_median import peers_of
from indicators.editions.sheets import sheet_of
from indicators.scoring.sheet import IndicatorSpec
from kinerja.numbers import Kind, format_short_datetime, format_value

from .review_sheet import Review
from .rows import ReviewRow, texts_by_input

FIRST_PAGE = re.compile("[0-9]+")


@dataclass(frozen=True)
class Frame:
    """What the pane is called, and where its forms and links lead: `page` shows the row again, `other` shows
    it among others, `key` tells the page which row is left."""

    title: str
    sub: str
    page: str
    close: str
    judge: str
    repair: str
    previous: str
    next: str
    other: str
    other_title: str
    key: str


@dataclass(frozen=True)
class Pane:
    """Everything that `review/pane.html` needs; also the `row` of the templates in `entry/cells`."""

    review: Review
    row: ReviewRow
    frame: Frame
    form: JudgeForm
    past: Mapping[str, str]
    median: str
    refusal: str
    opened: bool = False  # asked for by its number: it covers the grid on a narrow screen
    chosen: str = ""  # the file that is shown
    problem: str = ""  # why what was sent was not written
    conflict: Judgement | None = None
    stale: bool = False
    repair_note: str | None = None
    repair_error: str = ""

    editable = True

    @property
    def code(self) -> str:
        return self.row.code

    @property
    def entry_version(self) -> int:
        return self.row.entry.version if self.row.entry else 0

    @property
    def judgement(self) -> Judgement | None:
        return self.review.column.judgements.get(self.code)

    @property
    def version(self) -> int:
        return self.judgement.version if self.judgement else 0

    @property
    def last_year(self) -> int:
        return self.review.entry_sheet.loaded.edition.data_year - 1

    @property
    def spoken(self) -> list[dict[str, str]]:
        """Every judgement of the row: whose, which, why, by whom and when."""
        return [judgement_words(it, worksheet_zone(self.review.worksheet)) for it in self.row.judgements]

    @property
    def theirs(self) -> dict[str, str] | None:
        """After a conflict: what stands there now."""
        if self.conflict is None:
            return None
        theirs = judgement_words(self.conflict, worksheet_zone(self.review.worksheet))
        return theirs | {"values": self.worded(self.conflict)}

    @property
    def claim_moved(self) -> bool:
        """After a conflict: whether it is the kecamatan's answer that changed."""
        return self.stale and self.form.cleaned_data.get("entry_version") != self.entry_version

    @property
    def yours(self) -> dict[str, str]:
        """After a conflict: what was sent."""
        if not self.form.differs:
            verdict_word = "Sesuai" if self.form.data.get("verdict") else "Tarik kembali"
            return {"word": verdict_word, "values": "", "reason": ""}
        typed_words = "; ".join(
            f"{label} {self.form.text_for(code)}" for code, label in self.form.typed_labels
        )
        return {"word": "Berbeda", "values": typed_words, "reason": self.form.text_of("reason")}

    def worded(self, judgement: Judgement) -> str:
        if judgement.verdict == Judgement.Verdict.AGREES:
            return ""
        standing_form = JudgeForm(self.indicator, claim=self.row.entry, judgement=judgement)
        return "; ".join(
            f"{label} {standing_form.text_for(code)}" for code, label in standing_form.typed_labels
        )

    @property
    def indicator(self) -> IndicatorSpec:
        return self.row.figures.row.indicator

    @property
    def inputs(self) -> list[dict[str, str]]:
        """Label, claim, the kabupaten's word and last year's figure of every input."""
        claimed_texts = texts_by_input(self.row.figures)
        verified_figures = self.review.columns[Layer.REGENCY].figures(self.code)
        verified_texts = texts_by_input(verified_figures) if verified_figures else {}
        return [
            {
                "label": spec.label,
                "claimed": claimed_texts.get(spec.code, "–"),
                "verified": verified_texts.get(spec.code, "–"),
                "past": self.past.get(spec.code) or "–",
            }
            for spec in self.indicator.inputs
        ]

    @property
    def cells(self) -> list[InputCell]:
        """The fields of what is decided, empty, each with the claim beside it."""
        claimed_texts = texts_by_input(self.row.figures)
        return [
            input_cell(self.form, item, f"Isian: {claimed_texts.get(item.spec.code, '–')}")
            for item in self.row.figures.row.inputs
            if not item.spec.locked
        ]

    @property
    def reason(self) -> str:
        return self.form.text_of("reason")

    @property
    def errors(self) -> list[str]:
        return (
            [str(it) for errors in self.form.errors.values() for it in errors] if self.form.is_bound else []
        )

    @property
    def reason_error(self) -> str:
        return self.form.error_of("reason")

    @property
    def errors_apart(self) -> list[str]:
        """Errors that no field shows."""
        sentences = [self.form.error_of(name) for name in ("verdict", "version", "entry_version", "tdi")]
        return [sentence for sentence in sentences if sentence]

    @property
    def marks(self) -> list[tuple[str, str, bool]]:
        return marks_of(self.form)

    @cached_property
    def files(self) -> list[Chip]:
        """Each linked file once."""
        entry = self.row.entry
        status, values = (entry.status, entry.values) if entry else (Entry.Status.FILLED, {})
        links: tuple[EvidenceLink, ...] = self.review.entry_sheet.links.get(self.code, ())
        chips = row_proof(self.indicator, status, values, links).chips
        return list({chip.evidence_id: chip for chip in reversed(chips)}.values())[::-1]

    @property
    def shown_file(self) -> Chip | None:
        """The file beside the row: the chosen one, else the first."""
        chosen_chips = [chip for chip in self.files if str(chip.evidence_id) == self.chosen]
        return next(iter(chosen_chips or self.files), None)

    @property
    def page_anchor(self) -> str:
        """Where in a PDF the proof stands: the first of its pages."""
        file = self.shown_file
        first_page = FIRST_PAGE.match(file.pages) if file else None
        return f"#page={first_page[0]}" if first_page else ""

    @property
    def note(self) -> str:
        """What is to be mended, as sent or as it stands."""
        if self.repair_note is not None:
            return self.repair_note
        return self.row.repair.note if self.row.repair else ""


def marks_of(form: JudgeForm) -> list[tuple[str, str, bool]]:
    """Name, word and tick of TDI and nihil, where the row knows them."""
    labels = form.indicator.edition.labels
    mark_names = [name for name in ("tdi", "none_occurred") if name in form.fields]
    return [(name, labels[name], form.checked(name)) for name in mark_names]


def judgement_words(judgement: Judgement, zone: str) -> dict[str, str]:
    return {
        "layer": Layer(judgement.layer).label,
        "word": judgement.get_verdict_display(),
        "reason": judgement.reason,
        "who": judgement.judged_by.name,
        "at": format_short_datetime(judgement.judged_at, zone),
    }


def pane_frame(review: Review, row: ReviewRow) -> Frame:
    """On the review page, where the rows follow each other."""
    page_address = reverse("review", args=(review.worksheet.pk, review.layer))
    row_numbers = list(review.by_no)
    position = row_numbers.index(row.no)
    numbers_beside = [
        row_numbers[it] if 0 <= it < len(row_numbers) else None for it in (position - 1, position + 1)
    ]
    return Frame(
        title=row.text,
        sub=f"Nomor {row.no} · bobot {row.figures.weight}",
        page=f"{page_address}?nomor={row.no}",
        close=f"{page_address}#nomor-{row.no}",
        judge=reverse("review_row", args=(review.worksheet.pk, review.layer, row.code)),
        repair=reverse("review_repair", args=(review.worksheet.pk, review.layer, row.code)),
        previous=f"{page_address}?nomor={numbers_beside[0]}#nomor-{numbers_beside[0]}"
        if numbers_beside[0]
        else "",
        next=f"{page_address}?nomor={numbers_beside[1]}#nomor-{numbers_beside[1]}"
        if numbers_beside[1]
        else "",
        other="" if review.right else across_url(review, row),
        other_title="Nomor ini di semua kecamatan",
        key=str(row.no),
    )


def across_url(review: Review, row: ReviewRow) -> str:
    worksheet = review.worksheet
    address = reverse("across", args=(worksheet.stage.period.code, review.layer, row.code))
    return f"{address}?kertas={worksheet.pk}"


def pane_of(
    review: Review,
    row: ReviewRow,
    others: AnswersBeside,
    form: JudgeForm | None = None,
    frame: Frame | None = None,
    **more: Any,
) -> Pane:
    """No query: `others` are the answers that the row is set beside."""
    indicator = row.figures.row.indicator
    judgement = review.column.judgements.get(row.code)
    return Pane(
        review=review,
        row=row,
        frame=frame or pane_frame(review, row),
        form=form or JudgeForm(indicator, claim=row.entry, judgement=judgement),
        past=past_texts(others.past),
        median=median_text(indicator, others),
        refusal=review.refusal_of(row.code),
        **more,
    )


def past_texts(past: PastEntry | None) -> dict[str, str]:
    """Last year's answer by input."""
    if past is None:
        return {}
    indicator = sheet_of(past.revision_id).by_code[past.code]
    return {
        spec.code: last_year_words(indicator, spec, past.status, past.values.get(spec.code))
        for spec in indicator.inputs
    }


def median_text(indicator: IndicatorSpec, others: AnswersBeside) -> str:
    """ "13 desa, dari 12 kecamatan"; empty where there is nobody to compare with."""
    peers = peers_of(indicator, others.peers)
    if peers is None:
        return ""
    median_text = format_value(peers.median, Kind(peers.spec.kind.value))
    return f"{peers.spec.label}: {median_text} (median {peers.among} kecamatan sebanding)"
