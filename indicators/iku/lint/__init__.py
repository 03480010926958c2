"""The linter of IKU documents: errors come first and keep a document from being signed, warnings do not."""

from collections.abc import Iterator, Mapping

from indicators.scoring.finding import Finding, error_finding, warning_finding

from ..document import Definition, KeyIndicator
from ..nip import nip_problems
from .deadlines import deadline_findings
from .formulas import formula_findings
from .targets import target_findings


def lint_definition(definition: Definition) -> list[Finding]:
    """All findings; `indicator` of a finding is the code of the IKU that it is about."""
    findings = [*_head_findings(definition), *_objective_findings(definition), *_legal_basis(definition)]
    findings += [*_validity_findings(definition), *_signature_findings(definition)]
    for indicator in definition.indicators:
        findings += [*_text_findings(indicator), *formula_findings(indicator), *deadline_findings(indicator)]
        findings += target_findings(definition, indicator)
    return sorted(findings, key=lambda it: not it.is_error)


def _head_findings(definition: Definition) -> Iterator[Finding]:
    needed_texts = {
        "Instansi": definition.agency,
        "Tugas pokok": definition.duty,
        "Fungsi": "".join(definition.functions),
        "Tujuan": definition.goal,
        "Indikator tujuan": definition.goal_indicator,
    }
    for name in _empty_names(needed_texts):
        yield error_finding("missing", f"{name} belum diisi.")


def _objective_findings(definition: Definition) -> Iterator[Finding]:
    if not definition.objectives:
        yield error_finding("missing", "Dokumen belum memuat sasaran strategis dan IKU.")
    for no, objective in enumerate(definition.objectives, start=1):
        if not objective.text.strip():
            yield error_finding("missing", f"Sasaran ke-{no} belum diisi.")
        if not objective.indicators:
            yield error_finding("missing", f"Sasaran ke-{no} belum mempunyai IKU.")


def _legal_basis(definition: Definition) -> Iterator[Finding]:
    if not definition.legal_basis:
        yield warning_finding("legal_basis", "Dasar hukum belum diisi.")
    last_year = definition.valid_until
    for no, basis in enumerate(definition.legal_basis, start=1):
        if not basis.number.strip() or basis.date is None:
            yield warning_finding("legal_basis", f"Dasar hukum ke-{no}: tulis nomor dan tanggalnya.")
        elif last_year is not None and basis.date.year > last_year:
            yield warning_finding(
                "legal_basis", f"Dasar hukum ke-{no} bertanggal sesudah masa berlaku berakhir."
            )


def _validity_findings(definition: Definition) -> Iterator[Finding]:
    start, end = definition.valid_from, definition.valid_until
    if start is None or end is None:
        yield error_finding("validity", "Masa berlaku belum diisi; tulis tahun awal dan tahun akhirnya.")
    elif end < start:
        yield error_finding("validity", f"Masa berlaku berakhir ({end}) sebelum mulai ({start}).")


def _signature_findings(definition: Definition) -> Iterator[Finding]:
    signature = definition.signature
    if not signature.position.strip() or not signature.name.strip():
        yield error_finding("signature", "Jabatan dan nama penanda tangan belum diisi.")
    if not signature.nip:
        yield warning_finding("nip", "NIP penanda tangan belum diisi.")
    for problem in nip_problems(signature.nip):
        yield warning_finding("nip", f"Periksa NIP penanda tangan: {problem}.")


def _text_findings(indicator: KeyIndicator) -> Iterator[Finding]:
    if not indicator.name.strip():
        yield error_finding("missing", f"IKU {indicator.no}: nama belum diisi.", indicator=indicator.code)
    needed_texts = {
        "penjelasan": indicator.explanation,
        "sumber data": indicator.source,
        "penanggung jawab": indicator.owner,
        "satuan": indicator.unit,
        "alasan pemilihan": indicator.reason,
    }
    for name in _empty_names(needed_texts):
        yield warning_finding("missing", f"IKU {indicator.no}: {name} belum diisi.", indicator=indicator.code)


def _empty_names(texts: Mapping[str, str]) -> list[str]:
    return [name for name, text in texts.items() if not text.strip()]
