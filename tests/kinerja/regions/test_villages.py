"""Villages keep their ids while names are corrected, moved, added and taken away."""

import pytest

from kinerja.regions.models import Profile
from kinerja.regions.villages import Village, renamed_villages, stored_villages, villages_of

NAMES = ("Alas", "Bulak", "Cari")
BEFORE = [Village(f"desa-{no}", name, "desa") for no, name in enumerate(NAMES, start=1)]


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (["Alas", "Bulak", "Cari"], ["desa-1", "desa-2", "desa-3"]),
        (["Cari", "Alas", "Bulak"], ["desa-3", "desa-1", "desa-2"]),
        (["Alas", "Bulak Wetan", "Cari"], ["desa-1", "desa-2", "desa-3"]),
        (["Alas", "Cari"], ["desa-1", "desa-3"]),
        (["Alas", "Baru", "Bulak", "Cari"], ["desa-1", "desa-4", "desa-2", "desa-3"]),
        (["Alas", "Bulak", "Cari", "Duwet"], ["desa-1", "desa-2", "desa-3", "desa-4"]),
    ],
)
def test_a_village_keeps_its_id(names: list[str], ids: list[str]) -> None:
    assert [village.id for village in renamed_villages(BEFORE, names, "desa")] == ids


def test_a_name_for_an_unnamed_village_takes_its_id() -> None:
    profile = Profile(desa=3, kelurahan=1)
    before = villages_of(profile, ["desa"])

    after = renamed_villages(before, ["Alas"], "desa")

    assert [village.id for village in after] == ["desa-1"]
    profile.villages = stored_villages(after)
    assert [village.title for village in villages_of(profile)] == ["Alas", "Desa 2", "Desa 3", "Kelurahan 1"]


def test_no_more_villages_than_the_profile_counts() -> None:
    profile = Profile(desa=2, kelurahan=0, villages=stored_villages(BEFORE))

    assert [village.title for village in villages_of(profile)] == ["Alas", "Bulak"]
    assert villages_of(profile, ["kelurahan"]) == []
