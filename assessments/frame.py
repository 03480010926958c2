"""What every page's frame shows: who is here, for which period, and where one can go from here."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from assessments.access import READERS, chaired_by, collects, first_layer, is_judge, oversees
from assessments.queries import newest_period
from assessments.workflow import UNSENT
from kinerja.accounts.middleware import session_left
from kinerja.accounts.models import Role, User

TEAM = {Role.ASSESSOR, Role.LEADERSHIP}  # of a province: who decides
WORKSHEET_TABS = (
    (
        "Kertas kerja",
        "worksheet",
        {
            *(
                "worksheet",
                "aspect",
                "row_save",
                "whole",
                "details",
                "matrix",
                "check",
                "approval",
                "receipt",
                "result",
                "objection",
                "objection_answer",
                "participation",
            ),
            *("workbook_upload", "workbook_preview", "old_form"),
        },
    ),
    ("Bukti dukung", "evidence", {"evidence", "evidence_row", "evidence_file"}),
    ("Profil kecamatan", "profile", {"profile", "profile_confirm", "profile_unlock"}),
    ("Riwayat", "history", {"history"}),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context processor for `base.html`; two queries at most."""
    period = newest_period()
    shown = {"period": period.name if period else "", "help": period.help_contact if period else ""}
    user = getattr(request, "user", None)
    if isinstance(user, User):
        membership = next(iter(user.active_memberships), None)
        shown |= {
            "role": membership.get_role_display() if membership else "",
            "place": membership.place if membership else "",
            "tabs": tabs(request, user),
            "session_left": max(1, session_left(request.session)),
        }
    return {"frame": shown}


def tabs(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    name = request.resolver_match.url_name if request.resolver_match else None
    worksheet = getattr(request, "worksheet", None)
    found = []
    if wide(user):
        found.append(tab("Daftar kertas kerja", "home", name == "home"))
        found.append(tab("Dasbor", "dashboard", name == "dashboard"))
        found.append(tab("Pemantauan", "progress", name == "progress"))
        found.append(tab("Peringkat", "ranking", name == "ranking"))
        if collects(user):
            found.append(tab("Buku kerja", "workbook_bulk", name == "workbook_bulk"))
    if user.is_superuser or any(it.role in TEAM and it.province_id for it in user.active_memberships):
        found.append(tab("Penetapan", "decision", name == "decision"))
    found += judging_tabs(user, name)
    if worksheet:
        found += [
            tab(label, target, name in pages, worksheet_id=worksheet.pk)
            for label, target, pages in WORKSHEET_TABS
        ]
        if worksheet.state not in UNSENT and oversees(user, worksheet):
            judged = {"worksheet_id": worksheet.pk, "layer": first_layer(user)}
            found.insert(-3, tab("Telaah", "review", (name or "").startswith("review"), **judged))
    elif not wide(user) and not user.is_staff:
        found.append(tab("Beranda", "home", name == "home"))
    if user.is_superuser or any(it.role in READERS for it in user.active_memberships):
        found.append(tab("IKU", "iku", (name or "").startswith("iku")))
    if user.is_staff:
        found.append(tab("Instrumen", "instruments", name == "instruments"))
    if any(membership.manages_accounts for membership in user.active_memberships):
        found.append(tab("Akun", "accounts", name in {"accounts", "account_new"}))
        found.append(tab("Kop surat", "logos", name in {"logos", "logo"}))
    return found


def judging_tabs(user: User, name: str | None) -> list[dict[str, Any]]:
    """What there is to judge, who judges what, and who must not."""
    found = []
    if collects(user):
        found.append(tab("Tugas saya", "tasks", name == "tasks"))
    if chaired_by(user):
        found.append(tab("Penugasan", "assignments", name in {"assignments", "assignments_of_stage"}))
    if is_judge(user):
        found.append(tab("Benturan kepentingan", "conflicts", name == "conflicts"))
    return found


def tab(label: str, name: str, current: bool, **kwargs: Any) -> dict[str, Any]:
    return {"label": label, "url": reverse(name, kwargs=kwargs), "current": current}


def wide(user: User) -> bool:
    """Whether `user` looks after more than one kecamatan."""
    roles = {Role.REGENCY_VERIFIER, Role.ASSESSOR, Role.LEADERSHIP}
    return user.is_superuser or any(membership.role in roles for membership in user.active_memberships)
