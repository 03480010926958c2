"""The kecamatan's yearly profile."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import fetch_worksheet, is_operator, require_operator
from assessments.forms.profile import ProfileForm
from assessments.models import Worksheet
from assessments.services.entry import Closed, Stale
from assessments.services.profile import FIELDS, save_profile
from kinerja.regions.models import Profile


def initial(profile: Profile) -> dict[str, object]:
    return {name: getattr(profile, name) for name in (*FIELDS, "version")}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest, worksheet_id: UUID) -> HttpResponse:
    """Shown to everybody who reads the worksheet; changed by its operators."""
    worksheet = fetch_worksheet(request, worksheet_id)
    if request.method != "POST":
        return page(request, worksheet, ProfileForm(initial=initial(worksheet.profile)))
    require_operator(request.user, worksheet)
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return page(request, worksheet, form, status=422)
    try:
        save_profile(
            worksheet=worksheet,
            values=form.cleaned_data,
            version=form.cleaned_data["version"],
            by=request.user,
        )
    except Stale:
        worksheet.profile.refresh_from_db()
        form.add_error(None, "Profil ini sudah diubah orang lain. Periksa isian, lalu simpan lagi.")
        form.data = form.data.copy()
        form.data["version"] = worksheet.profile.version
        return page(request, worksheet, form, status=409)
    except Closed as closed:
        form.add_error(None, str(closed))
        return page(request, worksheet, form, status=403)
    messages.success(request, "Profil tersimpan.")
    return redirect("profile", worksheet_id=worksheet.pk)


def page(request: HttpRequest, worksheet: Worksheet, form: ProfileForm, status: int = 200) -> HttpResponse:
    may_edit = worksheet.editable and is_operator(request.user, worksheet)
    context = {"worksheet": worksheet, "form": form, "editable": may_edit}
    return render(request, "assessments/profile.html", context, status=status)
