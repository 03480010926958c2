"""Gaps of a crawled page that nobody sees, so that a template may be laid out anew.

A crawl marks white space wherever it stands beside an inline tag. At the inner edge of a button or a list and
beside what stands on a line of its own or is hidden, the browser drops it.
"""

import re
from collections.abc import Iterator

from bench.crawl_text import GAP

TAG = re.compile(r"</?[a-z!]")
HOLDER_BEGINS, HOLDER_ENDS = (re.compile(rf"{sign}(?:button|select|progress)\b") for sign in ("<", "</"))
APART = re.compile(r'<[a-z][^>]*(?: type="hidden"| class="[^"]*\b(?:d-block|form-control|form-select)\b)')


def without_unseen_gaps(lines: list[str]) -> Iterator[str]:
    """The lines of a page, texts without the gaps that no reader sees."""
    for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        shown = alike_to_the_browser(line) if TAG.match(line) else seen_of(before, line, after)
        if shown or not line:
            yield shown


def seen_of(before: str, text: str, after: str) -> str:
    if HOLDER_BEGINS.match(before) or APART.match(before):
        text = text.removeprefix(GAP)
    return text.removesuffix(GAP) if HOLDER_ENDS.match(after) or APART.match(after) else text


def alike_to_the_browser(tag: str) -> str:
    """The document type in small letters, and a list of file types without spaces."""
    if tag.startswith("<!"):
        return tag.lower()
    return re.sub(r'(?<= accept=")[^"]*', lambda kinds: kinds[0].replace(", ", ","), tag)
