"""What an import would change: parts added and removed, and field by field what was and what will be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from indicators.scoring.documents.content import Content

from .cells import cell_text
from .layout import (
    ASPECTS,
    INDICATORS,
    INPUTS,
    INSTRUMENT,
    LEVELS,
    POLICIES,
    REPEATED,
    SUB_ASPECTS,
    TABLES,
    Cells,
    Table,
    assumed_in,
    table_rows,
    value_at,
)

ORDERS = ("Urutan asumsi", "Urutan butir data", "Urutan tingkat")


class PartKey(NamedTuple):
    """A part by the title of its sheet and by what tells it from others there, a name after the other."""

    sheet: str
    names: tuple[str, ...]

    @property
    def parent(self) -> "PartKey":
        """What an input or a level belongs to; the rest belong to nothing that counts here."""
        return PartKey(INDICATORS.title, self.names[:1]) if len(self.names) > 1 else self


@dataclass(frozen=True)
class TitledPart:
    title: str
    fields: Mapping[str, str]


@dataclass(frozen=True)
class PartChange:
    """One field of a part that stays."""

    part: str
    field: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.part} – {self.field}: {self.old or '(kosong)'} → {self.new or '(kosong)'}"


@dataclass(frozen=True)
class Difference:
    """Inputs and levels of an indicator that is added or removed as a whole go with it, unnamed."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[PartChange, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    @property
    def counts(self) -> str:
        added, removed, changed = map(len, (self.added, self.removed, self.changed))
        return f"{added} bagian ditambah, {removed} dihapus, {changed} isian diubah"

    def __str__(self) -> str:
        lines = [f"Ditambah: {title}" for title in self.added]
        lines += [f"Dihapus: {title}" for title in self.removed]
        return "\n".join([*lines, *(f"Diubah: {change}" for change in self.changed)])


def difference_between(old: Content | None, new: Content) -> Difference:
    """Between two tidy documents; without an old one everything is added."""
    parts_before = dict(document_parts(old)) if old else {}
    parts_after = dict(document_parts(new))
    return Difference(
        added=tuple(only_in(parts_after, parts_before)),
        removed=tuple(only_in(parts_before, parts_after)),
        changed=tuple(
            PartChange(parts_after[key].title, field, part.fields.get(field, ""), text)
            for key, part in parts_before.items()
            if key in parts_after
            for field, text in parts_after[key].fields.items()
            if is_changed(field, part.fields.get(field, ""), text)
        ),
    )


def is_changed(field: str, old: str, new: str) -> bool:
    """An order is changed only where the same things stand in another one."""
    if field in ORDERS:
        return old != new and sorted(old.split(", ")) == sorted(new.split(", "))
    return old != new


def only_in(these: Mapping[PartKey, TitledPart], those: Mapping[PartKey, TitledPart]) -> Iterator[str]:
    for key, part in these.items():
        if key not in those and (key.parent == key or key.parent in those):
            yield part.title


def document_parts(document: Content) -> Iterator[tuple[PartKey, TitledPart]]:
    """Everything that may be added, removed or changed, in the order of the sheets."""
    head_fields = {
        column.heading: cell_text(column, value_at(document, column.path)) for column in single_columns()
    }
    head_fields |= {
        INSTRUMENT.column(path).heading: "\n".join(value_at(document, path) or ()) for path in REPEATED
    }
    head_fields[ORDERS[0]] = ", ".join(assumed_in(document))
    yield PartKey(INSTRUMENT.title, ()), TitledPart("Instrumen", head_fields)
    for table in TABLES:
        for place, row in enumerate(table_rows(document, table)):
            text_by_heading = {
                column.heading: cell_text(column, value_at(row, column.path)) for column in table.columns
            }
            text_by_heading |= orders_of(row) if table is INDICATORS else {}
            yield (
                PartKey(table.title, names_of(table, row, place)),
                TitledPart(title_of(table, row), text_by_heading),
            )


def orders_of(indicator: Content) -> dict[str, str]:
    input_codes = ", ".join(part["code"] for part in indicator["inputs"])
    level_names = ", ".join(part["code"] or part["lower"] or "" for part in indicator["levels"])
    return {ORDERS[1]: input_codes, ORDERS[2]: level_names}


def single_columns() -> Iterator[Any]:
    return (column for column in INSTRUMENT.columns if column.path not in REPEATED)


def names_of(table: Table, row: Cells, place: int) -> tuple[str, ...]:
    """A level is told by its option, else by its lower bound, else by its place."""
    if table is POLICIES:
        return (row["outcome"],)
    if table is INPUTS:
        return row["indicator"], row["code"]
    if table is LEVELS:
        return row["indicator"], row["code"] or row["lower"] or f"#{place}"
    return (row["code"],)


def title_of(table: Table, row: Cells) -> str:
    if table is POLICIES:
        return f"Kebijakan {cell_text(table.column('outcome'), row['outcome'])}"
    if table is ASPECTS:
        return f"Aspek {row['code']}. {row['name']}"
    if table is SUB_ASPECTS:
        return f"Sub aspek {row['code']}. {row['name']}"
    if table is INDICATORS:
        return f"Indikator {row['code']}. {row['text']}"
    if table is INPUTS:
        return f"Indikator {row['indicator']}, butir data {row['code']}"
    level_name = row["label"] or row["code"] or f"≥ {cell_text(table.column('lower'), row['lower'])}"
    return f"Indikator {row['indicator']}, tingkat {level_name}"
