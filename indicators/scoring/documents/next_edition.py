"""The document of the next edition: the same questions, each with its predecessor, its texts a year on."""

import re
from collections.abc import Callable, Mapping

from indicators.scoring.rules import formulas_of

from .content import Document

Years = Mapping[int, int]

YEAR = re.compile(r"(?<!\w)(?<!\d[.,])((?:19|20)[0-9]{2})(?!\w)(?![.,]\d)")
WHOLE_YEAR = r"(?:19|20)[0-9]{2}"
AFTER_A_YEAR = re.compile(rf"(?<![\w/.]){WHOLE_YEAR}/\Z")
BEFORE_A_YEAR = re.compile(rf"/{WHOLE_YEAR}(?![\w/])")
# "Permendagri 90 Tahun", "Peraturan Bupati Magetan Nomor 12 Tahun", "UU 6 Tahun 2014 dan 23 Tahun": what
# follows is a regulation's year.
LAW = re.compile(
    r"\b(?:UU|PP|Perp\w+|Permen\w*|Kepmen\w*|Perda|Perdes|Pergub|Perb\w+|Perwal\w*|Peraturan|Undang-[Uu]ndang"
    r"|Kep\w+|Instruksi|Inpres|Inmen\w*|SK|SE|Surat|Edaran|Qanun|[Nn]omor|[Nn]o\.?)"
    r"(?:\s+[A-Z][\w/-]*)*\s+"
    rf"(?:\d[\w./-]*\s+[Tt]ahun\s+{WHOLE_YEAR}(?:,|,?\s+dan|\s+jo\.?|\s+juncto|\s+serta)?\s+)*"
    r"\d[\w./-]*\s+(?:[Tt]ahun|[Tt]hn?\.?)\s+\Z"
)


def edition_for_year(document: Document, *, code: str, year: int, data_year: int) -> Document:
    """A document of its own for another year.

    The legal basis and the managers' notes speak of what was and keep their years.
    """
    years = moved_years(document, year=year, data_year=data_year)

    def moved(text: str) -> str:
        return with_years_moved(text, years)

    texts = document["texts"]
    changed_document = {"code": code, "year": year, "data_year": data_year}
    changed_document |= {key: moved(document[key]) for key in ("name", "title", "subtitle")}
    changed_document["texts"] = texts | {"ketentuan": [moved(text) for text in texts["ketentuan"]]}
    changed_document["aspects"] = [
        _moved_aspect(aspect, document["code"], moved) for aspect in document["aspects"]
    ]
    return document | changed_document


def moved_years(document: Document, *, year: int, data_year: int) -> Years:
    """The year before the data year, the data year and the year of the edition, each with what it becomes."""
    old_data_year = document["data_year"]
    return {document["year"]: year, old_data_year - 1: data_year - 1, old_data_year: data_year}


def with_years_moved(text: str, years: Years) -> str:
    """Write these years anew where they stand as whole numbers and not in a regulation's number."""

    def moved(match: re.Match[str]) -> str:
        new_year = years.get(int(match.group()))
        return (
            match.group()
            if new_year is None or _of_a_law(text, match.start(), match.end())
            else str(new_year)
        )

    return YEAR.sub(moved, text)


def _of_a_law(text: str, start: int, end: int) -> bool:
    """Whether a year is part of a regulation's or a letter's number: "90 Tahun 2019", "12/2021"."""
    text_before = text[:start]
    if text_before.endswith("/") and not AFTER_A_YEAR.search(text_before):
        return True
    if text[end : end + 1] == "/" and not BEFORE_A_YEAR.match(text, end):
        return True
    return LAW.search(text_before) is not None


def _moved_aspect(aspect: Document, edition: str, moved: Callable[[str], str]) -> Document:
    sub_aspects = [
        sub_aspect
        | {
            "name": moved(sub_aspect["name"]),
            "indicators": [_moved_indicator(row, edition, moved) for row in sub_aspect["indicators"]],
        }
        for sub_aspect in aspect["sub_aspects"]
    ]
    return aspect | {"name": moved(aspect["name"]), "sub_aspects": sub_aspects}


def _moved_indicator(row: Document, edition: str, moved: Callable[[str], str]) -> Document:
    inputs = [item | {"label": moved(item["label"])} for item in row["inputs"]]
    return row | {
        "text": moved(row["text"]),
        "unit": moved(row["unit"]),
        "guidance": moved(row["guidance"]),
        "predecessor": f"{edition}/{row['code']}",
        "inputs": inputs,
        "levels": [level | {"label": moved(level["label"])} for level in row["levels"]],
        "params": _renamed_params(row, moved),
    }


def _renamed_params(row: Document, moved: Callable[[str], str]) -> Document:
    """A formula may call inputs by their labels, which have moved; its numbers stay."""
    params: Document = row["params"]
    formulas = [name for name in formulas_of(row["rule"]) if isinstance(params.get(name), str)]
    labels = sorted({item["label"] for item in row["inputs"]}, key=len, reverse=True)
    label_pattern = "|".join(r"\s+".join(map(re.escape, label.split())) for label in labels)
    label_regex = re.compile(rf"(?<!\w)(?:{label_pattern})(?!\w)", re.IGNORECASE)
    return params | {
        name: label_regex.sub(lambda found: moved(found.group()), params[name]) for name in formulas
    }
