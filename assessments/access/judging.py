"""Who judges which worksheet and row, and who leads the judges."""

from collections.abc import Iterable
from functools import cached_property
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q, QuerySet

from assessments.models import Assignment, Layer, Stage, Worksheet
from assessments.workflow import StageKind
from indicators.editions.sheets import sheet_of
from kinerja.accounts.models import Membership, Role, User
from kinerja.regions.models import Province

from .overview import oversees
from .worksheets import actors_at

# Those who judge for a province and may be too close to a kabupaten; its verifiers judge their own by design.
JUDGES = (Role.ASSESSOR, Role.JUROR)


class JudgingRights:
    """What decides who judges what, read when it is asked for, once for all of the worksheets."""

    def __init__(self, user: User, worksheets: Iterable[Worksheet]) -> None:
        self.user = user
        self.periods = {it.stage.period_id for it in worksheets}

    @cached_property
    def stages(self) -> dict[tuple[UUID, str], Stage]:
        """The stages of judging by period and kind."""
        found = Stage.objects.filter(period__in=self.periods).exclude(kind=StageKind.ENTRY)
        return {(it.period_id, it.kind): it for it in found.order_by("-no")}

    @cached_property
    def assignments(self) -> dict[UUID, list[Assignment]]:
        """Who has what, by stage."""
        found: dict[UUID, list[Assignment]] = {}
        for row in Assignment.objects.filter(stage__in=self.stages.values()):
            found.setdefault(row.stage_id, []).append(row)
        return found

    @cached_property
    def barred(self) -> dict[UUID, str]:
        return barred(self.user)

    def stage(self, worksheet: Worksheet, layer: Layer) -> Stage | None:
        """The stage of the worksheet's period that judges in this layer."""
        return self.stages.get((worksheet.stage.period_id, layer.stage_kind.value))

    def own(self, worksheet: Worksheet, layer: Layer) -> list[Assignment]:
        """What of the worksheet was given to this person in this layer."""
        rows = self.given_in(worksheet, layer)
        return [row for row in rows if row.judge_id == self.user.pk and row.covers(worksheet)]

    def given_in(self, worksheet: Worksheet, layer: Layer) -> list[Assignment]:
        stage = self.stage(worksheet, layer)
        return self.assignments.get(stage.pk, []) if stage else []

    def refusal(self, worksheet: Worksheet, layer: Layer, aspect: str = "") -> str:
        """Why this person does not judge the worksheet, or its rows of an aspect, in a layer, whatever its
        state; empty where they do. The one place that says so."""
        if layer.row.actor not in actors_at(self.user, worksheet):
            return layer.row.only_by
        if layer.by_office:
            return ""
        regency = worksheet.district.regency
        if regency.pk in self.barred:
            return f"Anda tidak menilai {regency}: wilayah sendiri atau ada benturan kepentingan."
        if not self.given_in(worksheet, layer):  # a stage that assigned nobody is everybody's
            return ""
        rows = self.own(worksheet, layer)
        mine = any(not aspect or row.aspect in ("", aspect) for row in rows)
        return "" if mine else "Kertas kerja ini tidak ditugaskan kepada Anda."

    def judges(self, worksheet: Worksheet, layer: Layer, aspect: str = "") -> bool:
        """Whether the period judges in this layer at all, and this person does."""
        return bool(self.stage(worksheet, layer)) and not self.refusal(worksheet, layer, aspect)


def judging_refusal(user: User, worksheet: Worksheet, layer: Layer, code: str = "") -> str:
    """Why `user` does not judge this worksheet, or its row `code`, in a layer; empty where they do."""
    aspect = aspect_of(worksheet, code) if code else ""
    return JudgingRights(user, [worksheet]).refusal(worksheet, layer, aspect)


def barred(user: User) -> dict[UUID, str]:
    """The kabupaten and kota that `user` must not judge, each with the reason; one query."""
    declared = {it.regency_id: f"benturan kepentingan: {it.reason}" for it in user.conflicts.all()}
    own = {it.regency_within for it in user.active_memberships if it.regency_within}
    return declared | dict.fromkeys(own, "wilayah tugasnya sendiri")


def aspect_of(worksheet: Worksheet, code: str) -> str:
    """The aspect of a row."""
    return sheet_of(worksheet.revision_id).by_code[code].aspect.code


def chaired_by(user: User) -> Province | None:
    """The province whose team of assessors `user` leads."""
    return next((it.province for it in user.active_memberships if it.chairs), None)


def require_chair(user: User) -> Province:
    """The province, or 403 with the reason."""
    province = chaired_by(user)
    if province is None:
        raise PermissionDenied("Penugasan diatur oleh ketua tim penilai provinsi.")
    return province


def is_judge(user: User) -> bool:
    """Whether `user` may be given something to judge from outside the kabupaten."""
    return any(it.role in JUDGES for it in user.active_memberships)


def team_of(province: Province, *roles: Role) -> QuerySet[User]:
    """The people who judge for a province; a juror without a region judges for every one."""
    members = Membership.objects.active().filter(
        Q(province=province) | Q(role=Role.JUROR, province=None), role__in=roles or JUDGES
    )
    people = User.objects.filter(is_active=True, pk__in=members.values("user"))
    active = Membership.objects.active().with_regions()
    return people.order_by("name", "username").prefetch_related(
        "conflicts",
        Prefetch("memberships", queryset=active, to_attr="active_memberships"),  # type: ignore[no-redef]  # in place of its query
    )


def require_review_reader(user: User, worksheet: Worksheet) -> None:
    """403 with the reason for those of the kecamatan: what is judged of it is not published yet."""
    if not oversees(user, worksheet):
        raise PermissionDenied("Hasil penilaian belum diumumkan.")


def require_judge(user: User, worksheet: Worksheet, layer: Layer, code: str = "") -> None:
    """403 with the reason for those who do not judge this worksheet, or its row `code`, in a layer."""
    require_review_reader(user, worksheet)
    refusal = judging_refusal(user, worksheet, layer, code)
    if refusal:
        raise PermissionDenied(refusal)


def require_layer(user: User, layer: Layer) -> None:
    """403 with the reason for those who judge nowhere in a layer."""
    if all(member.role != layer.row.actor for member in user.active_memberships):
        raise PermissionDenied(f"Telaah per indikator di tahap ini dibuka oleh {layer.row.team}.")


def first_layer(user: User) -> Layer:
    """The layer that somebody who looks after several kecamatan opens first."""
    verifies = any(member.role == Role.REGENCY_VERIFIER for member in user.active_memberships)
    return Layer.REGENCY if verifies else Layer.DESK
