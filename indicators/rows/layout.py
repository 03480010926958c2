"""The sheets of an instrument's workbook and their columns; writer, reader and difference follow them.

A column's path leads to its value in a part of the document: "policies.tdi" is the key "tdi" of "policies".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from decimal import Decimal
from enum import Enum, auto
from typing import Any, TypeAlias

from django.db import models

from indicators.models import Aspect, Indicator, Input, Instrument, Level, PolicyAction, Proof, SubAspect
from indicators.scoring.documents import schema
from indicators.scoring.documents.content import Content, Document
from indicators.scoring.rules import RULES

Cells: TypeAlias = Mapping[str, Any]  # the values of a line, by the paths of their columns


class Kind(Enum):
    TEXT = auto()
    CODE = auto()
    NUMBER = auto()
    WHOLE = auto()
    YES_NO = auto()
    WORD = auto()
    LIST = auto()
    PARAMS = auto()


@dataclass(frozen=True)
class Column:
    """`empty` is what an empty cell means; `words` are code and word of what may be chosen; `codes_of` is
    the sheet whose codes it repeats."""

    path: str
    heading: str
    kind: Kind = Kind.TEXT
    required: bool = True
    empty: Any = None
    words: Mapping[str, str] = made(default_factory=dict)
    codes_of: str = ""
    width: int = 12

    @property
    def key(self) -> str:
        """The key of the document's part that this column fills, wholly or in part."""
        return self.path.partition(".")[0]


@dataclass(frozen=True)
class Table:
    """`once` are the paths whose values together may stand in one row only; empty ones count for nothing."""

    title: str
    columns: tuple[Column, ...]
    model: type[models.Model]
    checks: Mapping[str, schema.Check]
    once: tuple[tuple[str, ...], ...]

    def column(self, path: str) -> Column:
        return next(column for column in self.columns if column.path == path)


def optional_column(path: str, heading: str, kind: Kind = Kind.TEXT, **rest: Any) -> Column:
    return Column(path, heading, kind, required=False, **rest)


def labels_by_code(choices: type[models.TextChoices]) -> dict[str, str]:
    return {str(code): str(label) for code, label in choices.choices}


def is_achievement(text: str) -> bool:
    return 0 <= Decimal(text) <= 100


POLICY = labels_by_code(PolicyAction)
RULE = {kind: rule.title for kind, rule in RULES.items()}
SCOPE = labels_by_code(Proof)
OWN_SCOPE = SCOPE | {schema.NO_EVIDENCE: "tidak wajib"}
OUTCOME = {
    field.name: str(field.verbose_name)
    for field in Instrument._meta.fields
    if field.name in ("tdi", "none_occurred", "undefined", "not_applicable")
}
GUIDE, CHOICES = "Petunjuk", "Pilihan"

# Key and value: a column is a row here.
INSTRUMENT = Table(
    "Instrumen",
    (
        Column("code", "Kode", Kind.CODE),
        Column("kind", "Jenis", Kind.WORD, words=labels_by_code(Instrument.Kind)),
        Column("name", "Nama"),
        optional_column("title", "Judul kertas kerja", empty=""),
        optional_column("subtitle", "Anak judul", empty=""),
        Column("owner", "Kode provinsi pemilik", Kind.CODE),
        Column("year", "Tahun penilaian", Kind.WHOLE),
        Column("data_year", "Tahun data", Kind.WHOLE),
        Column("labels.tdi", "Sebutan TDI"),
        Column("labels.none_occurred", "Sebutan nihil"),
        Column("labels.not_applicable", "Sebutan tidak berlaku"),
        Column("display.score_places", "Desimal nilai", Kind.WHOLE),
        Column("display.total_places", "Desimal jumlah", Kind.WHOLE),
        Column("display.achievement_places", "Desimal capaian", Kind.WHOLE),
        optional_column("evidence.scope", "Bukti wajib", Kind.WORD, words=SCOPE),
        optional_column("cap", "Capaian paling tinggi", Kind.NUMBER),
        optional_column("texts.ketentuan", "Ketentuan", empty=""),
        optional_column("texts.dasar_hukum", "Dasar hukum", empty=""),
    ),
    Instrument,
    schema.SHEET,
    (),
)
REPEATED = ("texts.ketentuan", "texts.dasar_hukum")  # a text a row, as many rows as there are texts
KEY, VALUE = "Keterangan", "Isi"

POLICIES = Table(
    "Kebijakan",
    (
        Column("outcome", "Keadaan", Kind.WORD, words=OUTCOME, width=18),
        Column("action", "Kebijakan", Kind.WORD, words=POLICY, width=44),
        Column("assumed", "Masih asumsi", Kind.YES_NO),
    ),
    Instrument,
    {},
    (("outcome",),),
)
ASPECTS = Table(
    "Aspek",
    (
        Column("code", "Kode", Kind.CODE),
        Column("no", "Nomor", Kind.WHOLE),
        Column("name", "Nama", width=60),
        optional_column("stated_weight", "Bobot menurut peraturan", Kind.NUMBER, width=16),
    ),
    Aspect,
    schema.ASPECT,
    (("code",), ("no",)),
)
SUB_ASPECTS = Table(
    "Sub aspek",
    (
        Column("aspect", "Kode aspek", Kind.CODE, codes_of="Aspek"),
        Column("code", "Kode", Kind.CODE),
        Column("no", "Nomor", Kind.WHOLE),
        Column("name", "Nama", width=60),
    ),
    SubAspect,
    schema.SUB_ASPECT,
    (("code",), ("aspect", "no")),
)
INDICATORS = Table(
    "Indikator",
    (
        Column("sub_aspect", "Kode sub aspek", Kind.CODE, codes_of="Sub aspek"),
        Column("code", "Kode", Kind.CODE),
        Column("no", "Nomor", Kind.WHOLE),
        optional_column("old_no", "Nomor pada formulir lama", empty=""),
        Column("text", "Indikator", width=60),
        optional_column("unit", "Satuan", empty=""),
        Column("weight", "Bobot", Kind.NUMBER),
        Column("rule", "Aturan", Kind.WORD, words=RULE, width=24),
        optional_column("params", "Parameter aturan", Kind.PARAMS, empty={}, width=28),
        Column("tdi", "TDI boleh dipilih", Kind.YES_NO),
        Column("none_occurred", "Nihil boleh dipilih", Kind.YES_NO),
        *(
            optional_column(f"policies.{name}", f"Kebijakan {word}", Kind.WORD, words=POLICY, width=20)
            for name, word in OUTCOME.items()
        ),
        optional_column("applies.facts", "Berlaku bila ada", Kind.LIST, width=18),
        optional_column("applies.min", "Berlaku bila paling sedikit", Kind.NUMBER),
        optional_column("evidence.scope", "Bukti wajib", Kind.WORD, words=OWN_SCOPE, width=16),
        optional_column("cap", "Capaian paling tinggi", Kind.NUMBER),
        optional_column("iku.achieved", "IKU tercapai: kode butir data", Kind.CODE, width=14),
        optional_column("iku.total", "Jumlah IKU: kode butir data", Kind.CODE, width=14),
        optional_column("iku.from", "IKU tercapai sejak capaian", Kind.NUMBER, width=14),
        optional_column("guidance", "Penjelasan", empty="", width=40),
        optional_column("note", "Catatan pengelola", empty="", width=40),
        optional_column("predecessor", "Kode pada edisi sebelumnya", Kind.CODE, width=20),
    ),
    Indicator,
    schema.INDICATOR,
    (("code",), ("no",)),
)
INPUTS = Table(
    "Butir data",
    (
        Column("indicator", "Kode indikator", Kind.CODE, codes_of="Indikator"),
        Column("code", "Kode", Kind.CODE),
        Column("label", "Butir data", width=60),
        Column("kind", "Jenis", Kind.WORD, words=labels_by_code(Input.Kind), width=16),
        optional_column("unit", "Satuan", empty=""),
        optional_column("step", "Kelipatan", Kind.NUMBER),
        optional_column("min", "Paling kecil", Kind.NUMBER),
        optional_column("max", "Paling besar", Kind.NUMBER),
        optional_column("coefficient", "Koefisien", Kind.NUMBER),
        optional_column("source.facts", "Sumber: data profil", Kind.LIST, width=18),
        optional_column("source.indicator", "Sumber: kode indikator", Kind.CODE, width=14),
        optional_column("source.input", "Sumber: kode butir data", Kind.CODE, width=14),
        optional_column("source.constant", "Sumber: tetapan", Kind.NUMBER),
        Column("overridable", "Boleh diganti", Kind.YES_NO),
        Column("repeatable", "Boleh berulang", Kind.YES_NO),
        optional_column("details", "Rincian", Kind.WORD, words=labels_by_code(Input.Details), width=16),
        optional_column("villages", "Dihitung per", Kind.LIST, width=18),
    ),
    Input,
    schema.INPUT,
    (("indicator", "code"),),
)
LEVELS = Table(
    "Tabel konversi",
    (
        Column("indicator", "Kode indikator", Kind.CODE, codes_of="Indikator"),
        optional_column("code", "Kode pilihan", Kind.CODE, empty=""),
        optional_column("label", "Sebutan", empty="", width=40),
        optional_column("lower", "Batas bawah", Kind.NUMBER),
        Column("inclusive", "Batas bawah ikut", Kind.YES_NO),
        optional_column("stated_upper", "Batas atas menurut peraturan", Kind.NUMBER),
        Column("achievement", "Capaian", Kind.NUMBER),
        Column("inferred", "Disimpulkan", Kind.YES_NO),
    ),
    Level,
    {**schema.LEVEL, "achievement": schema.value_check(is_achievement, "angka 0 sampai 100")},
    (("indicator", "code"), ("indicator", "lower")),
)
TABLES = (POLICIES, ASPECTS, SUB_ASPECTS, INDICATORS, INPUTS, LEVELS)

# What an object in the document stands as in several columns, and which of them go together.
PAIRS = (
    ("applies.facts", "applies.min"),
    ("source.indicator", "source.input"),
    ("iku.achieved", "iku.total"),
    ("iku.achieved", "iku.from"),
)
SOURCES = ("source.facts", "source.indicator", "source.constant")
LATER = {"iku"}  # keys that the document leaves out where nothing stands
OBJECTS: Content = {"applies": None, "source": None, "evidence": None, "policies": {}}


def value_at(part: Any, path: str) -> Any:
    """What the document's part holds there; None where the way ends before."""
    for key in path.split("."):
        part = part.get(key) if isinstance(part, Mapping) else None
    return part


def part_of(values: Cells) -> Document:
    """The document's part of a row's values by path; an object without any is what OBJECTS says."""
    part: Document = {}
    for path, value in values.items():
        parent, _, child = path.rpartition(".")
        if not parent:
            part[child] = value
        elif value is not None:
            part[parent] = {**(part.get(parent) or {}), child: value}
        else:
            part.setdefault(parent, OBJECTS.get(parent))
    return {key: value for key, value in part.items() if value is not None or key not in LATER}


def assumed_in(document: Content) -> list[str]:
    """The policies that are assumptions, in the document's order; rows may hold anything there."""
    assumptions = document["assumptions"]
    return (
        [it for it in assumptions if isinstance(it, str) and it in OUTCOME]
        if isinstance(assumptions, list)
        else []
    )


def table_rows(document: Content, table: Table) -> Iterator[dict[str, Any]]:
    """A sheet's rows as parts of the document that also name what they belong to."""
    if table is POLICIES:
        assumed = assumed_in(document)
        for name in dict.fromkeys((*assumed, *OUTCOME)):  # their order is the document's
            yield {"outcome": name, "action": document["policies"][name], "assumed": name in assumed}
        return
    for aspect in document["aspects"]:
        if table is ASPECTS:
            yield aspect
            continue
        for sub_aspect in aspect["sub_aspects"]:
            if table is SUB_ASPECTS:
                yield sub_aspect | {"aspect": aspect["code"]}
            else:
                yield from _indicator_rows(sub_aspect, table)


def _indicator_rows(sub_aspect: Content, table: Table) -> Iterator[dict[str, Any]]:
    for indicator in sub_aspect["indicators"]:
        if table is INDICATORS:
            yield indicator | {"sub_aspect": sub_aspect["code"]}
        else:
            for part in indicator["inputs" if table is INPUTS else "levels"]:
                yield part | {"indicator": indicator["code"]}
