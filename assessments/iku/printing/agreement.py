"""The perjanjian kinerja between camat and head of the kabupaten: as it was agreed, or as a draft of now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from assessments.iku.models import IkuAgreement, IkuYear
from assessments.papers.pdf import paper_pdf
from assessments.papers.seal import Seal, seal_of
from assessments.workflow import Paper
from indicators.scoring.rounding import exact_sum
from kinerja.numbers import format_date, format_nip, format_rupiah, format_short_datetime

from .words import BLANK, NOTHING, stated_text

Says = Mapping[str, Any]


@dataclass(frozen=True)
class AgreementPaper:
    """What the paper says. `agreement` is None for a draft; `before` is what the version before it said."""

    year: IkuYear
    says: Says
    at: datetime
    agreement: IkuAgreement | None = None
    before: Says | None = None
    seal: Seal | None = None

    @property
    def title(self) -> str:
        changed = self.agreement is not None and self.agreement.no > 1
        return f"Perjanjian Kinerja {'Perubahan ' if changed else ''}Tahun {self.says['year']}"

    @property
    def standing(self) -> str:
        if self.agreement is None:
            zone = str(self.year.district.regency.province.time_zone)
            return f"RANCANGAN, dicetak {format_short_datetime(self.at, zone)}"
        return f"Versi {self.agreement.no}"

    @property
    def regency(self) -> str:
        return str(self.year.district.regency)

    @property
    def place(self) -> str:
        """Where and when it was signed."""
        signed_on_text = format_date(self.agreement.signed_on) if self.agreement else BLANK
        return f"{self.year.district.name}, {signed_on_text}"

    @property
    def first(self) -> Mapping[str, str]:
        """The camat."""
        return {**self.says["first"], "nip": format_nip(self.says["first"]["nip"])}

    @property
    def second(self) -> Mapping[str, str]:
        """The head of the kabupaten; written in by hand where the template does not name them."""
        seat = self.year.district.regency
        position = "Wali Kota" if seat.name.startswith("Kota ") else "Bupati"
        signer = self.says["second"]
        return {"name": signer["name"], "position": signer["position"] or f"{position} {seat.seat}"}

    @property
    def rows(self) -> Iterator[dict[str, Any]]:
        no = 0
        for objective in self.says["objectives"]:
            for place, indicator in enumerate(objective["indicators"]):
                no += 1
                yield {
                    "no": no,
                    "objective": "" if place else objective["text"],
                    "name": indicator["name"],
                    "target": stated_text(indicator["target"], indicator["unit"]),
                }

    @property
    def programs(self) -> list[dict[str, str]]:
        program_lines = [line for objective in self.says["objectives"] for line in objective["programs"]]
        return [line | {"budget": format_rupiah(Fraction(line["budget"]))} for line in program_lines]

    @property
    def budget(self) -> str:
        program_lines = [line for objective in self.says["objectives"] for line in objective["programs"]]
        return format_rupiah(exact_sum(Fraction(line["budget"]) for line in program_lines))

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """What it changes of the version before: what, from, to."""
        if self.before is None:
            return []
        return [
            *_changed_values(_target_texts(self.before), _target_texts(self.says)),
            *_changed_values(_budget_texts(self.before), _budget_texts(self.says)),
        ]


def _changed_values(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for name in dict.fromkeys([*old, *new]):
        old_text, new_text = old.get(name, NOTHING), new.get(name, NOTHING)
        if old_text != new_text:
            yield name, old_text, new_text


def _target_texts(says: Says) -> dict[str, str]:
    return {
        f"Target {one['name']}": stated_text(one["target"], one["unit"])
        for objective in says["objectives"]
        for one in objective["indicators"]
    }


def _budget_texts(says: Says) -> dict[str, str]:
    """By program and kegiatan; what stands twice counts together."""
    budget_sums: dict[str, Fraction] = {}
    for objective in says["objectives"]:
        for line in objective["programs"]:
            name = " – ".join(filter(None, (line["program"], line["activity"])))
            budget_sums[name] = budget_sums.get(name, Fraction(0)) + Fraction(line["budget"])
    return {f"Anggaran {name}": format_rupiah(amount) for name, amount in budget_sums.items()}


def agreement_of(
    year: IkuYear, says: Says, *, at: datetime, agreement: IkuAgreement | None = None, copy: Any = None
) -> AgreementPaper:
    """The paper of an agreement, or of what one would say now."""
    if agreement is None:
        return AgreementPaper(year, says, at)
    agreement_before = year.agreements.filter(no=agreement.no - 1).first()
    return AgreementPaper(
        year, says, at, agreement, agreement_before.says if agreement_before else None, seal_of(copy)
    )


def agreement_pdf(paper: AgreementPaper) -> bytes:
    """The agreement with its annex, F4 portrait."""
    return paper_pdf(Paper.IKU_AGREEMENT, {"it": paper})
