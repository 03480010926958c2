"""Templates, styles and scripts."""

import re
from collections import Counter
from collections.abc import Iterator

from .sources import Checkout, Figure

WIDEST = 120
COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}", re.DOTALL)
CONTROL = re.compile(r"\{%-?\s*(if|elif|else|for|empty|with|ifchanged)\b")


def tag_figure(checkout: Checkout) -> Figure:
    tags = Counter(
        {path: len(CONTROL.findall(COMMENT.sub("", text))) for path, text in checkout.templates.items()}
    ).most_common()
    ranked = tuple(f"{count} {path}" for path, count in tags)
    over = sum(count > 20 for _, count in tags)
    most = tags[0][1] if tags else 0
    details = (*ranked[:5], f"{over} templates over the goal")
    return Figure("tags", "control tags of the worst template", most, 20, details=details, places=ranked)


def wide_figure(checkout: Checkout) -> Figure:
    wide = [
        (path, no, len(line))
        for path, text in checkout.templates.items()
        for no, line in enumerate(text.splitlines(), 1)
        if len(line) > WIDEST
    ]
    places = tuple(f"{path}:{no} {length}" for path, no, length in wide)
    files = len({path for path, _, _ in wide})
    longest = max((length for _, _, length in wide), default=0)
    details = (f"in {files} files, the longest of {longest}",)
    words = f"template lines over {WIDEST} characters"
    return Figure("wide", words, len(wide), 0, details=details, places=places)


def size_figures(checkout: Checkout) -> Iterator[Figure]:
    sizes = {"templates": checkout.templates, "css": checkout.styles(".css"), "js": checkout.styles(".js")}
    for name, texts in sizes.items():
        lines = {path: text.count("\n") for path, text in texts.items()}
        ranked = tuple(f"{count} {path}" for path, count in Counter(lines).most_common())
        details = (f"in {len(lines)} files",)
        yield Figure(name, f"lines of {name}", sum(lines.values()), details=details, places=ranked)


def figures(checkout: Checkout) -> Iterator[Figure]:
    yield tag_figure(checkout)
    yield wide_figure(checkout)
    yield from size_figures(checkout)
