"""A running edition of two rows with thirty kecamatan in every state, to be revised."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from assessments.models import Stage, Worksheet
from assessments.records.periods import schedule_entry
from assessments.records.worksheets import open_worksheets
from assessments.review.services.steps import begin_desk, verify
from assessments.revision.services.preview import preview_revision
from assessments.revision.services.revise import apply_revision
from assessments.sending.services import request_signoff, submit
from assessments.transitions.judging import Opinion
from assessments.workflow import State
from indicators.editions.publish import load_document
from indicators.models import Instrument, Revision
from indicators.scoring.tie_keys import SHIPPED_TIE_KEYS
from kinerja.accounts.models import Membership, Role, User
from kinerja.regions.models import District, Profile
from tests.cast import BEGAN, Cast
from tests.offices import Office, add_judging, answer, open_office
from tests.town import small_document

from .judging import AGREES, give_opinion

REASON = "Keputusan Gubernur 12/2030"


def running(cast: Cast, **changes: Any) -> Office:
    """The small edition with its rows in the workspace, open to three kecamatan, judged by the province."""
    office = open_office(cast, load_document(document=small_document(**changes), by=None).instrument)
    add_judging(office, Stage.Kind.DESK)
    return office


def weigh(instrument: Instrument, **weights: str) -> None:
    """Other weights in the workspace, by code."""
    for code, weight in weights.items():
        instrument.indicators.filter(code=code).update(weight=Decimal(weight))


def fetched(worksheet: Worksheet) -> Worksheet:
    """As a page reads it."""
    related = ("stage__period", "district__regency__province", "profile", "revision__instrument")
    return Worksheet.objects.select_related(*related).get(pk=worksheet.pk)


def seen(instrument: Instrument) -> str:
    """The fingerprint of a preview."""
    return preview_revision(Instrument.objects.get(pk=instrument.pk)).fingerprint


def province(cast: Cast, count: int = 30) -> Stage:
    """That many kecamatan of Magetan, each with other answers: a third in draft, a third sent and some of
    them judged, and of the last third some verified, some announced, some final."""
    instrument = load_document(document=small_document(), by=None).instrument
    now = timezone.now()
    stage = schedule_entry(
        instrument=instrument,
        name="Penilaian 2030",
        tie_keys=SHIPPED_TIE_KEYS,
        help_contact="",
        opens=now - timedelta(days=1),
        closes=now + timedelta(days=7),
    )
    add_judging(Office(stage, *[Worksheet()] * 3), Stage.Kind.DESK)
    places = [
        District.objects.create(code=f"35.20.{no}", name=f"Uji {no}", regency=cast.places.regency)
        for no in range(40, 40 + count)
    ]
    Profile.objects.bulk_create(
        Profile(district=place, data_year=instrument.data_year, desa=12, kelurahan=1) for place in places
    )
    people = [member(cast.tono, role, place) for place in places for role in (Role.OPERATOR, Role.HEAD)]
    Membership.objects.bulk_create(people)
    for no, sheet in enumerate(open_worksheets(stage=stage, districts=places, by=None)):
        bring(fetched(sheet), no, cast)
    return stage


def member(user: User, role: Role, place: District) -> Membership:
    return Membership(user=user, role=role, district=place, starts=BEGAN)


def bring(sheet: Worksheet, no: int, cast: Cast) -> None:
    """Answered with figures of its own, and brought to the state that is its turn."""
    answer(sheet, "i1", cast.tono, n=str(no % 17), d="17")
    if no % 10 == 0:
        return
    answer(sheet, "i2", cast.tono, n=str(no % 7), d="7")
    if no % 3 == 0:
        return
    request_signoff(worksheet=sheet, by=cast.tono)
    submit(worksheet=sheet, by=cast.tono)
    if no % 5 == 0:
        return
    begin_desk(worksheet=sheet, by=cast.kiki)
    give_opinion(sheet, "i1", AGREES, cast.kiki)
    if no % 4 == 0:
        return
    values = {"n": str(no % 5), "d": "5"}
    give_opinion(sheet, "i2", Opinion("differs", values=values, reason="Dokumen"), cast.kiki)
    verify(worksheet=sheet, by=cast.kiki)
    later = {1: State.PROVISIONAL, 2: State.FINAL}.get(no % 7)
    if later:
        Worksheet.objects.filter(pk=sheet.pk).update(state=later)


def reshape(instrument: Instrument) -> None:
    """Rules under which answers do not fit: n of i1 is at most 10, i2 divides by another input, i3 is new."""
    first, second = (instrument.indicators.get(code=code) for code in ("i1", "i2"))
    first.inputs.filter(code="n").update(max=10)
    second.inputs.filter(code="d").update(code="e", label="Jumlah e")
    instrument.indicators.filter(pk=second.pk).update(params={"numerator": "n", "denominator": "e"})
    weigh(instrument, i2="30")
    third = instrument.indicators.create(
        sub_aspect=second.sub_aspect,
        code="i3",
        no=3,
        text="Indikator 3",
        unit="Kegiatan",
        weight=Decimal(10),
        rule="ratio",
        params={"numerator": "n", "denominator": "d"},
    )
    for order, code in enumerate("nd"):
        third.inputs.create(code=code, order=order, label=f"Jumlah {code}", kind="count", min=0)


def revise(instrument: Instrument, by: User) -> Revision:
    """Apply what a preview of this moment shows."""
    return apply_revision(instrument=instrument, fingerprint=seen(instrument), reason=REASON, by=by)
