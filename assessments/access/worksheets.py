"""Who may see or change which worksheet. The query is the authorisation: what is not yours is not there."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from assessments.models import Evidence, Worksheet
from assessments.workflow import SHOWN_PERIODS, Action, Actor, actors_of
from kinerja.accounts.models import Membership, Role, User
from kinerja.accounts.requests import Request

from .queries import evidence_of

# Instrument admins edit instruments and jurors judge presentations: neither reads worksheets.
READERS = {Role.OPERATOR, Role.HEAD, Role.REGENCY_VERIFIER, Role.ASSESSOR, Role.LEADERSHIP}


PLACE = ("district__regency__province", "profile")  # where a worksheet is filled
# Those who look after several kecamatan bring in the workbooks that these send them.
COLLECTORS = {Role.REGENCY_VERIFIER, Role.ASSESSOR}


def worksheets_within(membership: Membership) -> Q:
    """The worksheets of a membership's region."""
    if membership.district_id:
        return Q(district=membership.district_id)
    if membership.regency_id:
        return Q(district__regency=membership.regency_id)
    return Q(district__regency__province=membership.province_id)


def worksheets_for(user: User) -> QuerySet[Worksheet]:
    """The worksheets that `user` may read, with all that they stand on."""
    related_fields = (*PLACE, "profile__district", "stage__period", "revision__instrument")
    return readable_by(user).select_related(*related_fields).defer("revision__document")


def readable_by(user: User) -> QuerySet[Worksheet]:
    """The same alone. What is still prepared is nobody's to read: only its period is seen, by its admins."""
    if user.is_superuser:
        return Worksheet.objects.all()
    readable_worksheets = Q(pk__in=[])
    for membership in user.active_memberships:
        if membership.role in READERS:
            readable_worksheets |= worksheets_within(membership)
    return Worksheet.objects.filter(readable_worksheets, stage__period__state__in=SHOWN_PERIODS)


def fetch_worksheet(request: Request, worksheet_id: UUID) -> Worksheet:
    """The worksheet, or 404. Its pages give it to the frame as `worksheet`."""
    return get_object_or_404(worksheets_for(request.user), pk=worksheet_id)


def fetch_rows_worksheet(request: Request, worksheet_id: UUID) -> Worksheet:
    """The same for writing a row, which looks at no instrument: half of the work."""
    worksheets = readable_by(request.user).select_related(*PLACE, "stage__period")
    return get_object_or_404(worksheets, pk=worksheet_id)


def roles_at(user: User, worksheet: Worksheet) -> set[str]:
    """What `user` is in the worksheet's own kecamatan: its operator, its camat, or nothing."""
    return {
        membership.role
        for membership in user.active_memberships
        if membership.district_id == worksheet.district_id
    }


def actors_at(user: User, worksheet: Worksheet) -> set[str]:
    """All that `user` is to this worksheet, in the words of the workflow's table."""
    regency = worksheet.district.regency
    actors = roles_at(user, worksheet)
    for member in user.active_memberships:
        if (member.role, member.regency_id) == (Role.REGENCY_VERIFIER, regency.pk):
            actors.add(Actor.REGENCY_VERIFIER)
        elif (member.role, member.province_id) == (Role.ASSESSOR, regency.province_id):
            actors |= {Actor.ASSESSOR, Actor.CHAIR} if member.chairs else {Actor.ASSESSOR}
        elif (member.role, member.province_id) == (Role.LEADERSHIP, regency.province_id):
            actors.add(Actor.LEADERSHIP)
    return actors


def is_operator(user: User, worksheet: Worksheet) -> bool:
    """Whether `user` fills this worksheet."""
    return Role.OPERATOR in roles_at(user, worksheet)


def looks_after(user: User, worksheet: Worksheet) -> bool:
    """Whether `user` verifies this worksheet for its kabupaten or assesses it for its province."""
    regency = worksheet.district.regency
    role_regions = {(Role.REGENCY_VERIFIER, regency.pk), (Role.ASSESSOR, regency.province_id)}
    return any(
        {(member.role, member.regency_id), (member.role, member.province_id)} & role_regions
        for member in user.active_memberships
    )


def require_bringer(user: User, worksheet: Worksheet) -> None:
    """403 with the reason for readers of the worksheet who bring in no workbook of it."""
    if not is_operator(user, worksheet) and not looks_after(user, worksheet):
        raise PermissionDenied(f"Anda tidak menerapkan buku kerja {worksheet.district}.")


def collects_workbooks(user: User) -> bool:
    """Whether `user` brings in the workbooks of more than one kecamatan."""
    return any(member.role in COLLECTORS for member in user.active_memberships)


def belongs_to(user: User, worksheet: Worksheet) -> bool:
    """Whether `user` works in the worksheet's own kecamatan."""
    return any(membership.district_id == worksheet.district_id for membership in user.active_memberships)


def require_operator(user: User, worksheet: Worksheet) -> None:
    """403 with the reason for readers of the worksheet who do not fill it."""
    if not is_operator(user, worksheet):
        raise PermissionDenied(f"Hanya operator {worksheet.district} yang mengisi kertas kerja ini.")


def holds_role(user: User, worksheet: Worksheet, *roles: Role) -> bool:
    """Whether `user` has one of `roles` in the worksheet's kecamatan or in its kabupaten."""
    region_ids = {worksheet.district_id, worksheet.district.regency_id}
    return any(
        membership.role in roles and {membership.district_id, membership.regency_id} & region_ids
        for membership in user.active_memberships
    )


def require_actor(user: User, worksheet: Worksheet, action: Action) -> None:
    """403 with the reason for readers of the worksheet who never take this step."""
    if not actors_of(action) & actors_at(user, worksheet):
        raise PermissionDenied(action.only_by)


def fetch_evidence(request: Request, worksheet_id: UUID, evidence_id: UUID) -> Evidence:
    """A file of a worksheet that one may read, or 404; so is what was removed, for everybody."""
    worksheet = fetch_worksheet(request, worksheet_id)
    evidence = evidence_of(worksheet).filter(pk=evidence_id).first()
    if evidence is None:
        raise Http404
    evidence.worksheet = worksheet
    return evidence
