"""Who may see or change which worksheet. The query is the authorisation: what is not yours is not there."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest

from assessments.models import Assignment, Event, Evidence, Layer, Period, Worksheet
from assessments.queries import evidence_of, judging_stage, newest_period
from assessments.workflow import ONLY_BY, Action, Actor, actors_of
from indicators.services.sheets import sheet_of
from kinerja.accounts.models import Membership, Role, User
from kinerja.regions.models import Province, Regency

# Instrument admins edit instruments and jurors judge presentations: neither reads worksheets.
READERS = {Role.OPERATOR, Role.HEAD, Role.REGENCY_VERIFIER, Role.ASSESSOR, Role.LEADERSHIP}

# Those who look after several kecamatan bring in the workbooks that these send them.
COLLECTORS = {Role.REGENCY_VERIFIER, Role.ASSESSOR}

# What a judge notes on a row is not for the kecamatan before it is told: a repair is, once it is asked for.
JUDGING = (Event.Action.JUDGED, Event.Action.REPAIR_NOTED)
# Those who judge for a province and may be too close to a kabupaten; its verifiers judge their own by design.
JUDGES = (Role.ASSESSOR, Role.JUROR)

# Those who see all kecamatan of a kabupaten or of a province.
OVERSEERS = {Role.REGENCY_VERIFIER, Role.ASSESSOR, Role.LEADERSHIP}


class RankReach(NamedTuple):
    """The period and the kabupaten/kota whose ranking somebody sees; `whole`: the province's too."""

    period: Period | None
    whole: bool
    regencies: list[Regency]


def rank_reach(user: User) -> RankReach:
    """What `user` sees of the ranking before it is published, or 403 with the reason; two queries."""
    members = [it for it in user.active_memberships if it.role in OVERSEERS]
    if not members and not user.is_superuser:
        raise PermissionDenied(
            "Peringkat yang belum diumumkan dibuka oleh verifikator kabupaten/kota, penilai, dan pimpinan."
        )
    provinces = {it.province_id or it.regency.province_id for it in members if it.province or it.regency}
    periods = Period.objects.filter(owner__in=provinces).select_related("owner")
    period = newest_period() if user.is_superuser else periods.order_by("-year", "name").first()
    if period is None:
        return RankReach(None, whole=False, regencies=[])
    whole = user.is_superuser or any(it.province_id == period.owner_id for it in members)
    regencies = Regency.objects.filter(province=period.owner_id).order_by("code")
    if not whole:
        regencies = regencies.filter(pk__in=[it.regency_id for it in members])
    return RankReach(period, whole, list(regencies))


def within(membership: Membership) -> Q:
    """The worksheets of a membership's region."""
    if membership.district_id:
        return Q(district=membership.district_id)
    if membership.regency_id:
        return Q(district__regency=membership.regency_id)
    return Q(district__regency__province=membership.province_id)


def periods_for(user: User) -> QuerySet[Period]:
    """The periods of the provinces in whose team or leadership `user` is, the newest first."""
    periods = Period.objects.select_related("owner").order_by("-year", "name")
    if user.is_superuser:
        return periods
    roles = {Role.ASSESSOR, Role.LEADERSHIP}
    provinces = [it.province_id for it in user.active_memberships if it.role in roles and it.province_id]
    return periods.filter(owner__in=provinces)


def worksheets_for(user: User) -> QuerySet[Worksheet]:
    """The worksheets that `user` may read."""
    worksheets = Worksheet.objects.select_related(
        "stage__period", "district__regency__province", "profile__district", "revision__instrument"
    ).defer("revision__document")
    if user.is_superuser:
        return worksheets
    allowed = Q(pk__in=[])
    for membership in user.active_memberships:
        if membership.role in READERS:
            allowed |= within(membership)
    return worksheets.filter(allowed)


def overseen_by(user: User) -> QuerySet[Worksheet]:
    """The worksheets that `user` reads from above: for their kabupaten or province, not as their own."""
    if user.is_superuser:
        return Worksheet.objects.all()
    found = Q(pk__in=[])
    for membership in user.active_memberships:
        if membership.role in READERS and membership.district_id is None:
            found |= within(membership)
    return Worksheet.objects.filter(found)


def oversees(user: User, worksheet: Worksheet) -> bool:
    """The same of one worksheet, without a query."""
    regency = worksheet.district.regency
    places = {regency.pk, regency.province_id}
    return user.is_superuser or any(
        membership.role in READERS and bool({membership.regency_id, membership.province_id} & places)
        for membership in user.active_memberships
    )


def visible_events(user: User, worksheet_ids: Iterable[UUID] | QuerySet[Any]) -> QuerySet[Event]:
    """What `user` may see of what happened to worksheets that they may read; a query to be filtered.

    Who reads a worksheet as its operator or camat alone sees nothing of how its rows are judged.
    """
    judged = overseen_by(user).order_by().values("pk")
    events = Event.objects.filter(worksheet_id__in=worksheet_ids)
    return events.filter(~Q(action__in=JUDGING) | Q(worksheet_id__in=judged))


def regencies_for(user: User) -> QuerySet[Regency]:
    """The kabupaten and kota that `user` looks after as a whole."""
    regencies = Regency.objects.select_related("province")
    if user.is_superuser:
        return regencies
    members = [it for it in user.active_memberships if it.role in OVERSEERS]
    return regencies.filter(
        Q(pk__in=[it.regency_id for it in members if it.regency_id])
        | Q(province__in=[it.province_id for it in members if it.province_id])
    )


def fetch_worksheet(request: HttpRequest, worksheet_id: UUID) -> Worksheet:
    """The worksheet, or 404; the frame shows its tabs."""
    worksheet = worksheets_for(request.user).filter(pk=worksheet_id).first()  # type: ignore[arg-type]
    if worksheet is None:
        raise Http404
    request.worksheet = worksheet  # type: ignore[attr-defined]
    return worksheet


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
    found = roles_at(user, worksheet)
    for member in user.active_memberships:
        if (member.role, member.regency_id) == (Role.REGENCY_VERIFIER, regency.pk):
            found.add(Actor.REGENCY_VERIFIER)
        elif (member.role, member.province_id) == (Role.ASSESSOR, regency.province_id):
            found |= {Actor.ASSESSOR, Actor.CHAIR} if member.chairs else {Actor.ASSESSOR}
        elif (member.role, member.province_id) == (Role.LEADERSHIP, regency.province_id):
            found.add(Actor.LEADERSHIP)
    return found


def judging_refusal(user: User, worksheet: Worksheet, layer: Layer, code: str = "") -> str:
    """Why `user` does not judge this worksheet, or its row `code`, in a layer; empty where they do."""
    actors = actors_at(user, worksheet)
    if layer is Layer.REGENCY:
        return (
            "" if Actor.REGENCY_VERIFIER in actors else "Hanya verifikator kabupaten/kota ini yang menilai."
        )
    if Actor.ASSESSOR not in actors:
        return "Hanya penilai provinsi ini yang menilai."
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
    own = {(member.district or member).regency_id for member in user.active_memberships if member.region} - {
        None
    }
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
        "conflicts", Prefetch("memberships", queryset=active, to_attr="active_memberships")
    )


def is_operator(user: User, worksheet: Worksheet) -> bool:
    """Whether `user` fills this worksheet."""
    return Role.OPERATOR in roles_at(user, worksheet)


def looks_after(user: User, worksheet: Worksheet) -> bool:
    """Whether `user` verifies this worksheet for its kabupaten or assesses it for its province."""
    regency = worksheet.district.regency
    places = {(Role.REGENCY_VERIFIER, regency.pk), (Role.ASSESSOR, regency.province_id)}
    return any(
        {(member.role, member.regency_id), (member.role, member.province_id)} & places
        for member in user.active_memberships
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


def first_layer(user: User) -> Layer:
    """The layer that somebody who looks after several kecamatan opens first."""
    verifies = any(member.role == Role.REGENCY_VERIFIER for member in user.active_memberships)
    return Layer.REGENCY if verifies else Layer.DESK


def require_bringer(user: User, worksheet: Worksheet) -> None:
    """403 with the reason for readers of the worksheet who bring in no workbook of it."""
    if not is_operator(user, worksheet) and not looks_after(user, worksheet):
        raise PermissionDenied(f"Anda tidak menerapkan buku kerja {worksheet.district}.")


def collects(user: User) -> bool:
    """Whether `user` brings in the workbooks of more than one kecamatan."""
    return any(member.role in COLLECTORS for member in user.active_memberships)


def belongs_to(user: User, worksheet: Worksheet) -> bool:
    """Whether `user` works in the worksheet's own kecamatan."""
    return any(membership.district_id == worksheet.district_id for membership in user.active_memberships)


def require_operator(user: User, worksheet: Worksheet) -> None:
    """403 with the reason for readers of the worksheet who do not fill it."""
    if not is_operator(user, worksheet):
        raise PermissionDenied(f"Hanya operator {worksheet.district} yang mengisi kertas kerja ini.")


def holds(user: User, worksheet: Worksheet, *roles: Role) -> bool:
    """Whether `user` has one of `roles` in the worksheet's kecamatan or in its kabupaten."""
    places = {worksheet.district_id, worksheet.district.regency_id}
    return any(
        membership.role in roles and {membership.district_id, membership.regency_id} & places
        for membership in user.active_memberships
    )


def require_actor(user: User, worksheet: Worksheet, action: Action) -> None:
    """403 with the reason for readers of the worksheet who never take this step."""
    if not actors_of(action) & actors_at(user, worksheet):
        raise PermissionDenied(ONLY_BY[action])


def fetch_evidence(request: HttpRequest, worksheet_id: UUID, evidence_id: UUID) -> Evidence:
    """A file of a worksheet that one may read, or 404; so is what was removed, for everybody."""
    worksheet = fetch_worksheet(request, worksheet_id)
    evidence = evidence_of(worksheet).filter(pk=evidence_id).first()
    if evidence is None:
        raise Http404
    evidence.worksheet = worksheet
    return evidence
