"""The yearly profile: who signs, and counts that move denominators."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Event
from assessments.services.entry import Stale
from assessments.services.profile import rescore, save_profile
from kinerja.regions.models import Profile
from tests.cast import Cast, sign_in
from tests.offices import Office, answer

FORM = {
    "head_name": "Siti Aminah, S.STP.",
    "head_acting": "Plt.",
    "head_rank": "Penata Tingkat I",
    "head_nip": "19850417 200602 2 001",
    "address": "Jalan Raya Bendo 1",
    "version": "1",
}


def url(office: Office) -> str:
    return reverse("profile", args=(office.bendo.pk,))


def test_an_operator_saves_who_signs(client: Client, office: Office, cast: Cast) -> None:
    response = sign_in(client, cast.sari).post(url(office), FORM)

    profile = Profile.objects.get(district=cast.places.bendo)
    assert response.status_code == 302
    assert (profile.head_title, profile.head_nip, profile.version) == (
        "Plt. Camat Bendo",
        "198504172006022001",
        2,
    )
    event = Event.objects.get(action=Event.Action.PROFILE_SAVED)
    assert (event.old["head_name"], event.new["head_name"]) == ("", "Siti Aminah, S.STP.")


def test_a_wrong_nip_is_refused_and_everything_typed_is_kept(
    client: Client, office: Office, cast: Cast
) -> None:
    response = sign_in(client, cast.sari).post(url(office), FORM | {"head_nip": "1985"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Kesalahan: " in page
    assert 'value="1985"' in page
    assert 'value="Siti Aminah, S.STP."' in page


def test_a_profile_that_moved_on_is_not_overwritten(client: Client, office: Office, cast: Cast) -> None:
    save_profile(worksheet=office.bendo, values={"head_name": "Budi"}, version=1, by=cast.budi)

    response = sign_in(client, cast.sari).post(url(office), FORM)

    assert response.status_code == 409
    assert "sudah diubah orang lain" in response.content.decode()
    assert Profile.objects.get(district=cast.places.bendo).head_name == "Budi"
    with pytest.raises(Stale):
        save_profile(worksheet=office.bendo, values={"head_name": "Sari"}, version=1, by=cast.sari)


def test_readers_see_it_and_cannot_change_it(client: Client, office: Office, cast: Cast) -> None:
    sign_in(client, cast.camat)

    assert client.get(url(office)).status_code == 200
    assert client.post(url(office), FORM).status_code == 403


def test_counts_of_desa_cannot_be_posted(client: Client, office: Office, cast: Cast) -> None:
    sign_in(client, cast.sari).post(url(office), FORM | {"desa": "99", "kelurahan": "99"})

    profile = Profile.objects.get(district=cast.places.bendo)
    assert (profile.desa, profile.kelurahan) == (15, 1)


def test_a_corrected_count_of_desa_moves_the_score(office: Office, cast: Cast) -> None:
    answer(office.bendo, "i29", cast.sari, n="15")
    Profile.objects.filter(district=cast.places.bendo).update(desa=30)

    rescore(Profile.objects.get(district=cast.places.bendo))

    office.bendo.refresh_from_db()
    assert office.bendo.claim_total == Decimal("0.5")
