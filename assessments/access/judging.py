"""Who judges which worksheet and row, and who leads the judges."""

from collections.abc import Collection, Iterable
from functools import cached_property
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, FilteredRelation, OuterRef, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from assessments.models import Assignment, Conflict, Layer, LayerScore, Stage, Window, Worksheet
from assessments.workflow import SCORED_LAYERS, StageKind
from indicators.editions.sheets import sheet_of
from kinerja.accounts.models import Membership, Role, User
from kinerja.accounts.requests import Request
from kinerja.regions.models import Province

from .overview import oversees
from .worksheets import PLACE, actors_at, readable_by

# Those who judge for a province and may be too close to a kabupaten; its verifiers judge their own by design.
JUDGES = (Role.ASSESSOR, Role.JUROR)


class JudgingRights:
    """What decides who judges what and when, read when it is asked for, once for all of the worksheets.

    `declared` are the kabupaten in which this person declared an interest, where that was read before.
    """

    def __init__(
        self, user: User, worksheets: Iterable[Worksheet], declared: Collection[UUID] | None = None
    ) -> None:
        self.user = user
        self.periods = {it.stage.period_id for it in worksheets}
        self.declared = declared

    @cached_property
    def judging_stages(self) -> list[Stage]:
        """The stages of judging, each beside every window of its own and everything that this person was
        given in it; `given` says whether anybody was."""
        own_relations = {
            "judging_window": FilteredRelation(
                "windows", condition=Q(windows__purpose=Window.Purpose.JUDGING)
            ),
            "own_assignment": FilteredRelation("assignments", condition=Q(assignments__judge=self.user)),
        }
        anybody_assigned = Exists(Assignment.objects.filter(stage=OuterRef("pk")))
        stages = Stage.objects.filter(period__in=self.periods).exclude(kind=StageKind.ENTRY)
        return list(
            stages.annotate(given=anybody_assigned, **own_relations)
            .select_related(*own_relations)
            .order_by("-no")
        )

    @cached_property
    def stages(self) -> dict[tuple[UUID, str], Stage]:
        """The stages of judging by period and kind."""
        return {(it.period_id, it.kind): it for it in self.judging_stages}

    @cached_property
    def windows(self) -> dict[tuple[UUID, UUID | None], Window]:
        """The windows of judging by stage and kecamatan (None: for all)."""
        windows: Iterable[Window | None] = (getattr(it, "judging_window", None) for it in self.judging_stages)
        return {(it.stage_id, it.district_id): it for it in windows if it}

    @cached_property
    def assignments(self) -> dict[UUID, dict[UUID, Assignment]]:
        """What this person was given, by stage; of stages in which somebody was given anything."""
        by_stage: dict[UUID, dict[UUID, Assignment]] = {}
        for stage in self.judging_stages:
            if getattr(stage, "given", False):
                own_assignment: Assignment | None = getattr(stage, "own_assignment", None)
                by_stage.setdefault(stage.pk, {}).update(
                    {own_assignment.pk: own_assignment} if own_assignment else {}
                )
        return by_stage

    @cached_property
    def barred(self) -> Collection[UUID]:
        """The kabupaten and kota that this person must not judge."""
        return barred(self.user) if self.declared is None else own_regencies(self.user) | {*self.declared}

    def stage(self, worksheet: Worksheet, layer: Layer) -> Stage | None:
        """The stage of the worksheet's period that judges in this layer."""
        return self.stages.get((worksheet.stage.period_id, layer.stage_kind.value))

    def window(self, worksheet: Worksheet, layer: Layer) -> Window | None:
        """When the worksheet may be judged in a layer: its own exception first, else the stage's."""
        stage = self.stage(worksheet, layer)
        if stage is None:
            return None
        return self.windows.get((stage.pk, worksheet.district_id)) or self.windows.get((stage.pk, None))

    def own_assignments(self, worksheet: Worksheet, layer: Layer) -> list[Assignment]:
        """What of the worksheet was given to this person in this layer."""
        stage = self.stage(worksheet, layer)
        rows = self.assignments.get(stage.pk, {}) if stage else {}
        return [row for row in rows.values() if row.covers(worksheet)]

    def is_everybodys(self, worksheet: Worksheet, layer: Layer) -> bool:
        """Whether the stage of a layer gave nobody anything, and so every judge everything."""
        stage = self.stage(worksheet, layer)
        return stage is None or stage.pk not in self.assignments

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
        if self.is_everybodys(worksheet, layer):
            return ""
        own_assignments = self.own_assignments(worksheet, layer)
        is_assigned = any(not aspect or row.aspect in ("", aspect) for row in own_assignments)
        return "" if is_assigned else "Kertas kerja ini tidak ditugaskan kepada Anda."

    def may_judge(self, worksheet: Worksheet, layer: Layer, aspect: str = "") -> bool:
        """Whether the period judges in this layer at all, and this person does."""
        return bool(self.stage(worksheet, layer)) and not self.refusal(worksheet, layer, aspect)


def with_scores_and_conflicts(worksheets: QuerySet[Worksheet], user: User) -> QuerySet[Worksheet]:
    """With what is told of each by `declared_in` and `joined_scores`, in the same query."""
    conflict = Conflict.objects.filter(judge=user, regency=OuterRef("district__regency"))
    score_relations = {
        score_name(layer): FilteredRelation("layer_scores", condition=Q(layer_scores__layer=layer))
        for layer in SCORED_LAYERS
    }
    return worksheets.annotate(has_conflict=Exists(conflict), **score_relations).select_related(
        *PLACE, "stage__period", *score_relations
    )


def score_name(layer: Layer) -> str:
    return f"{layer}_score"


def declared_in(worksheets: Iterable[Worksheet]) -> set[UUID]:
    """The kabupaten of those in which who asked declared an interest."""
    return {it.district.regency_id for it in worksheets if getattr(it, "has_conflict")}  # noqa: B009  annotated


def joined_scores(worksheet: Worksheet) -> dict[Layer, LayerScore]:
    """What is stored of its layers; Django sets no attribute for a layer without a row."""
    joined = {layer: getattr(worksheet, score_name(layer), None) for layer in SCORED_LAYERS}
    return {layer: score for layer, score in joined.items() if score}


def fetch_to_judge(request: Request, worksheet_id: UUID) -> Worksheet:
    """The worksheet with what judging a row takes, or 404."""
    worksheets = with_scores_and_conflicts(readable_by(request.user), request.user).select_related("stage")
    return get_object_or_404(worksheets, pk=worksheet_id)


def judging_refusal(user: User, worksheet: Worksheet, layer: Layer, code: str = "") -> str:
    """Why `user` does not judge this worksheet, or its row `code`, in a layer; empty where they do."""
    aspect = aspect_of(worksheet, code) if code else ""
    return JudgingRights(user, [worksheet]).refusal(worksheet, layer, aspect)


def barred(user: User) -> dict[UUID, str]:
    """The kabupaten and kota that `user` must not judge, each with the reason; one query."""
    declared_reasons = {it.regency_id: f"benturan kepentingan: {it.reason}" for it in user.conflicts.all()}
    return declared_reasons | dict.fromkeys(own_regencies(user), "wilayah tugasnya sendiri")


def own_regencies(user: User) -> set[UUID]:
    """The kabupaten and kota in which `user` works."""
    return {it.regency_within for it in user.active_memberships if it.regency_within}


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
    active_memberships = Membership.objects.active().with_regions()
    return people.order_by("name", "username").prefetch_related(
        "conflicts",
        Prefetch("memberships", queryset=active_memberships, to_attr="active_memberships"),  # type: ignore[no-redef]  # in place of its query
    )


def require_review_reader(user: User, worksheet: Worksheet) -> None:
    """403 with the reason for those of the kecamatan: what is judged of it is not published yet."""
    if not oversees(user, worksheet):
        raise PermissionDenied("Hasil penilaian belum diumumkan.")


def require_judge(rights: JudgingRights, worksheet: Worksheet, layer: Layer, code: str = "") -> None:
    """403 with the reason for those who do not judge this worksheet, or its row `code`, in a layer."""
    require_review_reader(rights.user, worksheet)
    refusal = rights.refusal(worksheet, layer, aspect_of(worksheet, code) if code else "")
    if refusal:
        raise PermissionDenied(refusal)


def require_layer(user: User, layer: Layer) -> None:
    """403 with the reason for those who judge nowhere in a layer."""
    if all(member.role != layer.row.actor for member in user.active_memberships):
        raise PermissionDenied(f"Telaah per indikator di tahap ini dibuka oleh {layer.row.team}.")


def first_layer(user: User) -> Layer:
    """The layer that somebody who looks after several kecamatan opens first."""
    is_regency_verifier = any(member.role == Role.REGENCY_VERIFIER for member in user.active_memberships)
    return Layer.REGENCY if is_regency_verifier else Layer.DESK
