"""The yearly profile: who signs, counts that move denominators, and what is confirmed stays."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.entry.services.profile import (
    IncompleteProfile,
    StaleProfile,
    confirm_profile,
    profile_findings,
    rescore_worksheets_on,
    save_profile,
    unlock_profile,
)
from assessments.models import Event
from kinerja.refusals import Closed
from kinerja.regions.models import Profile
from kinerja.regions.villages import villages_of
from tests.cast import Cast, sign_in
from tests.offices import Office, answer

FORM = {
    "desa": "15",
    "kelurahan": "1",
    "desa_names": "",
    "kelurahan_names": "Bendo",
    "head_name": "Siti Aminah, S.STP.",
    "head_acting": "Plt.",
    "head_rank": "Penata Tingkat I",
    "head_nip": "19850417 200602 2 001",
    "address": "Jalan Raya Bendo 1",
    "contact_name": "Sari",
    "contact_phone": "0812 0000 0000",
    "version": "1",
}
CONFIRMED_FORM = FORM | {"version": "2"}


def url(office: Office, name: str = "profile") -> str:
    return reverse(name, args=(office.bendo.pk,))


def profile_of(cast: Cast) -> Profile:
    return Profile.objects.get(district=cast.places.bendo)


def confirmed(office: Office, cast: Cast) -> Profile:
    """Bendo's profile at version 3: saved, then confirmed by its camat."""
    save_profile(worksheet=office.bendo, values={"head_name": "Budi"}, version=1, by=cast.sari)
    return confirm_profile(worksheet=office.bendo, version=2, by=cast.camat)


def state(cast: Cast) -> Mapping[str, Any]:
    return Profile.objects.filter(district=cast.places.bendo).values().get()


def test_an_operator_saves_who_signs(client: Client, office: Office, cast: Cast) -> None:
    response = sign_in(client, cast.sari).post(url(office), FORM)

    profile = profile_of(cast)
    assert response.status_code == 302
    assert (profile.head_title, profile.head_nip, profile.version) == (
        "Plt. Camat Bendo",
        "198504172006022001",
        2,
    )
    assert (profile.contact_name, profile.contact_phone) == ("Sari", "0812 0000 0000")
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
    assert profile_of(cast).head_name == "Budi"
    with pytest.raises(StaleProfile):
        save_profile(worksheet=office.bendo, values={"head_name": "Sari"}, version=1, by=cast.sari)


def test_readers_see_it_and_cannot_change_it(client: Client, office: Office, cast: Cast) -> None:
    sign_in(client, cast.vera)

    assert client.get(url(office)).status_code == 200
    assert client.post(url(office), FORM).status_code == 403


def test_a_count_changes_only_with_a_reason_that_the_history_shows(
    client: Client, office: Office, cast: Cast
) -> None:
    sign_in(client, cast.sari)

    refused = client.post(url(office), FORM | {"desa": "14"})
    assert refused.status_code == 422
    assert "Tulis alasan perubahan jumlah desa atau kelurahan." in refused.content.decode()
    assert profile_of(cast).desa == 15

    taken = client.post(url(office), FORM | {"desa": "14", "reason": "Desa Soco bergabung"})
    assert taken.status_code == 302
    assert profile_of(cast).desa == 14
    assert "Alasan: Desa Soco bergabung" in client.get(url(office, "history")).content.decode()


@pytest.mark.parametrize("count", ["", "-1", "1,5", "lima belas", "401"])
def test_a_count_is_a_whole_number(client: Client, office: Office, cast: Cast, count: str) -> None:
    response = sign_in(client, cast.sari).post(url(office), FORM | {"desa": count, "reason": "betul"})

    assert response.status_code == 422
    assert profile_of(cast).desa == 15


def test_a_corrected_count_of_desa_moves_the_score(office: Office, cast: Cast) -> None:
    answer(office.bendo, "i29", cast.sari, n="15")

    save_profile(worksheet=office.bendo, values={"desa": 30}, version=1, by=cast.sari, reason="pemekaran")

    office.bendo.refresh_from_db()
    assert office.bendo.claim_total == Decimal("0.5")
    Profile.objects.filter(district=cast.places.bendo).update(desa=15)
    rescore_worksheets_on(profile_of(cast))
    office.bendo.refresh_from_db()
    assert office.bendo.claim_total == Decimal(1)


def test_villages_without_a_name_are_called_by_number(office: Office, cast: Cast) -> None:
    titles = [village.title for village in villages_of(profile_of(cast))]

    assert titles == [*(f"Desa {no}" for no in range(1, 16)), "Kelurahan 1"]


def test_names_are_kept_with_ids_of_their_own(client: Client, office: Office, cast: Cast) -> None:
    form = FORM | {"desa_names": "Belotan\r\n\r\n  Bulak  Wetan \r\nCarikan"}
    sign_in(client, cast.sari).post(url(office), form)

    named = [(village.id, village.title) for village in villages_of(profile_of(cast))][:4]
    assert named == [
        ("desa-1", "Belotan"),
        ("desa-2", "Bulak Wetan"),
        ("desa-3", "Carikan"),
        ("desa-4", "Desa 4"),
    ]


@pytest.mark.parametrize(
    ("names", "complaint"),
    [
        ("\n".join(f"Desa {no}" for no in range(16)), "Ada 16 nama untuk 15 desa."),
        ("Soco\nSoco", "“Soco” tertulis dua kali."),
        ("S" * 81, "Tulis nama paling banyak 80 huruf"),
    ],
)
def test_names_that_cannot_be_are_refused(
    client: Client, office: Office, cast: Cast, names: str, complaint: str
) -> None:
    response = sign_in(client, cast.sari).post(url(office), FORM | {"desa_names": names})

    assert response.status_code == 422
    assert complaint in response.content.decode()
    assert profile_of(cast).villages == []


@pytest.mark.parametrize("actor", ["sari", "camat"])
def test_operator_or_camat_confirms(client: Client, office: Office, cast: Cast, actor: str) -> None:
    save_profile(worksheet=office.bendo, values={"head_name": "Budi"}, version=1, by=cast.sari)
    office.bendo.refresh_from_db()
    assert profile_findings(office.bendo) == ["Profil kecamatan belum dipastikan benar."]

    response = sign_in(client, getattr(cast, actor)).post(url(office, "profile_confirm"), CONFIRMED_FORM)

    profile = profile_of(cast)
    assert response.status_code == 302
    assert profile.confirmed_by == getattr(cast, actor).name
    office.bendo.profile = profile
    assert profile_findings(office.bendo) == []
    assert Event.objects.filter(action=Event.Action.PROFILE_CONFIRMED).count() == 1


def test_an_operator_confirms_what_stands_in_the_form(client: Client, office: Office, cast: Cast) -> None:
    sign_in(client, cast.sari).post(url(office, "profile_confirm"), FORM)

    profile = profile_of(cast)
    assert (profile.head_name, profile.confirmed_by) == ("Siti Aminah, S.STP.", "Sari")


def test_the_camat_changes_nothing_by_confirming(client: Client, office: Office, cast: Cast) -> None:
    save_profile(worksheet=office.bendo, values={"head_name": "Budi"}, version=1, by=cast.sari)

    sign_in(client, cast.camat).post(url(office, "profile_confirm"), CONFIRMED_FORM | {"desa": "99"})

    assert (profile_of(cast).head_name, profile_of(cast).desa) == ("Budi", 15)


def test_a_profile_without_a_camat_is_not_confirmed_and_nothing_of_it_saved(
    client: Client, office: Office, cast: Cast
) -> None:
    response = sign_in(client, cast.sari).post(url(office, "profile_confirm"), FORM | {"head_name": ""})

    assert response.status_code == 422
    assert "Tulis nama camat sebelum memastikan profil." in response.content.decode()
    assert (profile_of(cast).version, profile_of(cast).address) == (1, "")


def test_a_confirmed_profile_refuses_every_write(client: Client, office: Office, cast: Cast) -> None:
    confirmed(office, cast)
    before = state(cast)

    with pytest.raises(Closed):
        save_profile(worksheet=office.bendo, values={"head_name": "Tono"}, version=3, by=cast.sari)
    with pytest.raises(Closed):
        save_profile(worksheet=office.bendo, values={"desa": 3}, version=3, by=cast.sari, reason="x")
    with pytest.raises(Closed):
        confirm_profile(worksheet=office.bendo, version=3, by=cast.camat, values={"head_name": "Tono"})
    sign_in(client, cast.sari)
    form = FORM | {"version": "3"}
    assert client.post(url(office), form).status_code == 403
    assert client.post(url(office, "profile_confirm"), form).status_code == 403
    assert client.post(url(office, "profile_unlock"), {"reason": "ingin"}).status_code == 403
    sign_in(client, cast.root_user)
    admin = reverse("admin:regions_profile_change", args=(before["id"],))
    assert client.post(admin, {"desa": "3", "kelurahan": "0"}).status_code == 403
    delete = reverse("admin:regions_profile_delete", args=(before["id"],))
    assert client.post(delete, {"post": "yes"}).status_code == 403
    assert state(cast) == before


def test_only_the_kabupaten_unlocks_and_says_why(client: Client, office: Office, cast: Cast) -> None:
    confirmed(office, cast)
    sign_in(client, cast.vera)

    assert "Buka kembali profil" in client.get(url(office)).content.decode()
    silent = client.post(url(office, "profile_unlock"), {"reason": " "})
    assert silent.status_code == 422
    assert "Tulis alasannya." in silent.content.decode()

    told = client.post(url(office, "profile_unlock"), {"reason": "NIP keliru"})
    assert told.status_code == 302
    event = Event.objects.get(action=Event.Action.PROFILE_UNLOCKED)
    assert (event.note, event.actor_name) == ("NIP keliru", "Vera")
    save_profile(worksheet=office.bendo, values={"head_name": "Tono"}, version=4, by=cast.sari)
    assert profile_of(cast).head_name == "Tono"


def test_unlocking_what_is_open_leaves_no_trace(office: Office, cast: Cast) -> None:
    unlock_profile(worksheet=office.bendo, reason="iseng", by=cast.vera)

    assert profile_of(cast).version == 1
    assert Event.objects.filter(action=Event.Action.PROFILE_UNLOCKED).count() == 0


def test_a_page_has_no_more_queries_for_more_names(
    client: Client, office: Office, cast: Cast, django_assert_num_queries: Any
) -> None:
    sign_in(client, cast.sari)
    with django_assert_num_queries(4):
        client.get(url(office))
    client.post(url(office), FORM | {"desa_names": "\n".join(f"Nama {no}" for no in range(15))})
    client.get(url(office))
    with django_assert_num_queries(4):
        client.get(url(office))


def test_incomplete_names_its_field(office: Office, cast: Cast) -> None:
    with pytest.raises(IncompleteProfile) as found:
        save_profile(worksheet=office.bendo, values={"desa": 3}, version=1, by=cast.sari)
    assert found.value.field == "reason"
