"""Who reads which kecamatan's IKU, and who writes and signs it."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory

from assessments.iku.access import (
    documents_for,
    fetch_document,
    fetch_year,
    is_head,
    is_operator,
    require_head,
    require_operator,
    years_for,
)
from assessments.iku.services.documents import begin_draft
from tests.cast import Cast
from tests.iku.office import opened
from tests.town import ACTORS

PEOPLE = [actor for actor in ACTORS if actor not in ("anonymous", "dedi")]
READ = {"sari", "camat", "vera", "asri", "lina", "root_user"}


def test_a_signed_document_and_its_year_are_read_in_their_own_regions(cast: Cast) -> None:
    year = opened(cast)

    readers = {name for name in PEOPLE if documents_for(getattr(cast, name)).filter(pk=year.document_id)}
    assert readers == READ
    assert {name for name in PEOPLE if years_for(getattr(cast, name)).filter(pk=year.pk)} == READ


def test_a_draft_is_read_in_its_own_kecamatan_alone(cast: Cast) -> None:
    draft = begin_draft(district=cast.places.bendo, by=cast.sari)

    readers = {name for name in PEOPLE if documents_for(getattr(cast, name)).filter(pk=draft.pk)}
    assert readers == {"sari", "camat", "root_user"}


@pytest.mark.parametrize("name", ["tono", "maya", "yuni", "joko", "indra"])
def test_another_kecamatans_iku_is_not_there(cast: Cast, name: str) -> None:
    year = opened(cast)
    request: Any = RequestFactory().get("/")
    request.user = getattr(cast, name)

    with pytest.raises(Http404):
        fetch_document(request, year.document_id)
    with pytest.raises(Http404):
        fetch_year(request, year.pk)


def test_the_operator_writes_and_the_camat_signs(cast: Cast) -> None:
    bendo = cast.places.bendo

    assert {name for name in PEOPLE if is_operator(getattr(cast, name), bendo)} == {"sari"}
    assert {name for name in PEOPLE if is_head(getattr(cast, name), bendo)} == {"camat"}
    with pytest.raises(PermissionDenied, match="Hanya operator Kecamatan Bendo"):
        require_operator(cast.vera, bendo)
    with pytest.raises(PermissionDenied, match="Hanya camat Kecamatan Bendo"):
        require_head(cast.sari, bendo)
