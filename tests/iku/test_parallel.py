"""Two people at the same moment: nothing lost, one signature. PostgreSQL; SQLite has one writer."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from assessments.iku.models import IkuDocument, IkuEntry, IkuEvent, IkuYear
from assessments.iku.services.documents import (
    NotDraft,
    StalePart,
    begin_draft,
    bring_in_document,
    save_part,
    sign_document,
)
from assessments.iku.services.years import EntryContent, StaleIkuRow, save_entry
from indicators.iku.parts import DocumentPart, Group, part_content, part_mark
from tests.cast import Cast, make_cast
from tests.iku.documents import bendo
from tests.iku.office import opened

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="one writer at a time"),
]
ROUNDS = 15


@pytest.fixture
def people() -> Cast:
    return make_cast()


def together(*acts: Callable[[], object]) -> None:
    def run(act: Callable[[], object]) -> None:
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        for work in [pool.submit(run, act) for act in acts]:
            work.result()


def write_objective(draft: IkuDocument, code: str, cast: Cast) -> None:
    part = DocumentPart(Group.OBJECTIVE, code)
    for count in range(ROUNDS):
        mark = part_mark(part_content(IkuDocument.objects.get(pk=draft.pk).data, part))
        content = {"code": code, "text": f"{code}-{count}"}
        save_part(document=draft, part=part, content=content, mark=mark, by=cast.sari)


def test_two_parts_written_at_once_are_both_kept(people: Cast) -> None:
    draft = bring_in_document(data=bendo(), by=people.sari).document

    together(*(lambda code=code: write_objective(draft, code, people) for code in ("1", "2")))

    texts = [it.text for it in IkuDocument.objects.get().definition.objectives]
    assert texts == [f"1-{ROUNDS - 1}", f"2-{ROUNDS - 1}"]
    assert IkuEvent.objects.filter(action="part_saved").count() == 2 * ROUNDS


def test_of_two_who_write_one_part_one_is_told(people: Cast) -> None:
    draft = bring_in_document(data=bendo(), by=people.sari).document
    part = DocumentPart(Group.OBJECTIVE, "1")
    mark, stale = part_mark(part_content(draft.data, part)), []

    def write(text: str) -> None:
        try:
            save_part(
                document=draft, part=part, content={"code": "1", "text": text}, mark=mark, by=people.sari
            )
        except StalePart:
            stale.append(text)

    together(lambda: write("A"), lambda: write("B"))

    assert sorted([*stale, IkuDocument.objects.get().definition.objectives[0].text]) == ["A", "B"]


def test_two_signatures_are_one(people: Cast) -> None:
    draft = bring_in_document(data=bendo(), by=people.sari).document
    refused = []

    def put() -> None:
        try:
            sign_document(document=draft, by=people.camat)
        except NotDraft:
            refused.append(1)

    together(put, put)

    assert (len(refused), IkuEvent.objects.filter(action="signed").count()) == (1, 1)


def test_two_begin_one_draft(people: Cast) -> None:
    district = people.places.bendo

    together(*[lambda: begin_draft(district=district, by=people.sari)] * 3)

    assert (IkuDocument.objects.count(), IkuEvent.objects.count()) == (1, 1)


def test_a_signature_that_moves_the_year_stops_no_save(people: Cast) -> None:
    year = opened(people)
    saved = []

    def save() -> None:
        for count in range(ROUNDS):
            content = EntryContent({"dilakukan": str(count)})
            save_entry(year=year, code="1", quarter=1, content=content, version=count, by=people.sari)
            saved.append(count)

    def replace() -> None:
        for _ in range(5):
            sign_document(document=begin_draft(district=people.places.bendo, by=people.sari), by=people.camat)

    together(save, replace)

    assert (len(saved), IkuEntry.objects.get().version) == (ROUNDS, ROUNDS)
    assert IkuYear.objects.get().document.no == 6


def test_of_two_first_saves_of_a_row_one_is_told(people: Cast) -> None:
    year, stale = opened(people), []

    def save(text: str) -> None:
        content = EntryContent({"dilakukan": text})
        try:
            save_entry(year=year, code="1", quarter=1, content=content, version=0, by=people.sari)
        except StaleIkuRow:
            stale.append(text)

    together(lambda: save("1"), lambda: save("2"))

    assert sorted([*stale, IkuEntry.objects.get().values["dilakukan"]]) == ["1", "2"]
