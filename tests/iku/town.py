"""The IKU of a kecamatan of tests.town: signed, drafted anew, one year, each with its token in every text."""

from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from assessments.iku.models import IkuDocument, IkuEvidence, IkuYear
from assessments.iku.services.documents import begin_draft, bring_in_document, sign_document
from assessments.iku.services.years import EntryContent, open_year, save_entry
from indicators.iku.parts import DocumentPart, Group, item_of, part_content, part_mark, without_items
from kinerja.accounts.models import User
from kinerja.regions.models import District
from tests.builders.made_files import CATALOGUE, PAGE, TREE, raw_pdf
from tests.iku.documents import bendo

ADDRESS = "iku/dokumen/<uuid:document_id>/"


@dataclass(frozen=True)
class Iku:
    """What a kecamatan has."""

    document: IkuDocument
    draft: IkuDocument
    year: IkuYear
    proof: IkuEvidence

    def objects(self, name: str) -> dict[str, Any]:
        """By the words of tests/access.csv."""
        return {
            f"{name}_place": self.document.district_id,
            f"{name}_document": self.document.pk,
            f"{name}_draft": self.draft.pk,
            f"{name}_year": self.year.pk,
            f"{name}_proof": self.proof.pk,
        }


def write_iku(district: District, by: User, token: str) -> Iku:
    data = bendo()
    data |= {"district": district.code, "agency": f"{token} instansi", "duty": f"{token} tugas"}
    data |= {"functions": [f"{token} fungsi"], "goal": f"{token} tujuan"}
    data["objectives"][0]["text"] = f"{token} sasaran"
    for one in data["indicators"]:
        one |= {"name": f"{token} IKU", "explanation": f"{token} penjelasan", "owner": f"{token} penanggung"}
        one["items"][0]["definition"] = f"{token} definisi"
    document = sign_document(document=bring_in_document(data=data, by=by).document, by=by)
    year = open_year(district=district, year=2022, by=by)
    for quarter in (1, 4):
        content = EntryContent(
            {"ditindaklanjuti": "1", "dilakukan": "4"}, f"{token} sebab", f"{token} tindak"
        )
        save_entry(year=year, code="1", quarter=quarter, content=content, version=0, by=by)
    return Iku(document, begin_draft(district=district, by=by), year, keep_proof(year, by, token))


def keep_proof(year: IkuYear, by: User, token: str) -> IkuEvidence:
    content = ContentFile(raw_pdf(CATALOGUE, TREE, PAGE), "bukti.pdf")
    evidence = IkuEvidence.objects.create(
        year=year,
        name=f"{token}.pdf",
        kind="pdf",
        size=content.size,
        sha256=token,
        file=content,
        uploaded_at=timezone.now(),
        uploaded_by=by,
    )
    evidence.links.create(code="1", quarter=1)
    return evidence


def bodies(iku: Iku) -> dict[str, dict[str, Any]]:
    """What a form at each address would send if all in it were right."""
    data = iku.draft.data
    marks = {group: part_mark(part_content(data, DocumentPart(group))) for group in list(Group)[:3]}
    objective, whole = (
        part_content(data, DocumentPart(Group.OBJECTIVE, "1")),
        part_content(data, DocumentPart(Group.INDICATOR, "1")),
    )
    assert whole
    one = {"objective": "1", "name": "Lain", "polarity": "more", "aggregation": "sum", "cap": "100"}
    return {
        "iku/kecamatan/<uuid:district_id>/tahun/": {"year": "2023"},
        f"{ADDRESS}tandatangani/": {"agreed": "on", "mark": part_mark(data)},
        f"{ADDRESS}bagian/<str:slug>/": {"agency": "Lain", "mark": marks[Group.IDENTITY]},
        f"{ADDRESS}sasaran/": {"text": "Lain", "mark": ""},
        f"{ADDRESS}sasaran/<str:code>/": {"text": "Lain", "mark": part_mark(objective)},
        f"{ADDRESS}indikator/": one | {"mark": ""},
        f"{ADDRESS}indikator/<str:code>/": one | {"mark": part_mark(without_items(whole))},
        f"{ADDRESS}indikator/<str:code>/butir/": {"name": "Lain", "mark": ""},
        f"{ADDRESS}indikator/<str:code>/butir/<str:item>/": {
            "name": "Lain",
            "mark": part_mark(item_of(whole, "dilakukan")),
        },
        f"{ADDRESS}hapus/": {"group": "objectives", "code": "1", "mark": part_mark(objective)},
        f"{ADDRESS}urutan/": {"group": "objectives", "code": "1", "down": "1"},
        "iku/tahun/<uuid:year_id>/buka/": {"note": "Salah ketik"},
        "iku/tahun/<uuid:year_id>/target/<str:code>/": {"annual": "90", "version": "1"},
        "iku/tahun/<uuid:year_id>/realisasi/<str:code>/<int:quarter>/": {
            "item-dilakukan": "5",
            "version": "1",
        },
        "iku/tahun/<uuid:year_id>/bukti/<str:code>/<int:quarter>/": {"evidence": iku.proof.pk, "pages": "1"},
        "iku/tahun/<uuid:year_id>/bukti/<uuid:evidence_id>/lepas/": {"code": "1", "quarter": "1"},
        "iku/tahun/<uuid:year_id>/bukti/<uuid:evidence_id>/hapus/": {"code": "1", "quarter": "1"},
    }
