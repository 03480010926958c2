"""An answer as text that can be compared: what a person sees and can press, without what changes by itself.

Pages are written one tag or text a line, papers as their text, workbooks cell by cell. Style sheets and
scripts are left out, names of other static files stand without folder and hash, and tokens are masked.
"""

import hashlib
import json
import re
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook

Attributes = list[tuple[str, str | None]]

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
INLINE = frozenset(
    {"a", "abbr", "b", "button", "cite", "code", "em", "i", "img", "input", "kbd", "label", "mark", "output"}
    | {"q", "s", "select", "small", "span", "strong", "sub", "sup", "svg", "textarea", "time", "u", "var"}
)
VERBATIM = frozenset({"pre", "textarea"})
STYLES = frozenset({"stylesheet", "preload", "modulepreload"})
SPACE = re.compile(r"[ \t\r\n\f]+")
GAP = "·"  # white space beside a tag within a line of text, where it can be seen
STATIC = re.compile(r"(?:https?://[^/\s\"']+)?/static/(?:[^\s\"'()?#]*/)?([^\s\"'()?#/]+)")
HASHED = re.compile(r"\.[0-9a-f]{12}(?=\.\w+$)")
TOKEN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]{64}(?![A-Za-z0-9])")
TOKEN_FIELD = "csrfmiddlewaretoken"  # noqa: S105 the name of a field
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VOLATILE = frozenset({"set-cookie", "content-length", "etag", "date", "expires", "last-modified"})
LETTER_PART = re.compile(r"word/(document|header|footer)\d*\.xml")
OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass
class Form:
    """What a form sends when nobody touches it, and the other choices that its lists offer."""

    action: str
    method: str
    hx: bool = False
    values: list[tuple[str, str]] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    identity: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted({name for name, _ in self.values}))


@dataclass(frozen=True)
class Link:
    """An address as a page writes it, and whether the page asks for it by itself."""

    address: str
    hx: bool = False


def short_static(value: str) -> str:
    """Addresses of static files reduced to the file's name."""
    return STATIC.sub(lambda match: f"static:{HASHED.sub('', match[1])}", value)


def fold(text: str) -> str:
    return SPACE.sub(" ", text).strip(" ")


class Page(HTMLParser):
    """The lines of a page, and where one can go from it."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tokens: list[tuple[str, str]] = []  # name of a tag, or "" for text; what is written of it
        self.links: list[Link] = []
        self.forms: list[Form] = []
        self.outside: dict[str, Form] = {}
        self.skipping = ""
        self.verbatim = ""
        self.form: Form | None = None
        self.select = ""
        self.chosen = ""
        self.offered: list[str] = []
        self.area: tuple[str, str] | None = None
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        known = {name: value or "" for name, value in attrs}
        self.follow(tag, known)
        self.read_field(tag, known)
        if tag == "script" and "json" not in known.get("type", ""):
            self.skipping = tag
        elif not is_left_out(tag, known):
            self.tokens.append((tag, written(tag, attrs)))
            self.verbatim = tag if tag in VERBATIM else self.verbatim

    def handle_endtag(self, tag: str) -> None:
        if tag == self.skipping:
            self.skipping = ""
            return
        if tag == self.verbatim:
            self.verbatim = ""
        self.end_field(tag)
        if tag not in VOID:
            self.tokens.append((tag, f"</{tag}>"))

    def handle_decl(self, decl: str) -> None:
        self.tokens.append(("!", f"<!{decl}>"))

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.area = (self.area[0], self.area[1] + data)
        if self.skipping:
            return
        if self.verbatim:
            self.tokens += [("|", f"|{line}") for line in TOKEN.sub("<token>", data).splitlines()]
        else:
            self.tokens.append(("", data))

    def follow(self, tag: str, known: dict[str, str]) -> None:
        """Note where this tag leads to."""
        for name in ("href", "src", "data"):
            if known.get(name) and tag not in {"link", "script", "use", "image"}:
                self.links.append(Link(known[name]))
        if "hx-get" in known:
            self.links.append(Link(known["hx-get"], hx=True))
        for name, value in known.items():
            if name.startswith("data-") and value.startswith("/"):
                self.links.append(Link(value))

    def read_field(self, tag: str, known: dict[str, str]) -> None:
        """Note forms and what their fields send."""
        if tag == "form":
            self.begin_form(known)
        elif "hx-post" in known:
            self.forms.append(Form(known["hx-post"], "post", hx=True, identity=tag))
        form = self.outside.get(known.get("form", ""), self.form)
        name = known.get("name", "")
        if form is None or "disabled" in known:
            return
        if tag == "input":
            read_input(form, name, known)
        elif tag == "button" and known.get("type", "submit") == "submit":
            form.buttons.append((name, known.get("value", "")))
        elif tag == "select":
            self.select, self.chosen, self.offered = name, "", []
        elif tag == "textarea":
            self.area = (name, "")
        elif tag == "option" and self.select:
            self.offered.append(known.get("value", ""))
            self.chosen = known.get("value", "") if "selected" in known else self.chosen

    def begin_form(self, known: dict[str, str]) -> None:
        hx = known.get("hx-post", "")
        form = Form(
            hx or known.get("action", ""), "post" if hx else known.get("method", "get").lower(), bool(hx)
        )
        self.forms.append(form)
        self.form = form
        if "id" in known:
            self.outside[known["id"]] = form

    def end_field(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        if self.form is None:
            self.select, self.area = ("", None) if tag in {"select", "textarea"} else (self.select, self.area)
            return
        if tag == "select" and self.select:
            value = self.chosen or next(iter(self.offered), "")
            self.form.values.append((self.select, value))
            self.form.choices += [(self.select, other) for other in self.offered if other != value]
            self.select = ""
        elif tag == "textarea" and self.area is not None:
            name, text = self.area
            self.form.values += [(name, text.removeprefix("\n"))] if name else []
            self.area = None

    def lines(self) -> Iterator[str]:
        """One tag or text a line."""
        edge = ("", "")
        for before, (name, text), after in zip(
            [edge, *self.tokens], self.tokens, [*self.tokens[1:], edge], strict=False
        ):
            line = text if name else spaced(text, before[0] in INLINE, after[0] in INLINE)
            if line:
                yield line


def read_input(form: Form, name: str, known: dict[str, str]) -> None:
    """What an input sends as it stands."""
    kind, value = known.get("type", "text"), known.get("value", "")
    if kind in {"submit", "image"}:
        form.buttons.append((name, value))
    elif kind in {"checkbox", "radio"}:
        chosen = form.values if "checked" in known else form.choices
        chosen.append((name, known.get("value", "on")))
    elif name and kind not in {"file", "button", "reset"}:
        form.values.append((name, value))


def is_left_out(tag: str, known: dict[str, str]) -> bool:
    """Style sheets, and the field with the token."""
    if tag == "link":
        return bool(STYLES & set(known.get("rel", "").split()))
    return tag == "input" and known.get("name") == TOKEN_FIELD


def written(tag: str, attrs: Attributes) -> str:
    """A tag with its attributes in order."""
    parts = [tag]
    for name, value in sorted(attrs, key=lambda pair: pair[0]):
        if name in {"nonce", "integrity"}:
            continue
        text = short_static(TOKEN.sub("<token>", fold(value or "")))
        if name == "class":
            text = " ".join(sorted(text.split()))
        parts.append(name if value is None else f'{name}="{text}"')
    return f"<{' '.join(parts)}>"


def spaced(text: str, after_inline: bool, before_inline: bool) -> str:
    """A text with its white space folded, and a mark for white space beside a tag of the same line."""
    folded = fold(text)
    if not folded:
        return GAP if text and after_inline and before_inline else ""
    first = GAP if after_inline and SPACE.match(text) else ""
    last = GAP if before_inline and SPACE.match(text[-1]) else ""
    return first + TOKEN.sub("<token>", short_static(folded)) + last


def lines_of(response: Any, body: bytes, page: Page | None) -> Iterator[str]:
    """Status, headers and content of an answer."""
    yield f"status: {response.status_code}"
    for name, value in sorted(response.headers.items()):
        if name.lower() not in VOLATILE:
            yield f"{name}: {short_static(value)}"
    failure = getattr(response, "exc_info", None)
    if failure:
        yield f"error: {failure[0].__name__}: {failure[1]}"
    yield from page.lines() if page else content_lines(response.headers.get("Content-Type", ""), body)


def content_lines(kind: str, body: bytes) -> Iterator[str]:
    """What is no page, by its kind."""
    if kind.startswith("application/pdf"):
        yield from pdf_lines(body)
    elif kind.startswith(f"{OFFICE}spreadsheetml"):
        yield from book_lines(body)
    elif kind.startswith(f"{OFFICE}wordprocessingml"):
        yield from letter_lines(body)
    elif kind.startswith(("application/zip", "application/x-zip")):
        yield from sorted(ZipFile(BytesIO(body)).namelist())
    elif kind.startswith("application/json"):
        yield from json.dumps(json.loads(body), indent=1, ensure_ascii=False, sort_keys=True).splitlines()
    elif kind.startswith("text/") or not body:
        yield from body.decode(errors="replace").splitlines()
    else:
        yield f"{len(body)} bytes, {hashlib.sha256(body).hexdigest()}"


def pdf_lines(body: bytes) -> Iterator[str]:
    command = ["pdftotext", "-layout", "-", "-"]
    done = subprocess.run(command, input=body, capture_output=True, check=False)  # noqa: S603
    for no, page in enumerate(done.stdout.decode(errors="replace").split("\f"), start=1):
        lines = [line.rstrip() for line in page.splitlines() if line.strip()]
        if lines:
            yield f"page {no}"
            yield from lines


def book_lines(body: bytes) -> Iterator[str]:
    """Every cell of every sheet with its formula and number format, and what guards it."""
    book = load_workbook(BytesIO(body))
    for name, defined in sorted(book.defined_names.items()):
        yield f"name {name} {defined.attr_text}"
    for sheet in book.worksheets:
        yield f"sheet {sheet.title} {sheet.sheet_state} protected={bool(sheet.protection.sheet)}"
        yield from sorted(f"merged {cells}" for cells in sheet.merged_cells.ranges)
        for rule in sheet.data_validations.dataValidation:
            yield f"valid {rule.sqref} {rule.type} {rule.operator} {rule.formula1} {rule.formula2}"
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    locked = "" if cell.protection.locked else " open"
                    yield f"{cell.coordinate} {cell.value!r} {cell.number_format}{locked}"


def letter_lines(body: bytes) -> Iterator[str]:
    """The paragraphs of every part of a letter."""
    with ZipFile(BytesIO(body)) as file:
        names = [name for name in sorted(file.namelist()) if LETTER_PART.match(name)]
        for name in names:
            yield f"part {name}"
            for paragraph in ET.fromstring(file.read(name)).iter(f"{WORD}p"):  # noqa: S314 our own
                text = "".join(run.text or "" for run in paragraph.iter(f"{WORD}t"))
                if text.strip():
                    yield text
