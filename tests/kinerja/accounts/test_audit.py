"""Where a request came from, with proxies in front and without."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client, RequestFactory

from assessments.models import Period
from kinerja.accounts.audit import client_address
from tests.cast import PASSWORD, Cast, sign_in


@pytest.mark.parametrize(
    ("proxies", "forwarded", "peer", "address"),
    [
        (0, None, "10.0.0.5", "10.0.0.5"),
        (0, "1.2.3.4", "10.0.0.5", "10.0.0.5"),  # nobody may choose their own address
        (1, "203.0.113.9", "10.0.0.5", "203.0.113.9"),
        (1, "1.2.3.4, 203.0.113.9", "10.0.0.5", "203.0.113.9"),
        (2, "1.2.3.4, 203.0.113.9, 10.0.0.4", "10.0.0.5", "203.0.113.9"),
        (1, None, "10.0.0.5", "10.0.0.5"),  # past the proxy
        (2, "203.0.113.9", "10.0.0.5", "203.0.113.9"),
        (1, "2001:DB8::1", "10.0.0.5", "2001:db8::1"),
        (1, "<script>", "10.0.0.5", None),
        (0, None, "", None),  # a Unix socket
    ],
)
def test_address_is_the_one_that_the_outermost_proxy_saw(
    settings: Any, proxies: int, forwarded: str | None, peer: str, address: str | None
) -> None:
    settings.PROXY_COUNT = proxies
    headers: Any = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    assert client_address(RequestFactory().get("/", REMOTE_ADDR=peer, **headers)) == address


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/akun/", 403),
        ("/instrumen/", 403),
        ("/p/jatim-2022/penetapan/", 403),
        ("/admin/indicators/instrument/", 302),
        (f"/kertas-kerja/{UUID(int=4)}/", 404),
        (f"/kertas-kerja/{UUID(int=4)}/kertas-kerja.pdf", 404),
        ("/tidak-ada/", 404),
    ],
)
def test_whoever_is_denied_is_noted_once_in_every_room(
    client: Client, cast: Cast, caplog: pytest.LogCaptureFixture, path: str, status: int
) -> None:
    answer = sign_in(client, cast.sari).get(path)

    told = [it.getMessage() for it in caplog.records if it.name == "kinerja.accounts"]
    assert answer.status_code == status
    noted = [f"denied by=sari from=127.0.0.1 path={path!r} status={status}"]
    assert told == (noted if status != 302 and path != "/tidak-ada/" else [])


def test_a_row_of_another_province_in_the_admin_is_noted(
    client: Client, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    theirs = Period.objects.create(
        owner=cast.places.other_province, code="jateng-2031", year=2031, name="Lain"
    )
    own = Period.objects.create(owner=cast.places.province, code="jatim-2031", year=2031, name="Sendiri")
    indra = sign_in(client, cast.indra)

    answers = [indra.get(f"/admin/assessments/period/{it.pk}/change/") for it in (theirs, own)]

    told = [it.getMessage() for it in caplog.records if it.name == "kinerja.accounts"]
    assert [it.status_code for it in answers] == [302, 200]
    assert told == [
        f"denied by=indra from=127.0.0.1 path='/admin/assessments/period/{theirs.pk}/change/' status=302"
    ]


def test_token_of_a_password_link_is_never_noted(
    client: Client, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    assert client.get("/sandi/baru/MQ/rahasia-sekali/").status_code == 404

    assert "denied by=- from=127.0.0.1 path='sandi/baru/<str:uid>/<str:token>/' status=404" in caplog.text
    assert "rahasia-sekali" not in "".join(it.getMessage() for it in caplog.records if "accounts" in it.name)


def test_throttle_counts_by_that_address(client: Client, cast: Cast, settings: Any) -> None:
    settings.PROXY_COUNT = 1
    for number in range(settings.AXES_FAILURE_LIMIT):
        forwarded = f"10.0.0.{number}, 203.0.113.9"  # the left part is the guesser's invention
        answer = client.post(
            "/masuk/", {"username": "sari", "password": "salah"}, HTTP_X_FORWARDED_FOR=forwarded
        )
    assert answer.status_code == 429
    other = client.post(
        "/masuk/", {"username": "sari", "password": PASSWORD}, HTTP_X_FORWARDED_FOR="203.0.113.10"
    )
    assert other.status_code == 302
