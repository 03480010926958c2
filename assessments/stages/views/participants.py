"""Who comes into a stage: ranked in the stage before, nominated, withdrawn and replaced."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from assessments.access import StageReach, fetch_stage
from assessments.models import Nomination, Stage
from assessments.scores.rank_table import OPEN_TO_REGENCIES, RankLine
from assessments.scores.stage_sequence import Course, course_of
from assessments.stages import services
from assessments.stages.forms import FORMS, FieldForm
from assessments.stages.page import selection_words
from assessments.stages.services import StageField, may_nominate, stage_field
from kinerja.accounts.models import User
from kinerja.accounts.requests import Request
from kinerja.accounts.views import form_methods
from kinerja.numbers import format_number, format_short_datetime
from kinerja.refusals import Refusal
from kinerja.regions.models import Regency

ROWS_A_PAGE = 100
PLACES = 2
ALL = "pilih"


@dataclass(frozen=True)
class Inside:
    """A participant, or one who was."""

    nomination: Nomination
    line: RankLine | None
    zone: str

    @property
    def total(self) -> str:
        return format_number(self.nomination.total, places=PLACES)

    @property
    def at(self) -> str:
        return format_short_datetime(self.nomination.nominated_at, self.zone)

    @property
    def withdrawn_at(self) -> str:
        at = self.nomination.withdrawn_at
        return format_short_datetime(at, self.zone) if at else ""

    @property
    def remark(self) -> str:
        """In whose place it came, and why."""
        replaced_nomination = self.nomination.replaces
        remark_parts = [
            f"Menggantikan {replaced_nomination.worksheet.district}." if replaced_nomination else "",
            self.nomination.reason,
        ]
        return " ".join(filter(None, remark_parts)) or "–"

    @property
    def moved(self) -> str:
        """Where it stands now, if that is another place than when it came in."""
        place_now, nomination_then = self.line.place if self.line else None, self.nomination
        if place_now is None:
            return "sekarang belum lengkap"
        if (place_now.rank, place_now.entrant.total) == (nomination_then.rank, nomination_then.total):
            return ""
        total_now = format_number(place_now.entrant.total, places=PLACES)
        return f"sekarang peringkat {place_now.rank}, nilai {total_now}"


@dataclass(frozen=True)
class Outside:
    """One who is not in."""

    line: RankLine
    qualifies: bool
    withdrawn: bool

    @property
    def total(self) -> str:
        return format_number(self.line.score.total, places=PLACES)


@login_required
@form_methods
def participants(request: Request, stage_id: UUID) -> HttpResponse:
    """The field of a stage with who is in; each form changes one thing."""
    reach = fetch_stage(request, stage_id)
    stage, course = reach.stage, course_of(reach.stage.period)
    if not stage.selects:
        return render(request, "stages/everybody.html", {"period": stage.period, "stage": stage})
    nominated_by_regency = stage.quota_scope == Stage.Scope.REGENCY
    regency = regency_of(request, reach) if nominated_by_regency else None
    if request.method == "POST":
        require_nominator(request.user, stage, regency)
        return change_field(request, reach, course, regency)
    if nominated_by_regency and regency is None:
        return by_regency(request, reach, course)
    return field_page(request, reach, course, stage_field(stage, regency), regency)


def regency_of(request: Request, reach: StageReach) -> Regency | None:
    """The kabupaten that is asked for, or 404, else one's own; None for a team that looks at all."""
    code = request.GET.get("kabupaten", "")
    regency = next((it for it in reach.regencies if it.code == code), None)
    if code and regency is None:
        raise Http404
    return regency or (None if reach.whole else reach.regencies[0])


def require_nominator(user: User, stage: Stage, regency: Regency | None) -> None:
    """403 with the reason for those who read."""
    if not may_nominate(user, stage, regency):
        nominated_by_regency = stage.quota_scope == Stage.Scope.REGENCY
        nominators = (
            "verifikator kabupaten/kota ini" if nominated_by_regency else "ketua tim penilai provinsi ini"
        )
        raise PermissionDenied(f"Hanya {nominators} yang menetapkan peserta tahap ini.")


def change_field(
    request: Request, reach: StageReach, course: Course, regency: Regency | None
) -> HttpResponse:
    """422 where a form lacks something; what was typed stays, also where the rules refuse."""
    stage, action = reach.stage, request.POST.get("action", "")
    field = stage_field(stage, regency)
    if action not in FORMS and action != ALL:
        return field_page(request, reach, course, field, regency, refusal="Muat ulang halaman.", status=422)
    form = FORMS[action](field, request.POST) if action in FORMS else None
    if form and not form.is_valid():
        return field_page(request, reach, course, field, regency, form=form, status=422)
    try:
        done_sentence = act_on_field(stage, action, form, request.user, regency)
    except Refusal as refusal:
        if form:
            form.add_error(None, str(refusal))
        return field_page(
            request, reach, course, field, regency, form=form, refusal=str(refusal), status=refusal.status
        )
    messages.success(request, done_sentence)
    return redirect(field_address(stage, reach, regency))


def field_address(stage: Stage, reach: StageReach, regency: Regency | None) -> str:
    """Back to where one was."""
    page_address = reverse("participants", args=(stage.pk,))
    return (
        f"{page_address}?kabupaten={regency.code}" if regency and len(reach.regencies) > 1 else page_address
    )


def act_on_field(stage: Stage, action: str, form: FieldForm | None, by: User, regency: Regency | None) -> str:
    """Do it, and say what was done. Raises `Refusal`."""
    if form is None:
        return (
            f"{services.select_participants(stage=stage, by=by, regency=regency)} kecamatan menjadi peserta."
        )
    if action == "tarik":
        withdrawn_nomination = services.withdraw_nomination(
            nomination=form.chosen_nomination, by=by, reason=form.given_reason
        )
        return f"{withdrawn_nomination.worksheet.district} ditarik."
    if action == "ganti":
        new_nomination = services.replace_nomination(
            nomination=form.chosen_nomination,
            worksheet=form.chosen_worksheet,
            by=by,
            reason=form.given_reason,
        )
        return (
            f"{new_nomination.worksheet.district} menggantikan {form.chosen_nomination.worksheet.district}."
        )
    new_nomination = services.nominate_worksheet(
        stage=stage, worksheet=form.chosen_worksheet, by=by, reason=form.given_reason
    )
    return f"{new_nomination.worksheet.district} menjadi peserta."


def field_page(
    request: Request,
    reach: StageReach,
    course: Course,
    field: StageField,
    regency: Regency | None,
    *,
    form: FieldForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    """Ranked in the stage before; a kabupaten never sees the province's figures here."""
    require_open_figures(reach, field)
    stage, zone = reach.stage, reach.stage.period.owner.time_zone
    may_act = may_nominate(request.user, stage, regency) and not field.settled
    inside = [Inside(it, field.line_of(it.worksheet), zone) for it in field.nominations]
    outside = Paginator(field.outside, ROWS_A_PAGE).get_page(request.GET.get("hal"))
    context = {
        "period": stage.period,
        "stage": stage,
        "words": selection_words(stage, course),
        "field": field,
        "regency": regency,
        "regencies": reach.regencies if regency and reach.whole else [],
        "inside": [it for it in inside if it.nomination.withdrawn_at is None],
        "withdrawn": [it for it in inside if it.nomination.withdrawn_at],
        "page": outside,
        "outside": [Outside(it, field.qualifies(it), services.was_withdrawn(field, it)) for it in outside],
        "may": may_act,
        "coming": field.coming_lines,
        "forms": forms_for(field, form) if may_act else [],
        "form": form,
        "refusal": refusal if form is None else "",
        "settled": services.SETTLED_WORDS if field.settled else "",
    }
    return render(request, "stages/participants.html", context, status=status)


def require_open_figures(reach: StageReach, field: StageField) -> None:
    """403 with the reason where a kabupaten would rank by figures of the province."""
    if not reach.whole and field.table.basis not in OPEN_TO_REGENCIES:
        raise PermissionDenied("Tahap ini memakai hasil penilaian provinsi, yang belum diumumkan.")


def forms_for(field: StageField, sent: FieldForm | None) -> list[FieldForm]:
    """One of each that has something to choose from, with the one that was sent as it was sent."""
    action_forms = [sent if sent and kind is type(sent) else kind(field) for kind in FORMS.values()]
    return [
        it
        for it in action_forms
        if it is sent
        or ((it.inside or "nomination" not in it.fields) and (it.outside or "worksheet" not in it.fields))
    ]


def by_regency(request: Request, reach: StageReach, course: Course) -> HttpResponse:
    """How far the nominations of each kabupaten are; for the province's team."""
    nominations = Nomination.objects.filter(stage=reach.stage, withdrawn_at=None).select_related(
        "worksheet__district"
    )
    names_by_regency: dict[UUID, list[str]] = defaultdict(list)
    for nomination in nominations.order_by("rank"):
        district = nomination.worksheet.district
        names_by_regency[district.regency_id].append(district.name)
    regency_lines: list[Any] = [(it, names_by_regency.get(it.pk, [])) for it in reach.regencies]
    context: dict[str, Any] = {"words": selection_words(reach.stage, course), "lines": regency_lines}
    context |= {"stage": reach.stage, "period": reach.stage.period}
    return render(request, "stages/by_regency.html", context)
