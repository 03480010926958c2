"""An answer's markup without the layout of its template, and its words without markup."""

import re
from typing import Any

BLOCKS = (
    "address|article|aside|body|caption|col|colgroup|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form"
    "|h[1-6]|head|header|hr|html|legend|li|link|main|meta|nav|ol|optgroup|option|p|script|section|summary|table"
    "|tbody|td|tfoot|th|thead|title|tr|ul"
)
TAG = re.compile(r"<[^<>]*>")
BESIDE_A_BLOCK = re.compile(rf"\s*(</?(?:{BLOCKS})\b[^<>]*>)\s*")
INSIDE = re.compile(r"(<(?:button|progress|select)\b[^<>]*>)\s+|\s+(</(?:button|progress|select)>)")


def markup(answer: Any) -> str:
    """The answer on one line; white space stands only where a reader sees it."""
    tight = TAG.sub(lambda tag: re.sub(r"\s+(?=>)|(?<=<)\s+", "", fold(tag[0])), answer.content.decode())
    return INSIDE.sub(r"\1\2", BESIDE_A_BLOCK.sub(r"\1", fold(tight)))


def plain_text(answer: Any) -> str:
    """The answer as one reads it, without tags and line breaks."""
    return fold(TAG.sub(" ", answer.content.decode())).strip()


def fold(text: str) -> str:
    """White space as single spaces; those that never break stay."""
    return re.sub(r"[ \t\r\n\f]+", " ", text)
