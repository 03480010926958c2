"""The forms of evidence: files to upload, and what a file proves."""

import re
from collections.abc import Collection
from typing import Any

from django import forms
from django.http import QueryDict

from assessments.entry.services.evidence_links import ProofTarget
from indicators.editions.sheets import sheet_of
from indicators.scoring.proof import provable_parts
from indicators.scoring.sheet import Sheet

PAGES = re.compile(r"[1-9]\d{0,3}(-[1-9]\d{0,3})?")
PAGES_HELP = "misalnya 4 atau 2-5, 9"


def clean_pages(text: str, last: int | None) -> str:
    """Page numbers and spans, "4" or "2-5, 9", none beyond `last` where it is known; empty is all pages."""
    page_spans = [
        span.strip() for span in text.replace("–", "-").replace(" - ", "-").split(",") if span.strip()
    ]
    for span in page_spans:
        if not PAGES.fullmatch(span):
            raise forms.ValidationError(f"Tulis nomor halaman, {PAGES_HELP}.")
        first, end = (int(page) for page in (span.split("-") * 2)[:2])
        if first > end:
            raise forms.ValidationError(f"Tulis halaman dari kecil ke besar: {end}-{first}.")
        if last and end > last:
            raise forms.ValidationError(f"Berkas ini hanya {last} halaman. Periksa nomor halamannya.")
    return ", ".join(page_spans)


class TargetForm(forms.Form):
    """A row of the worksheet's edition, a part of it, and pages."""

    part = forms.CharField(required=False, max_length=40)
    pages = forms.CharField(
        label="Halaman",
        required=False,
        max_length=40,
        help_text=f"Kosongkan untuk seluruh berkas; {PAGES_HELP}.",
        error_messages={"max_length": "Tulis paling banyak 40 tanda, misalnya 2-5, 9."},
    )

    def __init__(self, sheet: Sheet, data: Any = None, *, last_page: int | None = None):
        super().__init__(data)
        self.sheet, self.last_page = sheet, last_page
        indicator_choices = [(spec.code, f"{spec.no}. {spec.text}") for spec in sheet.indicators]
        self.fields["code"] = forms.ChoiceField(
            label="Nomor yang dibuktikan",
            choices=[("", "Pilih nomor"), *indicator_choices],
            error_messages={"required": "Pilih nomor.", "invalid_choice": "Pilih nomor dari daftar."},
        )

    def offer_only(self, codes: Collection[str]) -> None:
        """Show no other rows to choose from; the service refuses them anyhow."""
        code_widget: Any = self.fields["code"].widget
        code_widget.choices = [pair for pair in code_widget.choices if pair[0] in {"", *codes}]

    def clean_pages(self) -> str:
        return clean_pages(self.cleaned_data["pages"], self.last_page)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        indicator = self.sheet.by_code.get(cleaned.get("code", ""))
        part = cleaned.get("part", "")
        if indicator and part and part not in dict(provable_parts(indicator)):
            self.add_error("part", "Pilih butir data dari daftar.")
        return cleaned

    @property
    def target(self) -> ProofTarget:
        return ProofTarget(**{name: self.cleaned_data[name] for name in ("code", "part", "pages")})


def target_form(worksheet: Any, data: QueryDict | None, last_page: int | None = None) -> TargetForm:
    return TargetForm(sheet_of(worksheet.revision_id), data, last_page=last_page)
