"""Small instruments for tests, written as documents and parsed like any other."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from indicators.rows.layout import OUTCOME
from indicators.scoring.documents.document import parse_document, read_document
from indicators.scoring.engine import Result, Row, score
from indicators.scoring.items import Answer, Status, build_items
from indicators.scoring.sheet import Sheet

ROOT = Path(__file__).parents[2]
JATIM = ROOT / "fixtures" / "instruments" / "jatim-2022.json"
BENDO = ROOT / "fixtures" / "answers" / "bendo-2022.json"
Raw = dict[str, Any]


def jatim_document() -> Raw:
    return read_document(JATIM.read_text(encoding="utf-8"))


def jatim() -> Sheet:
    return parse_document(jatim_document())


def input_(code: str, **changes: Any) -> Raw:
    return {
        "code": code,
        "label": f"Jumlah {code}",
        "kind": "count",
        "unit": "kegiatan",
        "step": None,
        "min": "0",
        "max": None,
        "coefficient": None,
        "source": None,
        "overridable": False,
        "repeatable": False,
        "details": None,
        "villages": None,
    } | changes


def level(lower: str | None, achievement: str, **changes: Any) -> Raw:
    return {
        "code": "",
        "label": "",
        "lower": lower,
        "inclusive": True,
        "stated_upper": None,
        "achievement": achievement,
        "inferred": False,
    } | changes


def option(code: str, label: str, achievement: str) -> Raw:
    return level(None, achievement, code=code, label=label)


def indicator(no: int, **changes: Any) -> Raw:
    """A ratio of n and d, unless the changes say otherwise."""
    return {
        "code": f"i{no}",
        "no": no,
        "old_no": "",
        "text": f"Indikator {no}",
        "unit": "Kegiatan",
        "weight": "10",
        "rule": "ratio",
        "params": {"numerator": "n", "denominator": "d"},
        "policies": {},
        "applies": None,
        "tdi": True,
        "none_occurred": True,
        "evidence": None,
        "guidance": "",
        "predecessor": None,
        "note": "",
        "inputs": [input_("n"), input_("d")],
        "levels": [],
    } | changes


def document(*groups: Iterable[Iterable[Raw]], **changes: Any) -> Raw:
    """Each group is an aspect: a list of sub-aspects, each a list of indicators. Weights are free."""
    aspects = [
        {
            "code": str(a),
            "no": a,
            "name": f"Aspek {a}",
            "stated_weight": None,
            "sub_aspects": [
                {"code": f"{a}.{s}", "no": s, "name": f"Sub aspek {a}.{s}", "indicators": list(rows)}
                for s, rows in enumerate(group, start=1)
            ],
        }
        for a, group in enumerate(groups, start=1)
    ]
    return {
        "format": "kinerja.instrument/1",
        "code": "uji-2030",
        "kind": "jury",
        "name": "Instrumen uji",
        "title": "Instrumen uji",
        "subtitle": "",
        "owner": "35",
        "year": 2030,
        "data_year": 2029,
        "labels": {"tdi": "TDI", "none_occurred": "Nihil", "not_applicable": "Tidak berlaku"},
        "texts": {"ketentuan": [], "dasar_hukum": []},
        "policies": {
            "tdi": "zero",
            "none_occurred": "full",
            "undefined": "zero",
            "not_applicable": "redistribute_all",
        },
        "assumptions": [],
        "display": {"score_places": 1, "total_places": 2, "achievement_places": 6},
        "aspects": aspects,
    } | changes


def flat(*rows: Raw, **changes: Any) -> Sheet:
    """A parsed sheet of one aspect with one sub-aspect."""
    return parse_document(document([rows], **changes))


def scored(
    sheet: Sheet, answers: Mapping[str, Answer | Raw], facts: Mapping[str, int] | None = None
) -> Result:
    """Score answers by indicator code; a plain dict is a filled row."""
    given = {
        code: answer if isinstance(answer, Answer) else Answer(Status.FILLED, answer)
        for code, answer in answers.items()
    }
    return score(build_items(sheet, facts or {}, given))


def row_of(values: Raw, **changes: Any) -> Row:
    """Score one indicator of weight 10 (written by the changes) that holds the values."""
    return scored(flat(indicator(1, **changes)), {"i1": values}).rows[0]


def lines(*values: str) -> list[Raw]:
    return [{"label": f"Baris {n}", "value": value} for n, value in enumerate(values, start=1)]


def full_document() -> dict[str, Any]:
    """An instrument that uses every column in some row."""
    first = indicator(
        1,
        weight="33.333333",
        old_no="12a",
        policies=dict.fromkeys(OUTCOME, "redistribute_aspect"),
        applies={"facts": ["desa", "kelurahan"], "min": "1.5"},
        evidence={"scope": "input"},
        cap="90.5",
        guidance="Lampirkan daftar hadir.",
        note="Catatan",
        predecessor="jatim-2021/i7",
        inputs=[
            input_("n", details="required", step="1", max="12345678901.2345"),
            input_("d", source={"facts": ["desa", "kelurahan"]}, overridable=True),
            input_("x", source={"constant": "123456789012345678.25"}, coefficient="0.000001"),
            input_("y", source={"indicator": "i2", "input": "n"}, unit=""),
        ],
    )
    second = indicator(
        2,
        inputs=[input_("n", villages=["desa", "kelurahan"]), input_("d"), input_("e")],
        iku={"achieved": "d", "total": "e", "from": "99.5"},
    )
    third = indicator(
        3,
        rule="banded",
        params={"value": "n"},
        inputs=[input_("n")],
        levels=[level("0", "0"), level("0.5", "33.333333", inclusive=False, stated_upper="1", inferred=True)],
    )
    fourth = indicator(
        4,
        rule="choice",
        params={"value": "v"},
        inputs=[input_("v", kind="choice", min=None)],
        levels=[option("a", "Sangat baik", "100"), option("b", "Kurang", "0")],
    )
    fifth = indicator(
        5,
        rule="parts",
        params={"parts": ["bagian"], "total": "total", "adds_up": True},
        inputs=[input_("bagian", repeatable=True), input_("total")],
    )
    made = document(
        [[first, second], [third]],
        [[fourth, fifth]],
        assumptions=["undefined", "tdi"],
        texts={"ketentuan": ["Satu", "", "=Tiga"], "dasar_hukum": ["UU 1"]},
        evidence={"scope": "row"},
        cap="95",
    )
    made["aspects"][0]["stated_weight"] = "66.6"
    return made
