"""Evidence while rows are being mended: only theirs may come and go."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessments.models import Evidence, Worksheet
from assessments.sending.services import resubmit
from assessments.workflow import State
from tests.builders.judging import in_repair
from tests.builders.made_files import CATALOGUE, PAGE, TREE, raw_pdf
from tests.cast import Cast, sign_in
from tests.town import keep_file, state

LOCKED = "Hanya baris yang diminta diperbaiki yang terbuka."


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def sheet(cast: Cast) -> Worksheet:
    """i1 was asked back."""
    return in_repair(cast)


@pytest.fixture
def sari(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.sari)


def url(name: str, sheet: Worksheet, *more: Any) -> str:
    return reverse(name, args=(sheet.pk, *more))


def upload() -> dict[str, Any]:
    return {"files": SimpleUploadedFile("sk.pdf", raw_pdf(CATALOGUE, TREE, PAGE))}


def kept(sheet: Worksheet, cast: Cast, *codes: str) -> Evidence:
    """A file that proves these rows."""
    evidence = keep_file(sheet, cast.sari, "lama")
    evidence.links.all().delete()
    for code in codes:
        evidence.links.create(code=code)
    return evidence


def said(response: Any) -> str:
    return str(response.content.decode())


def test_a_file_for_an_asked_row_is_kept_and_is_a_change(sari: Client, sheet: Worksheet, cast: Cast) -> None:
    assert sari.post(url("evidence_row", sheet, "i1"), upload()).status_code == 302

    page = said(sari.get(url("check", sheet)))
    assert "<del>kosong</del> → <ins>sk.pdf</ins>" in page
    resubmit(worksheet=sheet, by=cast.camat)
    assert sheet.state == State.RESUBMITTED


def test_another_file_of_the_same_name_is_a_change_in_words(
    sari: Client, sheet: Worksheet, cast: Cast
) -> None:
    evidence = kept(sheet, cast, "i1")
    claim = [["lain", evidence.name, "", ""]]
    repair = sheet.repairs.get()
    repair.before["evidence"] = claim
    repair.save()

    assert "<del>semula</del> → <ins>diganti</ins>" in said(sari.get(url("check", sheet)))


@pytest.mark.parametrize("where", ["evidence", "evidence_row"])
def test_a_file_without_an_asked_row_is_refused(sari: Client, sheet: Worksheet, where: str) -> None:
    before = state()

    page = sari.post(url(where, sheet, *(["i2"] if where == "evidence_row" else [])), upload())

    assert page.status_code == 422
    assert LOCKED in said(page)
    assert state() == before


def test_the_library_leads_to_the_asked_rows(sari: Client, sheet: Worksheet) -> None:
    page = said(sari.get(url("evidence", sheet)))

    assert "Bukti hanya dapat ditambah atau dilepas pada baris yang diminta diperbaiki" in page
    assert url("evidence_row", sheet, "i1") in page
    assert "data-upload" not in page.replace("data-upload-state", "")


def test_a_file_that_proves_other_rows_too_stays(sari: Client, sheet: Worksheet, cast: Cast) -> None:
    evidence = kept(sheet, cast, "i1", "i2")
    page = said(sari.get(url("evidence_file", sheet, evidence.pk)))
    assert f"Berkas ini tidak dapat dihapus sekarang: {LOCKED}" in page
    assert page.count(url("evidence_unlink", sheet, evidence.pk)) == 1
    before = state()

    answer = sari.post(url("evidence_remove", sheet, evidence.pk), follow=True)

    assert answer.status_code == 200
    assert LOCKED in said(answer)
    assert state()["assessments.Evidence"] == before["assessments.Evidence"]


def test_a_file_of_asked_rows_alone_may_go(sari: Client, sheet: Worksheet, cast: Cast) -> None:
    evidence = kept(sheet, cast, "i1")

    sari.post(url("evidence_remove", sheet, evidence.pk))

    assert Evidence.objects.get().removed_at is not None


def test_a_file_is_linked_to_asked_rows_only(sari: Client, sheet: Worksheet, cast: Cast) -> None:
    evidence = kept(sheet, cast, "i2")
    page = sari.get(url("evidence_file", sheet, evidence.pk))
    assert [code for code, _ in page.context["form"].fields["code"].widget.choices] == ["", "i1"]

    refused = sari.post(url("evidence_file", sheet, evidence.pk), {"code": "i2", "pages": "1"}, follow=True)
    assert LOCKED in said(refused)
    sari.post(url("evidence_unlink", sheet, evidence.pk), {"code": "i2"})
    sari.post(url("evidence_file", sheet, evidence.pk), {"code": "i1"})

    assert set(evidence.links.values_list("code", "pages")) == {("i1", ""), ("i2", "")}


def test_a_locked_row_shows_its_evidence_and_no_form(sari: Client, sheet: Worksheet, cast: Cast) -> None:
    kept(sheet, cast, "i2")

    page = said(sari.get(url("evidence_row", sheet, "i2")))

    assert LOCKED in page
    assert "lama.pdf" in page
    assert "Lepas" not in page
    assert "Unggah untuk nomor" not in page
    assert "Unggah untuk nomor 1" in said(sari.get(url("evidence_row", sheet, "i1")))
