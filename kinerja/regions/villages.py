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
    named = [Village(**raw) for raw in profile.villages if raw["kind"] == kind][: profile.facts[kind]]
    missing = profile.facts[kind] - len(named)
    ids = free_ids(kind, {village.id for village in named}, missing)
    return named + [Village(id, "", kind) for id in ids]


def free_ids(kind: str, taken: set[str], amount: int) -> list[str]:
    """The first ids that nobody has: "desa-1", "desa-2"."""
    ids = (id for no in count(1) if (id := f"{kind}-{no}") not in taken)
    return [next(ids) for _ in range(amount)]


def renamed_villages(before: list[Village], names: list[str], kind: str) -> list[Village]:
    """The list after somebody wrote `names`: a name that stays keeps its id, wherever it moved.

    A new name where one was written over takes that one's id; any other new name gets a new id.
    """
    by_name = {village.name: village for village in before if village.name}
    ids = {name: by_name[name].id for name in names if name in by_name}
    taken = set(ids.values())
    for place, name in enumerate(names):
        old = before[place] if place < len(before) else None
        if name not in ids and old and old.id not in taken:
            ids[name] = old.id
            taken.add(old.id)
    unknown = [name for name in names if name not in ids]
    # An id that was used once is not given to another village: what was said of the old one stays its own.
    fresh = free_ids(kind, taken | {village.id for village in before}, len(unknown))
    ids |= dict(zip(unknown, fresh, strict=True))
    return [Village(ids[name], name, kind) for name in names]


def stored_villages(villages: Iterable[Village]) -> list[dict[str, str]]:
    """The form in which a profile keeps its named villages."""
    return [asdict(village) for village in villages if village.name]
