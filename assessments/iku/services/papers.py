"""The codes of papers: what a signed document or an agreement says is kept when it is first printed."""

from datetime import datetime

from assessments.iku.models import IkuAgreement, IkuDocument
from assessments.models import PrintedCopy
from assessments.records.printed_copies import copy_of
from assessments.workflow import Paper
from indicators.scoring.documents.document import read_document
from kinerja.accounts.models import User
from kinerja.regions.models import District


def document_copy(document: IkuDocument, *, by: User, at: datetime) -> PrintedCopy | None:
    """The copy of a signed document; a draft has none, since it is nobody's word yet."""
    if document.is_draft or document.signed_at is None:
        return None
    return copy_of(
        paper=Paper.IKU_DOCUMENT,
        subject=f"iku-document:{document.pk}",
        says={"document": document.data, "no": document.no, "signed_at": document.signed_at.isoformat()},
        about=[("Surat", "Dokumen Indikator Kinerja Utama"), *copy_facts(document.district, document.no)],
        by=by,
        at=at,
    )


def agreement_copy(agreement: IkuAgreement, *, by: User, at: datetime) -> PrintedCopy:
    """The copy of a perjanjian kinerja as it was agreed."""
    year = agreement.year
    return copy_of(
        paper=Paper.IKU_AGREEMENT,
        subject=f"iku-agreement:{agreement.pk}",
        says={"agreement": read_document(agreement.content), "no": agreement.no},
        about=[("Surat", f"Perjanjian kinerja {year.year}"), *copy_facts(year.district, agreement.no)],
        by=by,
        at=at,
    )


def copy_facts(district: District, no: int) -> list[tuple[str, str]]:
    return [("Kecamatan", district.name), ("Kabupaten/kota", str(district.regency)), ("Versi", str(no))]
