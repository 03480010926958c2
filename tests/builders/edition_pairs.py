"""Two editions that follow each other, each answered by the same kecamatan, drawn at random."""

from hypothesis import strategies as st

from indicators.scoring.items import Answer, Status
from indicators.scoring.specs import NUMBERS

from .strategies import CAPS, Drawn, Row, assembled, numbers, rows


@st.composite
def edition_pairs(draw: st.DrawFn) -> tuple[Drawn, Drawn]:
    """Rows stay, change their weight, their rule or their code, go and come."""
    count = draw(st.integers(1, 6))
    last = [draw(rows(no)) for no in range(1, count + 1)]
    this = [row for no, old in enumerate(last, start=1) for row in following(draw, no, old)]
    return assembled(draw, last), assembled(draw, sorted(this, key=lambda row: row[0]["no"]))


def following(draw: st.DrawFn, no: int, old: Row) -> list[Row]:
    """What stands in the place of a row a year later: mostly the same indicator, at times none or two."""
    course = draw(st.sampled_from(["same", "same", "same", "same", "renamed", "another", "gone", "split"]))
    if course == "gone" and no > 1:
        return []
    if course == "another":
        return [draw(rows(no))]
    row, answer = answered_anew(draw, old)
    if course == "renamed":
        return [(row | {"code": f"b{no}", "predecessor": f"uji-2029/i{no}"}, answer)]
    if course == "split":
        second, reply = draw(rows(no + 100))
        return [(row, answer), (second | {"predecessor": f"i{no}"}, reply)]
    return [(row, answer)]


def answered_anew(draw: st.DrawFn, old: Row) -> Row:
    row, answer = old
    changed = row | {"weight": draw(st.sampled_from(["0", "1", "2.5", "27"])), "cap": draw(CAPS)}
    numeric = {item["code"] for item in row["inputs"] if item["kind"] in NUMBERS and not item["repeatable"]}
    values = {
        code: draw(numbers) if code in numeric else value
        for code, value in (answer or Answer()).values.items()
        if draw(st.integers(0, 9))
    }
    status = draw(st.sampled_from([*[Status.FILLED] * 6, *Status]))
    return (changed, Answer(status, values, draw(st.booleans()))) if answer else (changed, None)
