"""What every page's frame shows: who is here, for which period, and where one can go from here.

The menu is the table MENU. An entry is added or moved there and nowhere else.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import ResolverMatch, reverse

from assessments.access import (
    READERS,
    chaired_by,
    chosen_period,
    collects_workbooks,
    first_layer,
    has_overview,
    is_judge,
    is_juror,
    oversees,
    periods_in_frame,
    running_periods,
    worksheets_for,
)
from assessments.models import Period, Worksheet
from assessments.workflow import SCANNED, UNSENT
from kinerja.accounts.middleware import session_left
from kinerja.accounts.models import Role, User

TEAM = {Role.ASSESSOR, Role.LEADERSHIP}  # of a province: who decides
# What an address may hold besides the period, for the same page to be there in another one.
SWITCHED = {"period_code", "layer"}
BELOW_WORKSHEET = "kertas-kerja/<uuid:worksheet_id>/"  # in every address of a page of one worksheet


@dataclass(frozen=True)
class Visit:
    """Who looks at which page: all that decides what the menu offers. No method asks the database."""

    user: User
    periods: list[Period]  # that they may see, with what `periods_in_frame` notes of their stages
    match: ResolverMatch | None  # the address
    page: str  # the name of the address
    below_worksheet: bool  # whether its address is below that of one worksheet
    worksheet: Worksheet | None = None
    shown: Period | None = None  # the period of the page; None where it is of none

    def on(self, worksheet: Worksheet | None, period: Period | None) -> "Visit":
        """The same on a page that speaks of these: a page of one worksheet is of its period."""
        within = worksheet if self.below_worksheet else None
        own = within.stage.period if within else period
        noted = next((it for it in self.periods if own and it.pk == own.pk), own)
        return replace(self, worksheet=within, shown=noted)

    @cached_property
    def period(self) -> Period | None:
        """The one that the menu leads to: that of the page, else the one that matters to the person now."""
        return self.shown or chosen_period(self.user, self.periods)

    def has_period(self) -> bool:
        return self.period is not None

    def has_overview(self) -> bool:
        return has_overview(self.user)

    def brings_workbooks(self) -> bool:
        return has_overview(self.user) and collects_workbooks(self.user)

    def decides(self) -> bool:
        """Of the team or the leadership of a province."""
        members = self.user.active_memberships
        return self.user.is_superuser or any(it.role in TEAM and it.province_id for it in members)

    def sees_stages(self) -> bool:
        """Where some advance and others do not; for a kabupaten, where it nominates."""
        selecting_field = "selects" if self.decides() else "nominates"
        return (has_overview(self.user) and self.period_has(selecting_field)) or self.decides_on_juries()

    def sees_juries(self) -> bool:
        return is_juror(self.user) or self.decides_on_juries()

    def decides_on_juries(self) -> bool:
        return self.decides() and self.period_has("juries")

    def period_has(self, noted: str) -> bool:
        return bool(getattr(self.period, noted, False))

    def collects(self) -> bool:
        return collects_workbooks(self.user)

    def chairs(self) -> bool:
        return chaired_by(self.user) is not None

    def is_judge(self) -> bool:
        return is_judge(self.user)

    def is_within(self) -> bool:
        return self.worksheet is not None

    def reviews(self) -> bool:
        sent_worksheet = self.worksheet if self.worksheet and self.worksheet.state not in UNSENT else None
        return sent_worksheet is not None and oversees(self.user, sent_worksheet)

    def has_tasks(self) -> bool:
        """Whose first page is their own worksheet, and who is not in it now."""
        has_other_work = has_overview(self.user) or self.user.is_staff or is_juror(self.user)
        return self.worksheet is None and not has_other_work

    def reads(self) -> bool:
        members = self.user.active_memberships
        return self.user.is_superuser or any(it.role in READERS for it in members)

    def manages_instruments(self) -> bool:
        return self.user.is_staff

    def manages_accounts(self) -> bool:
        return any(it.manages_accounts for it in self.user.active_memberships)

    def tabs(self) -> list[dict[str, Any]]:
        """The menu on this page."""
        offered_entries = [entry for entry in MENU if entry.shown_to(self) and entry.reaches(self)]
        current_entry = next((entry for entry in offered_entries if entry.holds(self.page)), None)
        return [entry.tab(self, current=entry is current_entry) for entry in offered_entries]

    def choices(self) -> list[dict[str, Any]]:
        """The periods to switch to: this page in each of them, or what is the person's there."""
        return [
            {
                "period": it,
                "url": self.address_in(it),
                "current": self.shown is not None and it.pk == self.shown.pk,
            }
            for it in self.periods
        ]

    def address_in(self, period: Period) -> str:
        parts = dict(self.match.kwargs) if self.match else {}
        if "period_code" not in parts or set(parts) - SWITCHED:
            return reverse("worksheets", args=(period.code,))
        return reverse(self.page, kwargs=parts | {"period_code": period.code})


def no_parts(visit: Visit) -> dict[str, Any]:
    return {}


def period_parts(visit: Visit) -> dict[str, Any]:
    return {"period_code": visit.period.code} if visit.period else {}


def worksheet_parts(visit: Visit) -> dict[str, Any]:
    return {"worksheet_id": visit.worksheet.pk} if visit.worksheet else {}


def review_parts(visit: Visit) -> dict[str, Any]:
    return worksheet_parts(visit) | {"layer": first_layer(visit.user)}


class Group(StrEnum):
    """What the entries beside each other have in common, in the order in which they stand."""

    OVERVIEW = "overview"
    STAGES = "stages"
    JUDGING = "judging"
    WORKSHEET = "worksheet"
    START = "start"
    IKU = "iku"
    SETTINGS = "settings"


@dataclass(frozen=True)
class MenuEntry:
    """One page of the menu, to whom it is offered, and which other pages count as inside it."""

    group: Group
    label: str
    target: str  # the name of the address it leads to
    shown_to: Callable[[Visit], bool]
    also: tuple[str, ...] = ()  # names of addresses inside it; a "*" stands for any end
    parts: Callable[[Visit], dict[str, Any]] = no_parts  # what its address is filled with

    def holds(self, name: str) -> bool:
        return any(fnmatchcase(name, pattern) for pattern in (self.target, *self.also))

    def reaches(self, visit: Visit) -> bool:
        """Whether there is such a page: none of a period where the person sees none."""
        return self.parts is not period_parts or visit.has_period()

    def tab(self, visit: Visit, *, current: bool) -> dict[str, Any]:
        address = reverse(self.target, kwargs=self.parts(visit))
        return {"label": self.label, "url": address, "current": current}


ON_WORKSHEET = (
    *("aspect", "row_save", "whole", "details", "matrix", "check", "approval", "receipt"),
    *("result", "feedback", "objection", "objection_answer", "participation"),
    *("workbook_upload", "workbook_preview", "old_form"),
)
ON_PROFILE = ("profile_confirm", "profile_unlock")
ON_EVIDENCE = ("evidence_row", "evidence_file")
ON_RANKING = ("comparison", "rank_history")
ON_LIST = ("home",)
ON_JURIES = ("jury_stage", "ballot")
ON_ASSIGNMENTS = ("assignments_of_stage", "errand")
# In the order of the menu. Of two entries that hold the same page, the first that somebody sees is current.
MENU = (
    MenuEntry(
        Group.OVERVIEW, "Daftar kertas kerja", "worksheets", Visit.has_overview, ("home",), period_parts
    ),
    MenuEntry(Group.OVERVIEW, "Dasbor", "dashboard", Visit.has_overview, (), period_parts),
    MenuEntry(Group.OVERVIEW, "Pemantauan", "progress", Visit.has_overview, (), period_parts),
    MenuEntry(Group.OVERVIEW, "Peringkat", "ranking", Visit.has_overview, ON_RANKING, period_parts),
    MenuEntry(Group.OVERVIEW, "Buku kerja", "workbook_bulk", Visit.brings_workbooks),
    MenuEntry(Group.STAGES, "Tahap", "stages", Visit.sees_stages, ("participants",), period_parts),
    MenuEntry(
        Group.STAGES, "Penilaian juri", "juries", Visit.sees_juries, ("jury_stage", "ballot"), period_parts
    ),
    MenuEntry(Group.STAGES, "Penetapan", "decision", Visit.decides, (), period_parts),
    MenuEntry(Group.JUDGING, "Tugas saya", "tasks", Visit.collects, ("across_list", "across"), period_parts),
    MenuEntry(Group.JUDGING, "Penugasan", "assignments", Visit.chairs, ON_ASSIGNMENTS, period_parts),
    MenuEntry(Group.JUDGING, "Benturan kepentingan", "conflicts", Visit.is_judge),
    MenuEntry(Group.WORKSHEET, "Kertas kerja", "worksheet", Visit.is_within, ON_WORKSHEET, worksheet_parts),
    MenuEntry(Group.WORKSHEET, "Telaah", "review", Visit.reviews, ("review_*",), review_parts),
    MenuEntry(Group.WORKSHEET, "Bukti dukung", "evidence", Visit.is_within, ON_EVIDENCE, worksheet_parts),
    MenuEntry(Group.WORKSHEET, "Profil kecamatan", "profile", Visit.is_within, ON_PROFILE, worksheet_parts),
    MenuEntry(Group.WORKSHEET, "Riwayat", "history", Visit.is_within, (), worksheet_parts),
    MenuEntry(Group.START, "Beranda", "home", Visit.has_tasks),
    MenuEntry(Group.IKU, "IKU", "iku", Visit.reads, ("iku_*",)),
    MenuEntry(Group.SETTINGS, "Instrumen", "instruments", Visit.manages_instruments, ("comparison",)),
    MenuEntry(Group.SETTINGS, "Periode", "period", Visit.manages_instruments, (), period_parts),
    MenuEntry(Group.SETTINGS, "Buka tahun baru", "opening", Visit.manages_instruments, (), period_parts),
    MenuEntry(Group.SETTINGS, "Akun", "accounts", Visit.manages_accounts, ("account_*",)),
    MenuEntry(Group.SETTINGS, "Kop surat", "logos", Visit.manages_accounts, ("logo",)),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context processor for `base.html`; two queries at most."""
    user, match = getattr(request, "user", None), request.resolver_match
    if not isinstance(user, User):
        return {"frame": {"help": help_for_visitors()}}
    membership = next(iter(user.active_memberships), None)
    visit = Visit(user, periods_in_frame(user), match, page_name(match), is_below_worksheet(match))
    return {
        "frame": {
            "role": membership.get_role_display() if membership else "",
            "place": membership.place if membership else "",
            "visit": visit,
            "help": visit.period.help_contact if visit.period else "",
            "session_left": max(1, session_left(request.session)),
        }
    }


def help_for_visitors() -> str:
    """Whom to ask, where the running periods agree on it."""
    contacts = set(running_periods(settings.PROVINCE).values_list("help_contact", flat=True))
    return contacts.pop() if len(contacts) == 1 else ""


def page_name(match: ResolverMatch | None) -> str:
    """The name of the page's address; the scans of a paper stand where the paper does."""
    page_name = match.url_name if match else None
    if match and page_name == "scans":
        return SCANNED[match.kwargs["paper"]].beside
    return page_name or ""


def is_below_worksheet(match: ResolverMatch | None) -> bool:
    """Whether this is a page of one worksheet."""
    return match is not None and BELOW_WORKSHEET in match.route


def worksheet_refused_at(request: HttpRequest) -> Worksheet | None:
    """The worksheet whose page refuses something, for its tabs; None for one that is not theirs to read."""
    match, user = request.resolver_match, getattr(request, "user", None)
    if match is None or not is_below_worksheet(match) or not isinstance(user, User):
        return None
    return worksheets_for(user).filter(pk=match.kwargs["worksheet_id"]).first()
