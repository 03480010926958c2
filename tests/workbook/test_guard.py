"""Every workbook that is not taken: why, at what cost, and that nothing changed."""

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kinerja.workbook.guard import SENTENCES
from tests.builders.bad_workbooks import BAD, HEAVY
from tests.builders.workbooks import workbook_of
from tests.cast import Cast, sign_in
from tests.offices import Office, make_office
from tests.town import small_document, state

SECONDS = 2  # of the processor
MEMORY_KB = 150 * 1024
ROOT = Path(__file__).parents[2]

LOOK = """
import json, re, sys, time
from kinerja.workbook.guard import BadWorkbook
from assessments.workbook.reader import WorkbookFile
from indicators.scoring.documents.document import parse_document, read_document
sheet = parse_document(read_document(open(sys.argv[3]).read()))
file = open(sys.argv[2], "rb")
started = time.process_time()
try:
    with WorkbookFile(sys.argv[1], file) as book:
        said = "".join(str(problem) for problem in book.page(sheet).problems)
except BadWorkbook as bad:
    said = str(bad)
seconds = time.process_time() - started
peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1])
print(json.dumps([said, seconds, peak]))
"""


@pytest.fixture
def small(cast: Cast) -> Office:
    return make_office(cast, small_document())


def look(tmp_path: Path, office: Office, name: str, data: bytes) -> tuple[str, float, int]:
    """What is said of a file by a process of its own, its seconds, and its peak in kB."""
    (tmp_path / "sent").write_bytes(data)
    (tmp_path / "edition").write_text(office.bendo.revision.document, encoding="utf-8")
    command = [sys.executable, "-c", LOOK, name, str(tmp_path / "sent"), str(tmp_path / "edition")]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True, cwd=ROOT)
    said, seconds, peak = json.loads(done.stdout)
    return said, seconds, peak


@pytest.mark.parametrize("case", BAD)
def test_a_bad_workbook_is_refused_with_its_reason_in_little_time_and_memory(
    small: Office, tmp_path: Path, case: str
) -> None:
    name, make, sentence = BAD[case]

    said, seconds, peak = look(tmp_path, small, name, make(workbook_of(small.bendo)))

    assert said.startswith(sentence)
    assert seconds < SECONDS
    assert peak < MEMORY_KB


@pytest.mark.parametrize("case", HEAVY)
def test_the_heaviest_that_is_read_costs_no_more(small: Office, tmp_path: Path, case: str) -> None:
    said, seconds, peak = look(tmp_path, small, "a.xlsx", HEAVY[case](workbook_of(small.bendo)))

    assert said == ""
    assert seconds < SECONDS
    assert peak < MEMORY_KB


@pytest.mark.parametrize("case", BAD)
def test_a_bad_workbook_changes_nothing(client: Client, small: Office, cast: Cast, case: str) -> None:
    name, make, sentence = BAD[case]
    client = sign_in(client, cast.sari)
    data = make(workbook_of(small.bendo))
    before = state()

    refused = client.post(
        reverse("workbook_upload", args=(small.bendo.pk,)), {"file": SimpleUploadedFile(name, data)}
    )

    told = refused.context["refusal"] or str(refused.context["problems"][0])
    assert (refused.status_code, state()) == (422, before)
    assert told.startswith(sentence)


def test_entities_are_expanded_by_nobody() -> None:
    assert openpyxl.DEFUSEDXML is True


def test_every_sentence_says_what_to_do() -> None:
    for sentence in SENTENCES.values():
        assert sentence.endswith(".")
        assert not {"tidak valid", "maaf", "mohon"} & set(sentence.lower().split())
