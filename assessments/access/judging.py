"""Who judges which worksheet and row, and who leads the judges."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q, QuerySet

from assessments.models import Assignment, Layer, Worksheet
from indicators.editions.sheets import sheet_of
from kinerja.accounts.models import Membership, Role, User
from kinerja.regions.models import Province

from .overview import oversees
from .queries import judging_stage
from .worksheets import actors_at

# Those who judge for a province and may be too close to a kabupaten; its verifiers judge their own by design.
JUDGES = (Role.ASSESSOR, Role.JUROR)


def judging_refusal(user: User, worksheet: Worksheet, layer: Layer, code: str = "") -> str:
    """Why `user` does not judge this worksheet, or its row `code`, in a layer; empty where they do."""
    if layer.row.actor not in actors_at(user, worksheet):
        return layer.row.only_by
    if layer.by_office:
        return ""
    if has_conflict(user, worksheet):
        return (
            f"Anda tidak menilai {worksheet.district.regency}: wilayah sendiri atau ada benturan kepentingan."
        )
    return "" if assigned(user, worksheet, layer, code) else "Kertas kerja ini tidak ditugaskan kepada Anda."


def has_conflict(user: User, worksheet: Worksheet) -> bool:
    """Whether the worksheet is of the judge's own kabupaten or of one they declared an interest in."""
    return worksheet.district.regency_id in barred(user)


def barred(user: User) -> dict[UUID, str]:
    """The kabupaten and kota that `user` must not judge, each with the reason; one query."""
    declared = {it.regency_id: f"benturan kepentingan: {it.reason}" for it in user.conflicts.all()}
    own = {it.regency_within for it in user.active_memberships if it.regency_within}
    return declared | dict.fromkeys(own, "wilayah tugasnya sendiri")


def assigned(user: User, worksheet: Worksheet, layer: Layer, code: str) -> bool:
    """Whether the stage gave this judge the row; a stage that assigned nobody is everybody's."""
    stage = judging_stage(worksheet, layer)
    rows = list(Assignment.objects.filter(stage=stage))
    mine = [row for row in rows if row.judge_id == user.pk and row.covers(worksheet)]
    return not rows or any(not code or row.aspect in ("", aspect_of(worksheet, code)) for row in mine)


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
