"""A jury of two for tests: its instrument, its stage, its people, and what they give."""

from datetime import date
from typing import Any

from assessments.jury.services.ballots import save_ballot
from assessments.models import Assignment, Ballot, Stage, Worksheet
from assessments.team.services.team import assign_judge
from indicators.models import Instrument
from indicators.scoring.documents.document import canonical_text
from kinerja.accounts.models import Membership, Role, User
from tests.cast import Cast
from tests.offices import Office, published

from .instrument_documents import Raw, document, indicator, input_

JUDGED: Raw = {
    "rule": "judged",
    "params": {"value": "v", "aggregate": "mean"},
    "inputs": [input_("v", kind="decimal", max="100", repeatable=True)],
    "tdi": False,
    "none_occurred": False,
}


def jury_document(code: str = "juri-uji") -> Raw:
    """Two criteria of 0 to 100, of weight 60 and 40."""
    rows = [indicator(1, weight="60", **JUDGED), indicator(2, weight="40", **JUDGED)]
    return document([[rows[0]]], [[rows[1]]], code=code, kind="jury")


def jury_instrument(code: str = "juri-uji") -> Instrument:
    return published(canonical_text(jury_document(code))).instrument


def add_jury(office: Office, no: int = 3, name: str = "Presentasi", **fields: Any) -> Stage:
    """A stage of jurors behind the others."""
    code = f"juri-uji-{no}"
    return Stage.objects.create(
        period=office.stage.period,
        no=no,
        kind=Stage.Kind.JURY,
        name=name,
        instrument=jury_instrument(code),
        **fields,
    )


def second_juror(cast: Cast) -> User:
    """Jihan, a juror of every province."""
    jihan = User.objects.create_user("jihan", name="Jihan")
    Membership.objects.create(user=jihan, role=Role.JUROR, starts=date(2021, 1, 4))
    return jihan


def assign_jurors(stage: Stage, cast: Cast, *jurors: User) -> None:
    """All of the province to each of them."""
    for juror in jurors:
        assign_judge(assignment=Assignment(stage=stage, judge=juror), by=cast.kiki)


def give(stage: Stage, sheet: Worksheet, by: User, first: str, second: str, version: int = 0) -> Ballot:
    """A whole ballot, handed over."""
    values = {"i1": first, "i2": second}
    return save_ballot(
        stage=stage, worksheet=sheet, values=values, notes={}, version=version, by=by, give=True
    )
