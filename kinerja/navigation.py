"""What every page's frame shows: who is here, for which period, and where one can go from here."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from assessments.access import (
    READERS,
    chaired_by,
    collects,
    first_layer,
    has_overview,
    is_judge,
    is_juror,
    oversees,
)
from assessments.access.queries import period_in_frame
from assessments.models import Period
from assessments.workflow import UNSENT
from kinerja.accounts.access import provinces_of
from kinerja.accounts.middleware import session_left
from kinerja.accounts.models import Role, User

TEAM = {Role.ASSESSOR, Role.LEADERSHIP}  # of a province: who decides
BESIDE = {
    "minutes": "progress",
    "decision": "decision",
    "errand": "errand",
    "nomination": "participants",
}  # where a paper's scans belong
ASSIGNING = {"assignments", "assignments_of_stage", "errand"}
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
                "feedback",
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
    user = getattr(request, "user", None)
    period = period_in_frame(provinces_of(user))
    shown = {"period": period.name if period else "", "help": period.help_contact if period else ""}
    if isinstance(user, User):
        membership = next(iter(user.active_memberships), None)
        shown |= {
            "role": membership.get_role_display() if membership else "",
            "place": membership.place if membership else "",
            "tabs": tabs(request, user, period),
            "session_left": max(1, session_left(request.session)),
        }
    return {"frame": shown}


def tabs(request: HttpRequest, user: User, period: Period | None) -> list[dict[str, Any]]:
    match = request.resolver_match
    name = match.url_name if match else None
    if match and name == "scans":
        name = BESIDE[match.kwargs["paper"]]
    worksheet = getattr(request, "worksheet", None)
    found = []
    if has_overview(user):
        found.append(tab("Daftar kertas kerja", "home", name == "home"))
        found.append(tab("Dasbor", "dashboard", name == "dashboard"))
        found.append(tab("Pemantauan", "progress", name == "progress"))
        found.append(tab("Peringkat", "ranking", name in {"ranking", "comparison", "rank_history"}))
        if collects(user):
            found.append(tab("Buku kerja", "workbook_bulk", name == "workbook_bulk"))
    found += stage_tabs(user, name, period)
    found += judging_tabs(user, name)
    if worksheet:
        found += [
            tab(label, target, name in pages, worksheet_id=worksheet.pk)
            for label, target, pages in WORKSHEET_TABS
        ]
        if worksheet.state not in UNSENT and oversees(user, worksheet):
            judged = {"worksheet_id": worksheet.pk, "layer": first_layer(user)}
            found.insert(-3, tab("Telaah", "review", (name or "").startswith("review"), **judged))
    elif not has_overview(user) and not user.is_staff and not is_juror(user):
        found.append(tab("Beranda", "home", name == "home"))
    if user.is_superuser or any(it.role in READERS for it in user.active_memberships):
        found.append(tab("IKU", "iku", (name or "").startswith("iku")))
    if user.is_staff:
        compares = name == "comparison" and not has_overview(user)
        found.append(tab("Instrumen", "instruments", name == "instruments" or compares))
    if any(membership.manages_accounts for membership in user.active_memberships):
        found.append(tab("Akun", "accounts", (name or "").startswith("account_") or name == "accounts"))
        found.append(tab("Kop surat", "logos", name in {"logos", "logo"}))
    return found


def stage_tabs(user: User, name: str | None, period: Period | None) -> list[dict[str, Any]]:
    """Who comes how far, the jurors, and the decision; stages and juries only where there are some."""
    found = []
    decides = user.is_superuser or any(it.role in TEAM and it.province_id for it in user.active_memberships)
    asked = ("selects" if decides else "nominates", "juries")
    selects, juries = (has_overview(user) and getattr(period, it, False) for it in asked)
    if selects or (decides and juries):
        found.append(tab("Tahap", "stages", name in {"stages", "participants"}))
    if is_juror(user) or (decides and juries):
        found.append(tab("Penilaian juri", "juries", name in {"juries", "jury_stage", "ballot"}))
    if decides:
        found.append(tab("Penetapan", "decision", name == "decision"))
    return found


def judging_tabs(user: User, name: str | None) -> list[dict[str, Any]]:
    """What there is to judge, who judges what, and who must not."""
    found = []
    if collects(user):
        found.append(tab("Tugas saya", "tasks", name in {"tasks", "across_list", "across"}))
    if chaired_by(user):
        found.append(tab("Penugasan", "assignments", name in ASSIGNING))
    if is_judge(user):
        found.append(tab("Benturan kepentingan", "conflicts", name == "conflicts"))
    return found


def tab(label: str, name: str, current: bool, **kwargs: Any) -> dict[str, Any]:
    return {"label": label, "url": reverse(name, kwargs=kwargs), "current": current}
