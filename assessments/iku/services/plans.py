"""Write what the papers of a year need: programs with their money, quarterly plans, the agreement."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments.iku.models import (
    IkuAgreement,
    IkuEvent,
    IkuPlan,
    IkuProgram,
    IkuYear,
    RegencyTemplate,
)
from indicators.iku.document import Objective
from indicators.iku.quarters import QUARTERS
from indicators.scoring.documents.document import canonical_text
from indicators.scoring.rounding import decimal_text
from kinerja.accounts.models import User
from kinerja.refusals import Moved, Stale

from .events import record_iku
from .years import lock_open

Action = IkuEvent.Action


class StalePlan(Stale):
    """Somebody saved this part after the sender had read it."""

    sentence = "Bagian ini sudah diubah orang lain. Periksa isinya, lalu simpan lagi."


class SameAgreement(Moved):
    """The agreement would say what the last one says."""

    sentence = "Isinya sama dengan perjanjian terakhir. Ubah target atau program lebih dulu."


@dataclass(frozen=True)
class Program:
    """One line of a sasaran's programs; rupiah, `spent` None until known."""

    program: str
    activity: str
    budget: Decimal
    spent: Decimal | None = None

    @property
    def as_texts(self) -> list[str]:
        """For marks and events."""
        spent = "" if self.spent is None else decimal_text(self.spent)
        return [self.program, self.activity, decimal_text(self.budget), spent]


def programs_of(year: IkuYear) -> dict[str, list[Program]]:
    """By the sasaran's code; one query."""
    programs: dict[str, list[Program]] = {}
    for row in year.programs.all():
        line = Program(row.program, row.activity, row.budget, row.spent)
        programs.setdefault(row.objective, []).append(line)
    return programs


def plans_of(year: IkuYear) -> dict[str, list[str]]:
    """Four texts by the IKU's code, "" where none is written; one query."""
    plans: dict[str, list[str]] = {}
    for row in year.plans.all():
        plans.setdefault(row.code, [""] * len(QUARTERS))[row.quarter - 1] = row.text
    return plans


def mark_of(content: Any) -> str:
    """What a sender had read, in short."""
    return hashlib.sha256(canonical_text({"is": content}).encode()).hexdigest()[:16]


def programs_mark(lines: Sequence[Program]) -> str:
    return mark_of([line.as_texts for line in lines])


@transaction.atomic
def save_programs(*, year: IkuYear, objective: str, lines: Sequence[Program], mark: str, by: User) -> bool:
    """Put these lines in the place of a sasaran's programs, if they still have the `mark` that was read.

    Whether anything changed. Raises `StalePlan`, `Closed`, and KeyError for a sasaran that is not there.
    """
    locked = lock_open(year)
    if objective not in {it.code for it in locked.document.definition.objectives}:
        raise KeyError(objective)
    programs_before = programs_of(locked).get(objective, [])
    if [it.as_texts for it in programs_before] == [it.as_texts for it in lines]:
        return False
    if programs_mark(programs_before) != mark:
        raise StalePlan
    year.programs.filter(objective=objective).delete()
    IkuProgram.objects.bulk_create(
        IkuProgram(
            year=year,
            objective=objective,
            order=order,
            program=line.program,
            activity=line.activity,
            budget=line.budget,
            spent=line.spent,
        )
        for order, line in enumerate(lines, start=1)
    )
    texts_before, texts_after = [it.as_texts for it in programs_before], [it.as_texts for it in lines]
    record_iku(
        year,
        Action.PROGRAMS_SAVED,
        at=timezone.now(),
        by=by,
        subject=objective,
        old=texts_before,
        new=texts_after,
    )
    return True


@transaction.atomic
def save_plan(*, year: IkuYear, code: str, texts: Sequence[str], mark: str, by: User) -> bool:
    """Write an IKU's plan of the four quarters; otherwise as `save_programs`."""
    locked = lock_open(year)
    locked.document.definition.indicator(code)
    texts_before = plans_of(locked).get(code, [""] * len(QUARTERS))
    if texts_before == list(texts):
        return False
    if mark_of(texts_before) != mark:
        raise StalePlan
    year.plans.filter(code=code).delete()
    IkuPlan.objects.bulk_create(
        IkuPlan(year=year, code=code, quarter=no, text=text)
        for no, text in zip(QUARTERS, texts, strict=True)
        if text
    )
    record_iku(
        year, Action.PLAN_SAVED, at=timezone.now(), by=by, subject=code, old=texts_before, new=list(texts)
    )
    return True


def agreement_content(year: IkuYear) -> dict[str, Any]:
    """What a perjanjian kinerja of the year would say now: figures as dot-decimal texts; four queries."""
    definition = year.document.definition
    targets = {row.code: row.annual for row in year.targets.all()}
    template = RegencyTemplate.objects.filter(regency__districts=year.district_id).first()
    signature = definition.signature
    programs = programs_of(year)
    return {
        "year": year.year,
        "agency": definition.agency,
        "first": {
            "name": signature.name,
            "position": signature.position,
            "rank": signature.rank,
            "nip": signature.nip,
        },
        "second": {
            "name": template.head_name if template else "",
            "position": template.head_position if template else "",
        },
        "objectives": [
            _agreed_objective(objective, targets, programs.get(objective.code, []))
            for objective in definition.objectives
        ],
    }


def _agreed_objective(
    objective: Objective, targets: Mapping[str, str], programs: Sequence[Program]
) -> dict[str, Any]:
    return {
        "text": objective.text,
        "indicators": [
            {"code": it.code, "name": it.name, "unit": it.unit, "target": targets.get(it.code, "")}
            for it in objective.indicators
        ],
        "programs": [
            {"program": it.program, "activity": it.activity, "budget": decimal_text(it.budget)}
            for it in programs
        ],
    }


@transaction.atomic
def make_agreement(*, year: IkuYear, signed_on: date, reason: str, by: User) -> IkuAgreement:
    """Freeze the agreement as it stands; the second and later are changes of the one before.

    Raises `SameAgreement` where nothing changed, `Closed` after the year.
    """
    locked = lock_open(year)
    content = canonical_text(agreement_content(locked))
    last_agreement = year.agreements.order_by("-no").first()
    if last_agreement and last_agreement.content == content:
        raise SameAgreement
    at = timezone.now()
    agreement = IkuAgreement.objects.create(
        year=year,
        no=last_agreement.no + 1 if last_agreement else 1,
        signed_on=signed_on,
        reason=reason,
        content=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        created_at=at,
        created_by=by,
    )
    record_iku(year, Action.AGREED, at=at, by=by, subject=f"Versi {agreement.no}", note=reason)
    return agreement
