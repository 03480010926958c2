"""Who sees which participants of a stage: the province's team all, a kabupaten its own where it nominates."""

from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from assessments.models import Stage
from assessments.workflow import StageKind
from kinerja.accounts.requests import Request
from kinerja.regions.models import Province, Regency

from .overview import OVERSEERS


def fetch_assigned_stage(province: Province, stage_id: UUID) -> Stage:
    """A stage of the province to which judges are assigned, or 404."""
    kinds = [kind for kind in StageKind if kind.row.assigns]
    stages = Stage.objects.filter(period__owner=province, kind__in=kinds).select_related("period__owner")
    return get_object_or_404(stages, pk=stage_id)


class StageReach(NamedTuple):
    """A stage and the kabupaten/kota whose participants somebody sees; `whole`: for the whole province."""

    stage: Stage
    whole: bool
    regencies: list[Regency]


def fetch_stage(request: Request, stage_id: UUID) -> StageReach:
    """A stage of one's own province, or 404; 403 for a kabupaten where the province selects."""
    user = request.user
    members = [it for it in user.active_memberships if it.role in OVERSEERS]
    stage = Stage.objects.select_related("period__owner", "instrument").filter(pk=stage_id).first()
    provinces = {it.province_within for it in members if it.province_within}
    if stage is None or (not user.is_superuser and stage.period.owner_id not in provinces):
        raise Http404
    whole = user.is_superuser or any(it.province_id == stage.period.owner_id for it in members)
    if not whole and stage.quota_scope != Stage.Scope.REGENCY:
        raise PermissionDenied("Peserta tahap ini ditetapkan provinsi dan belum diumumkan.")
    regencies = Regency.objects.filter(province=stage.period.owner_id).select_related("province")
    if not whole:
        regencies = regencies.filter(pk__in=[it.regency_id for it in members])
    return StageReach(stage, whole, list(regencies.order_by("code")))
