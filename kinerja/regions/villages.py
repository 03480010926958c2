"""The desa and kelurahan of a kecamatan. Their ids outlive a corrected name, and so do answers on them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import count

from kinerja.regions.models import Profile

KINDS = ("desa", "kelurahan")


@dataclass(frozen=True)
class Village:
    """One desa or kelurahan; without a name it is called by its place in the list, "Desa 3"."""

    id: str
    name: str
    kind: str

    @property
    def title(self) -> str:
        return self.name or self.id.replace("-", " ").capitalize()


def villages_of(profile: Profile, kinds: Iterable[str] = KINDS) -> list[Village]:
    """As many desa and kelurahan as the profile counts, those without a name at the end of their kind."""
    return [village for kind in KINDS if kind in kinds for village in of_kind(profile, kind)]


def of_kind(profile: Profile, kind: str) -> list[Village]:
    named_villages = [Village(**raw) for raw in profile.villages if raw["kind"] == kind][
        : profile.facts[kind]
    ]
    missing_count = profile.facts[kind] - len(named_villages)
    new_ids = free_ids(kind, {village.id for village in named_villages}, missing_count)
    return named_villages + [Village(id, "", kind) for id in new_ids]


def free_ids(kind: str, taken: set[str], amount: int) -> list[str]:
    """The first ids that nobody has: "desa-1", "desa-2"."""
    ids = (id for no in count(1) if (id := f"{kind}-{no}") not in taken)
    return [next(ids) for _ in range(amount)]


def renamed_villages(before: list[Village], names: list[str], kind: str) -> list[Village]:
    """The list after somebody wrote `names`: a name that stays keeps its id, wherever it moved.

    A new name where one was written over takes that one's id; any other new name gets a new id.
    """
    by_name = {village.name: village for village in before if village.name}
    id_by_name = {name: by_name[name].id for name in names if name in by_name}
    taken_ids = set(id_by_name.values())
    for place, name in enumerate(names):
        village_before = before[place] if place < len(before) else None
        if name not in id_by_name and village_before and village_before.id not in taken_ids:
            id_by_name[name] = village_before.id
            taken_ids.add(village_before.id)
    names_without_id = [name for name in names if name not in id_by_name]
    # An id that was used once is not given to another village: what was said of the old one stays its own.
    new_ids = free_ids(kind, taken_ids | {village.id for village in before}, len(names_without_id))
    id_by_name |= dict(zip(names_without_id, new_ids, strict=True))
    return [Village(id_by_name[name], name, kind) for name in names]


def stored_villages(villages: Iterable[Village]) -> list[dict[str, str]]:
    """The form in which a profile keeps its named villages."""
    return [asdict(village) for village in villages if village.name]
