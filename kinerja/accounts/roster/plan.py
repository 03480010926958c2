"""What a sheet of people would change. Nothing is written here."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from kinerja.accounts.access import Region, Scope, everybody_in, may_manage, regions_by_code, unended_of
from kinerja.accounts.models import Membership, Role, User
from kinerja.numbers import format_date, format_nip
from kinerja.regions.models import District, Province, Regency
from kinerja.workbook.problems import Problem, TableRefused
from kinerja.workbook.table import Sheet

from .layout import HEADINGS, MOST
from .lines import LineForm

FACTS = ("name", "nip", "position", "rank", "email")
TERMS = ("starts", "ends", "manages_accounts")
# The kinds of region that a role is held in, as the constraint of Membership has it.
PLACES: dict[str, tuple[type[Region], ...]] = {
    Role.OPERATOR: (District,),
    Role.HEAD: (District,),
    Role.REGENCY_VERIFIER: (Regency,),
    Role.ASSESSOR: (Province,),
    Role.JUROR: (Province,),
    Role.LEADERSHIP: (Province, Regency),
    Role.INSTRUMENT_ADMIN: (Province,),
}
EXAMPLES = {District: "kecamatan (35.20.10)", Regency: "kabupaten/kota (35.20)", Province: "provinsi (35)"}


@dataclass(frozen=True)
class Row:
    """A valid row with the region that its code means."""

    number: int
    values: dict[str, Any]
    region: Region

    @property
    def grant(self) -> tuple[str, Any]:
        return self.values["role"], self.region.pk


@dataclass
class Grant:
    """A membership to be made, changed or left; `changes` in words."""

    membership: Membership
    new: bool
    changes: list[str] = field(default_factory=list)


@dataclass
class Person:
    """One user name of the sheet: the account with its new facts, and what becomes of its memberships."""

    user: User
    new: bool
    rows: list[int]
    changes: list[str] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)

    @property
    def consequences(self) -> list[str]:
        """Everything that happens to the person, in words."""
        return [*self.changes, *(change for grant in self.grants for change in grant.changes)]


@dataclass(frozen=True)
class Plan:
    """Everybody of the sheet, in its order."""

    people: list[Person]

    @property
    def created(self) -> list[Person]:
        return [it for it in self.people if it.new]

    @property
    def changed(self) -> list[Person]:
        return [it for it in self.people if not it.new and it.consequences]

    @property
    def touched(self) -> list[Person]:
        return [*self.created, *self.changed]

    @property
    def same(self) -> list[Person]:
        return [it for it in self.people if not it.consequences]

    @property
    def counts(self) -> str:
        return f"{len(self.created)} dibuat, {len(self.changed)} diubah, {len(self.same)} tetap"

    @property
    def base(self) -> str:
        """A print of what would happen, which differs once somebody else has changed something meanwhile."""
        base_facts = [(it.user.username, it.new, it.consequences) for it in self.people]
        return hashlib.sha256(json.dumps(base_facts).encode()).hexdigest()


def roster_plan(sheet: Sheet, scope: Scope, by: User | None) -> Plan:
    """What the sheet would change for a manager of `scope`; TableRefused with every reason why it cannot."""
    return _Planner(sheet, scope, by).plan()


class _Planner:
    """Goes through a sheet with a constant number of queries; problems are collected."""

    def __init__(self, sheet: Sheet, scope: Scope, by: User | None) -> None:
        self.sheet, self.scope, self.by = sheet, scope, by
        self.problems: list[Problem] = []
        self.today = timezone.localdate()

    def plan(self) -> Plan:
        if not 0 < len(self.sheet.lines) <= MOST:
            reason = f"Isi 1 sampai {MOST} baris. Bagi orang yang lebih banyak ke beberapa berkas."
            raise TableRefused([Problem(reason, self.sheet.title)])
        rows = list(self.rows())
        self.check_twice(rows)
        people = self.people(rows)
        if self.problems:
            raise TableRefused(sorted(self.problems, key=lambda it: it.row or 0))
        return Plan(people)

    def complain(self, number: int, name: str, reason: str) -> None:
        self.problems.append(self.sheet.problem(number, HEADINGS[name], reason))

    def rows(self) -> Iterator[Row]:
        """The rows that are right as such, in roles and regions that the manager may give."""
        region_codes = {line.texts[HEADINGS["region"]] for line in self.sheet.lines}
        regions = regions_by_code(region_codes)
        for line in self.sheet.lines:
            form = LineForm({name: line.texts[heading] for name, heading in HEADINGS.items()})
            for name, errors in form.errors.items():
                self.complain(line.number, name, str(errors[0]))
            if form.errors:
                continue
            region = regions.get(form.cleaned_data["region"])
            wrong_field_and_reason = self.wrong_with(form.cleaned_data, region)
            if wrong_field_and_reason:
                self.complain(line.number, *wrong_field_and_reason)
            elif region:
                yield Row(line.number, form.cleaned_data, region)

    def wrong_with(self, values: dict[str, Any], region: Region | None) -> tuple[str, str] | None:
        """The first thing wrong with a role in a region: the column and the reason."""
        role = values["role"]
        if region is None:
            return "region", f"Kode wilayah “{values['region'][:20]}” tidak dikenal."
        if not isinstance(region, PLACES[role]):
            wanted_places = " atau ".join(EXAMPLES[kind] for kind in PLACES[role])
            return "region", f"{role.label} bertugas di {wanted_places}. Tulis kodenya."
        if not self.scope.allows(role, region):
            return "role", f"Anda tidak dapat memberi peran {role.label} di {region}."
        if values["manages_accounts"] and isinstance(region, District):
            return "manages_accounts", "Akun dikelola dari kabupaten/kota atau provinsi."
        return None

    def check_twice(self, rows: list[Row]) -> None:
        """A person's facts are the same in all their rows, and each role stands once."""
        first_row_of: dict[str, Row] = {}
        row_of_grant: dict[Any, int] = {}
        for row in rows:
            first_row = first_row_of.setdefault(row.values["username"], row)
            for name in FACTS:
                if row.values[name] != first_row.values[name]:
                    self.complain(
                        row.number, name, f"Berbeda dengan baris {first_row.number} untuk orang ini."
                    )
            key = (row.values["username"], *row.grant)
            if key in row_of_grant:
                self.complain(row.number, "role", f"Sama dengan baris {row_of_grant[key]}.")
            row_of_grant.setdefault(key, row.number)

    def people(self, rows: list[Row]) -> list[Person]:
        by_username: dict[str, list[Row]] = {}
        for row in rows:
            by_username.setdefault(row.values["username"], []).append(row)
        known_people = {it.username: it for it in everybody_in(self.scope).filter(username__in=by_username)}
        usernames_elsewhere = set(
            User.objects.filter(username__in=by_username.keys() - known_people.keys()).values_list(
                "username", flat=True
            )
        )
        ended_by_grant = past_memberships(known_people.values())
        people = []
        for username, theirs in by_username.items():
            if username in usernames_elsewhere:
                self.complain(theirs[0].number, "username", "Nama pengguna ini sudah dipakai.")
                continue
            person = self.person(
                known_people.get(username) or User(username=username), theirs, ended_by_grant
            )
            self.check_allowed(person)
            people.append(person)
        return people

    def check_allowed(self, person: Person) -> None:
        """No change of oneself, of a disabled account, or of somebody with rights above the manager's."""
        if person.new or not person.consequences:
            return
        if not person.user.is_active:
            self.complain(person.rows[0], "username", "Akun ini dinonaktifkan. Aktifkan dulu.")
        elif not may_manage(person.user, self.by):
            reason = "Akun ini hanya dapat diubah oleh admin lain atau admin di atas wilayah Anda."
            self.complain(person.rows[0], "username", reason)

    def person(self, user: User, rows: list[Row], past: dict[Any, list[Membership]]) -> Person:
        is_new = user._state.adding
        person = Person(user, is_new, [row.number for row in rows])
        for name in FACTS:
            old_value, value = getattr(user, name), rows[0].values[name]
            if value and value != old_value:  # an empty cell takes nothing away
                setattr(user, name, value)
                if not is_new:
                    person.changes.append(f"{HEADINGS[name]}: {fact_text(old_value)} → {fact_text(value)}")
        for row in rows:
            grant = self.grant(user, row, past)
            if grant:
                person.grants.append(grant)
        return person

    def grant(self, user: User, row: Row, past: dict[Any, list[Membership]]) -> Grant | None:
        """What becomes of the role in the region; None where the row says what is over already."""
        held_memberships = (
            [] if user._state.adding else [it for it in unended_of(user) if same_grant(it, row)]
        )
        if held_memberships:
            return self.changed(held_memberships[0], row)
        ends = row.values["ends"]
        if ends and any(it.ends == ends for it in past.get((user.pk, *row.grant), ())):
            return None
        return self.made(user, row)

    def made(self, user: User, row: Row) -> Grant:
        starts, ends = row.values["starts"] or self.today, row.values["ends"]
        self.check_term(row, starts, ends)
        if ends and ends <= self.today:
            self.complain(row.number, "ends", "Tanggal berakhir ini sudah lewat.")
        membership = Membership(
            user=user,
            role=row.values["role"],
            starts=starts,
            ends=ends,
            manages_accounts=bool(row.values["manages_accounts"]),
            **{type(row.region).__name__.lower(): row.region},
        )
        further_words = [f"sampai {format_date(ends)}"] if ends else []
        further_words += ["mengelola akun"] if membership.manages_accounts else []
        sentence = ", ".join([f"{membership}, mulai {format_date(starts)}", *further_words])
        return Grant(membership, new=True, changes=[sentence])

    def changed(self, membership: Membership, row: Row) -> Grant:
        """The membership with what the row says otherwise; an empty cell leaves what is there."""
        grant = Grant(membership, new=False)
        for name in TERMS:
            old_value, value = getattr(membership, name), row.values[name]
            if value is not None and value != old_value:
                setattr(membership, name, value)
                grant.changes.append(
                    f"{membership} – {HEADINGS[name]}: {fact_text(old_value)} → {fact_text(value)}"
                )
        self.check_term(row, membership.starts, membership.ends)
        return grant

    def check_term(self, row: Row, starts: date, ends: date | None) -> None:
        if ends and ends < starts:
            self.complain(row.number, "ends", "Tanggal berakhir tidak boleh sebelum tanggal mulai.")


def same_grant(membership: Membership, row: Row) -> bool:
    region = membership.region
    return region is not None and (membership.role, region.pk) == row.grant


def past_memberships(people: Iterable[User]) -> dict[Any, list[Membership]]:
    """What is over, by person, role and region; one query."""
    ended_memberships = Membership.objects.filter(user__in=list(people), ends__lte=timezone.localdate())
    ended_by_grant: dict[Any, list[Membership]] = {}
    for membership in ended_memberships:
        region = membership.district_id or membership.regency_id or membership.province_id
        ended_by_grant.setdefault((membership.user_id, membership.role, region), []).append(membership)
    return ended_by_grant


def fact_text(value: Any) -> str:
    """A fact as it is told in the plan."""
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, date):
        return format_date(value)
    value_text = str(value or "(kosong)")
    return format_nip(value_text) if len(value_text) == 18 and value_text.isdigit() else value_text
