"""Whose accounts somebody looks after. The query is the authorisation: people elsewhere are not there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from kinerja.accounts.models import Membership, Role, User
from kinerja.accounts.requests import Request
from kinerja.regions.models import District, Province, Regency

Region = Province | Regency | District

ALL = Q(pk__isnull=False)  # true of every row
GRANTED_BY_REGENCIES = (Role.OPERATOR, Role.HEAD, Role.REGENCY_VERIFIER)


@dataclass(frozen=True)
class Scope:
    """The regions whose accounts one person manages: whole provinces, and single kabupaten or kota."""

    provinces: frozenset[UUID]
    regencies: frozenset[UUID]
    everywhere: bool = False  # a superuser's

    @property
    def inside(self) -> Q:
        """Memberships in these regions and the regions within them."""
        return ALL if self.everywhere else self.inside_provinces | self.inside_regencies

    @property
    def granted(self) -> Q:
        """Memberships that the manager may give and end: never a role above the managed region."""
        if self.everywhere:
            return ALL
        return self.inside_provinces | (self.inside_regencies & Q(role__in=GRANTED_BY_REGENCIES))

    @property
    def inside_provinces(self) -> Q:
        return (
            Q(province__in=self.provinces)
            | Q(regency__province__in=self.provinces)
            | Q(district__regency__province__in=self.provinces)
        )

    @property
    def inside_regencies(self) -> Q:
        return Q(regency__in=self.regencies) | Q(district__regency__in=self.regencies)

    @property
    def roles(self) -> list[Role]:
        """The roles that the manager may give somewhere."""
        return list(Role) if self.everywhere or self.provinces else list(GRANTED_BY_REGENCIES)

    def allows(self, role: str, region: Region) -> bool:
        """Whether the manager may give `role` in `region`."""
        if self.everywhere:
            return True
        regency = region.regency if isinstance(region, District) else region
        province_id = regency.province_id if isinstance(regency, Regency) else regency.pk
        return province_id in self.provinces or (
            regency.pk in self.regencies and role in GRANTED_BY_REGENCIES
        )


EVERYWHERE = Scope(frozenset(), frozenset(), everywhere=True)


def managed_scope(user: User) -> Scope:
    managed = [membership for membership in user.active_memberships if membership.manages_accounts]
    return Scope(
        provinces=frozenset(it.province_id for it in managed if it.province_id),
        regencies=frozenset(it.regency_id for it in managed if it.regency_id),
    )


def manages_accounts(user: Any) -> bool:
    return isinstance(user, User) and any(it.manages_accounts for it in user.active_memberships)


def require_scope(request: Request) -> Scope:
    """The regions that the person asking manages, or 403 with the reason."""
    if not manages_accounts(request.user):
        raise_forbidden(request, "Akun dikelola oleh admin kabupaten/kota atau provinsi.")
    return managed_scope(request.user)


def regions_in(scope: Scope) -> list[Region]:
    """Every region in which the manager may give some role, the wider ones first."""
    provinces, regencies = Province.objects.all(), Regency.objects.all()
    if not scope.everywhere:
        provinces = provinces.filter(pk__in=scope.provinces)
        regencies = regencies.filter(Q(province__in=scope.provinces) | Q(pk__in=scope.regencies))
    districts = District.objects.filter(regency__in=regencies).select_related("regency")
    return [*provinces, *regencies, *districts]


def regions_by_code(codes: Iterable[str]) -> dict[str, Region]:
    """Province, kabupaten or kota, and kecamatan by their codes; three queries."""
    codes_wanted = list(codes)
    regions: list[Region] = [*Province.objects.filter(code__in=codes_wanted)]
    regions += Regency.objects.filter(code__in=codes_wanted).select_related("province")
    regions += District.objects.filter(code__in=codes_wanted).select_related("regency__province")
    return {region.code: region for region in regions}


class State(models.TextChoices):
    """Where an account stands, by what is looked at first."""

    DISABLED = "nonaktif", "Dinonaktifkan"
    TO_COME = "akan-datang", "Belum mulai"
    NOT_YET = "belum-masuk", "Belum masuk"
    ACTIVE = "aktif", "Aktif"


@dataclass(frozen=True)
class Wanted:
    """What a list of people is narrowed to: a part of the name, the user name or the place, and choices."""

    search: str = ""
    role: str = ""
    region: str = ""
    state: str = ""

    def __bool__(self) -> bool:
        return any((self.search, self.role, self.region, self.state))


def everybody_in(scope: Scope) -> QuerySet[User]:
    """Everybody whose account the manager may see: with a membership in force or to come in these regions.

    Each carries `unended`, all such memberships of theirs with `inside` and `granted` told of each.
    """
    memberships = Membership.objects.unended().with_regions()
    memberships = memberships.annotate(inside=scope.inside, granted=scope.granted)
    people = User.objects.all() if scope.everywhere else User.objects.filter(Exists(theirs_in(scope)))
    return people.order_by("name", "username").prefetch_related(
        Prefetch("memberships", queryset=memberships, to_attr="unended")  # type: ignore[no-redef]  # the plugin reads it twice
    )


def unended_of(person: User) -> list[Any]:
    """What `everybody_in` brought with a person: memberships, each with `inside` and `granted`."""
    return list(person.unended)


def theirs_in(scope: Scope) -> QuerySet[Membership]:
    """A person's memberships in force or to come in these regions, for use inside a query of people."""
    return Membership.objects.unended().filter(scope.inside, user=OuterRef("pk"))


def people_in(scope: Scope, wanted: Wanted = Wanted()) -> QuerySet[User]:
    """The people of `everybody_in` that are wanted; role and region are asked of one membership together."""
    people, memberships_in_scope = everybody_in(scope), theirs_in(scope)
    if search := wanted.search:
        in_place_named = Q(district__name__icontains=search) | Q(regency__name__icontains=search)
        is_named = Q(name__icontains=search) | Q(username__icontains=search)
        people = people.filter(is_named | Exists(memberships_in_scope.filter(in_place_named)))
    if wanted.role or wanted.region:
        role_memberships = (
            memberships_in_scope.filter(role=wanted.role) if wanted.role else memberships_in_scope
        )
        region = wanted.region
        in_region = Q(regency=region) | Q(district=region) | Q(district__regency=region)
        people = people.filter(Exists(role_memberships.filter(in_region) if region else role_memberships))
    if wanted.state:
        people = people.filter(people_standing(State(wanted.state), memberships_in_scope))
    return people


def people_standing(state: State, theirs: QuerySet[Membership]) -> Q:
    """People in a state, as `State` orders them."""
    has_begun = Q(Exists(theirs.filter(starts__lte=timezone.localdate())))
    return {
        State.DISABLED: Q(is_active=False),
        State.TO_COME: Q(is_active=True) & ~has_begun,
        State.NOT_YET: Q(is_active=True, last_login=None) & has_begun,
        State.ACTIVE: Q(is_active=True, last_login__isnull=False) & has_begun,
    }[state]


def places_in(scope: Scope) -> list[Regency | District]:
    """The regions by which a list is narrowed: every kabupaten or kota, or the kecamatan of one's own."""
    if scope.provinces:
        return list(Regency.objects.filter(Q(province__in=scope.provinces) | Q(pk__in=scope.regencies)))
    return list(District.objects.filter(regency__in=scope.regencies))


def fetch_person(request: Request, scope: Scope, person_id: UUID) -> User:
    """Somebody in these regions, or 404."""
    person = everybody_in(scope).filter(pk=person_id).first()
    if person is None:
        raise Http404
    return person


def may_link(person: User) -> bool:
    """Whether the manager may make a password link: only for those whose every right they could give.

    Else the link would be a way to rights above the manager's own. `person` comes from `everybody_in`.
    """
    return person.is_active and not person.is_superuser and all(it.granted for it in unended_of(person))


def may_manage(person: User, by: User | None) -> bool:
    """Whether the manager may change a person, switch them off, or give them more.

    Never oneself, and only those whose every right they could give. `person` comes from `everybody_in`;
    `by` is None for whoever has the server.
    """
    return person != by and not person.is_superuser and all(it.granted for it in unended_of(person))


def may_end(person: User, by: User) -> bool:
    """Whether there is a membership that the manager may end; one's own is ended by another manager."""
    return person != by and any(it.granted for it in unended_of(person))


def raise_forbidden(request: Request, reason: str) -> None:
    """403 with a reason that the person reads."""
    raise PermissionDenied(reason)


def province_of(membership: Membership) -> Province | None:
    """The province in which somebody does something; None for a juror of all provinces."""
    region = membership.region
    regency = region.regency if isinstance(region, District) else region
    return regency.province if isinstance(regency, Regency) else regency


def provinces_of(user: Any) -> set[UUID]:
    """The provinces in which somebody works; none for visitors and superusers."""
    if not isinstance(user, User):
        return set()
    return {province.pk for it in user.active_memberships if (province := province_of(it))}


def zone_of_person(user: Any) -> str:
    """The time zone of the person's province, in which times are shown to them."""
    provinces = (province_of(membership) for membership in user.active_memberships)
    return next((province.time_zone for province in provinces if province), settings.TIME_ZONE)
