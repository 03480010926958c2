"""Parts of an indicator that are stored as JSON, written as people write them.

A notation reads what it writes. JSON itself is taken too, and shown of what the notation cannot hold.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from indicators.rows import cells
from indicators.rows.layout import INDICATORS, INPUTS, OUTCOME, OWN_SCOPE, POLICY, Column, Kind
from indicators.scoring.documents.content import AppliesContent, IkuContent, SourceContent
from indicators.scoring.rules import RULES
from indicators.scoring.specs import VILLAGE_KINDS

Read = Callable[[str], Any]
NAMES = r"[a-z][a-z0-9_]*(?:\s*\+\s*[a-z][a-z0-9_]*)*"
APPLIES = re.compile(rf"({NAMES})\s*(?:≥|>=)\s*(\S+)")
IKU = re.compile(r"([A-Za-z0-9_-]+)\s*/\s*([A-Za-z0-9_-]+)\s*(?:≥|>=)\s*(\S+)")
SOURCE = re.compile(r"(profil|indikator|tetapan)\s*:\s*(.+)", re.DOTALL)
NUMBER, WHOLE = INPUTS.column("min"), INDICATORS.column("no")
DISPLAY = {"score_places": "nilai", "total_places": "jumlah", "achievement_places": "capaian"}
LABELS = {name: OUTCOME[name] for name in ("tdi", "none_occurred", "not_applicable")}


@dataclass(frozen=True)
class Notation:
    """How a value is read and written; both may fail on what they do not know."""

    read: Read
    write: Callable[[Any], str]
    help: str
    empty: Any = None
    rows: int = 1


def sum_names(text: str) -> list[str]:
    return [name.strip() for name in text.split("+")]


def read_applies(text: str) -> AppliesContent:
    match = APPLIES.fullmatch(text)
    if not match:
        raise cells.Wrong("Tulis misalnya: desa + kelurahan ≥ 1.")
    return {"facts": sum_names(match[1]), "min": cells.read_cell(NUMBER, match[2])}


def write_applies(value: AppliesContent) -> str:
    return f"{' + '.join(value['facts'])} ≥ {cells.cell_text(NUMBER, value['min'])}"


def read_iku(text: str) -> IkuContent:
    match = IKU.fullmatch(text)
    if not match:
        raise cells.Wrong("Tulis misalnya: n / d ≥ 100.")
    return {"achieved": match[1], "total": match[2], "from": cells.read_cell(NUMBER, match[3])}


def write_iku(value: IkuContent) -> str:
    return f"{value['achieved']} / {value['total']} ≥ {cells.cell_text(NUMBER, value['from'])}"


def read_source(text: str) -> SourceContent:
    match = SOURCE.fullmatch(text)
    if not match:
        raise cells.Wrong("Mulai dengan profil:, indikator:, atau tetapan:.")
    kind, rest = match[1], match[2].strip()
    if kind == "profil":
        return {"facts": sum_names(rest)}
    if kind == "tetapan":
        return {"constant": cells.read_cell(NUMBER, rest)}
    code, sign, item = map(str.strip, rest.partition("/"))
    if not (code and sign and item):
        raise cells.Wrong("Tulis kode indikator dan butir datanya, misalnya indikator: i45 / total.")
    return {"indicator": code, "input": item}


def write_source(value: SourceContent) -> str:
    if "facts" in value:
        return f"profil: {' + '.join(value['facts'])}"
    if "constant" in value:
        return f"tetapan: {cells.cell_text(NUMBER, value['constant'])}"
    return f"indikator: {value['indicator']} / {value['input']}"


def named_lines(names: Mapping[str, str], column: Column) -> tuple[Read, Callable[[Any], str]]:
    """A line a name: `nihil = capaian 100`; what stands behind it is read as the column reads."""
    code_by_word = {word.casefold(): code for code, word in names.items()}

    def read(text: str) -> dict[str, Any]:
        values = {}
        for line in filter(None, map(str.strip, text.splitlines())):
            name, sign, value = map(str.strip, line.partition("="))
            if not sign or name.casefold() not in code_by_word:
                raise cells.Wrong(f"Tulis satu baris untuk setiap sebutan: {', '.join(names.values())}.")
            if not value:
                raise cells.Wrong(f"Isi yang di belakang tanda = untuk {name}.")
            values[code_by_word[name.casefold()]] = cells.read_cell(column, value)
        return values

    def write(value: Any) -> str:
        names_in_order = sorted(value, key=list(names).index)
        return "\n".join(f"{names[code]} = {cells.cell_text(column, value[code])}" for code in names_in_order)

    return read, write


def parameter_examples() -> list[str]:
    """How the parameters of the usual kinds of rule are written: "value = n untuk tabel konversi"."""
    facts_by_title: dict[str, list[str]] = {}
    for rule in filter(lambda kind: kind.example, RULES.values()):
        facts_by_title.setdefault(rule.example, []).append(rule.title.lower())
    return [f"{example} untuk {' dan '.join(of)}" for example, of in facts_by_title.items()]


NOTATIONS: Mapping[str, Notation] = {
    "params": Notation(
        lambda text: cells.read_cell(INDICATORS.column("params"), text),
        lambda value: cells.cell_text(INDICATORS.column("params"), value),
        f"Satu parameter per baris, misalnya {', '.join(parameter_examples())}.",
        {},
        4,
    ),
    "policies": Notation(
        *named_lines(OUTCOME, Column("policies", "", Kind.WORD, words=POLICY)),
        "Hanya bila berbeda dari instrumen, misalnya nihil = capaian 100. "
        f"Pilihan: {'; '.join(POLICY.values())}.",
        {},
        3,
    ),
    "applies": Notation(
        read_applies,
        write_applies,
        "Kosong: selalu berlaku. Hanya untuk sebagian kecamatan, misalnya desa + kelurahan ≥ 1.",
    ),
    "iku": Notation(
        read_iku,
        write_iku,
        "Kosong: diketik pengisi. Untuk mengambil dari IKU kecamatan tulis butir banyaknya IKU tercapai, "
        "butir jumlah IKU, dan capaian terendah yang disebut tercapai, misalnya n / d ≥ 100.",
    ),
    "source": Notation(
        read_source,
        write_source,
        "Kosong: diketik pengisi. Selain itu misalnya profil: desa + kelurahan, indikator: i45 / total, atau "
        "tetapan: 12.",
    ),
    "labels": Notation(
        *named_lines(LABELS, INDICATORS.column("text")),
        "Kata yang dibaca pengisi: satu baris untuk TDI, nihil, dan tidak berlaku.",
        {},
        3,
    ),
    "display": Notation(
        *named_lines(DISPLAY, WHOLE),
        "Banyaknya angka di belakang koma: satu baris untuk nilai, jumlah, dan capaian.",
        {},
        3,
    ),
}


class NotationField(forms.CharField):
    """Text in a notation, cleaned to the value that is stored."""

    def __init__(self, *, notation: Notation, **kwargs: Any) -> None:
        self.notation = notation
        widget = forms.Textarea(attrs={"rows": notation.rows}) if notation.rows > 1 else forms.TextInput()
        super().__init__(widget=widget, help_text=notation.help, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str):
            return value
        if value in (None, {}, []):
            return ""
        try:
            return self.notation.write(value)
        except (TypeError, ValueError, LookupError, ArithmeticError, AttributeError):
            return json.dumps(value, ensure_ascii=False)

    def to_python(self, value: Any) -> Any:
        typed_text = str(value or "").replace("\r\n", "\n").strip()
        if not typed_text:
            return self.notation.empty
        try:
            return cells.from_json(typed_text) if typed_text[0] in "{[" else self.notation.read(typed_text)
        except cells.Wrong as wrong:
            raise ValidationError(str(wrong), code="invalid") from None

    def validate(self, value: Any) -> None:
        """Any value is one; whether it makes sense is the linter's to say."""

    def run_validators(self, value: Any) -> None:
        """Those of a text do not fit."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != self.to_python(self.prepare_value(initial)))
        except ValidationError:
            return True


class WordField(forms.TypedChoiceField):
    """One word of a list, stored as something larger; empty for nothing."""

    def __init__(self, *, words: Mapping[str, str], wrap: Read, unwrap: Callable[[Any], str], **rest: Any):
        self.unwrap = unwrap
        choices = [("", "—"), *words.items()]
        super().__init__(choices=choices, coerce=wrap, empty_value=None, required=False, **rest)

    def prepare_value(self, value: Any) -> Any:
        try:
            return self.unwrap(value) if isinstance(value, dict | list) else value
        except (TypeError, LookupError):
            return ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((self.prepare_value(initial) or "") != (data or ""))


def evidence_field(**rest: Any) -> WordField:
    return WordField(
        words=OWN_SCOPE,
        wrap=lambda code: {"scope": code},
        unwrap=lambda value: value["scope"],
        help_text="Tanpa bukti dukung yang diminta, nilainya 0. Kosong: seperti instrumennya.",
        **rest,
    )


def villages_field(**rest: Any) -> WordField:
    kinds_wording = {name: name for name in VILLAGE_KINDS} | {
        ",".join(VILLAGE_KINDS): " dan ".join(VILLAGE_KINDS)
    }
    return WordField(
        words=kinds_wording,
        wrap=lambda text: text.split(","),
        unwrap=",".join,
        help_text="Pengisi mencentang desa/kelurahan satu per satu; jumlahnya mengisi butir ini.",
        **rest,
    )


def assumptions_field(**rest: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=list(OUTCOME.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Kebijakan yang belum ditetapkan provinsi; disebut pada kaki kertas kerja.",
        **rest,
    )


def field_for(name: str, label: str) -> forms.Field:
    """The form field of a JSON column by its name; raises KeyError where there is none."""
    other_fields = {"evidence": evidence_field, "villages": villages_field, "assumptions": assumptions_field}
    if name in other_fields:
        return other_fields[name](label=label)
    return NotationField(notation=NOTATIONS[name], label=label)
