"""A revision that breaks off, at whatever statement, has changed nothing."""

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from assessments.models import Stage, Worksheet
from assessments.review.services.steps import begin_desk
from assessments.revision.services.revise import apply_revision
from assessments.sending.services import request_signoff, submit
from indicators.models import Instrument, Revision
from tests.builders.judging import judge
from tests.builders.revising import REASON, reshape, running, seen
from tests.builders.score_audit import verify_scores
from tests.builders.sending import fill
from tests.cast import Cast, make_cast
from tests.offices import answer
from tests.town import state

pytestmark = pytest.mark.django_db(transaction=True)


INHERITED: list[Any] = []


class PowerCut(Exception):
    pass


class Fuse:
    """Does `act` at statement number `last`."""

    def __init__(self, last: int, act: Callable[[], None]) -> None:
        self.statements, self.last, self.act = 0, last, act

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.statements += 1
        if self.statements == self.last:
            self.act()
        return execute(sql, params, many, context)


def blow() -> None:
    raise PowerCut


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave_the_parents() -> None:
    """After a browser test a parent keeps its connections by its event loop, which a child does not have.

    What the child finds is an older one of the parent's, to be neither used nor closed.
    """
    INHERITED.append(connection.connection)
    connection.connection = None


def about_to_move(cast: Cast) -> Instrument:
    """A draft, a worksheet under review with judgements, and rules that neither fits."""
    office = running(cast)
    fill(office.bendo, cast)
    answer(office.neighbour, "i1", cast.tono, n="18", d="32")
    request_signoff(worksheet=office.bendo, by=cast.sari)
    submit(worksheet=office.bendo, by=cast.camat)
    begin_desk(worksheet=office.bendo, by=cast.asri)
    judge(office.bendo, "i1", cast.asri)
    judge(office.bendo, "i2", cast.asri)
    assert Stage.objects.filter(kind=Stage.Kind.DESK).count() == 1
    reshape(office.stage.instrument)
    return office.stage.instrument


def attempt(instrument: Instrument, token: str, cast: Cast, fuse: Fuse) -> bool:
    """Whether it broke off."""
    with connection.execute_wrapper(fuse):
        try:
            apply_revision(instrument=instrument, fingerprint=token, reason=REASON, by=cast.indra)
        except PowerCut:
            return True
    return False


def test_an_error_at_any_statement_leaves_everything_as_it_was() -> None:
    cast = make_cast()
    instrument = about_to_move(cast)
    token, before, tried = seen(instrument), state(), 0

    while attempt(instrument, token, cast, Fuse(tried + 1, blow)):
        tried += 1
        assert state() == before, tried

    assert tried > 30
    assert Revision.objects.get(state="in_force").no == 2
    assert verify_scores() == "3 kertas kerja sesuai dengan hitungan.\n"


@pytest.mark.parametrize("last", [2, 16, 19, 22, 25, 28, 31])
def test_a_process_killed_in_the_middle_leaves_everything_as_it_was(last: int) -> None:
    cast = make_cast()
    instrument = about_to_move(cast)
    token, before = seen(instrument), state()
    connection.close()  # the child opens its own

    child = os.fork()
    if child == 0:
        leave_the_parents()
        try:
            attempt(instrument, token, cast, Fuse(last, kill))
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)

    assert os.WTERMSIG(status) == signal.SIGKILL
    assert state() == before
    apply_revision(instrument=instrument, fingerprint=token, reason=REASON, by=cast.indra)
    assert set(Worksheet.objects.values_list("revision__no", flat=True)) == {2}
