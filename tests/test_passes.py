"""The passes of bin/test: what the quick one leaves out is there, said once, with its reason."""

from tests.passes import LEFT_OUT, ROOT, places

LINES = [line for line in LEFT_OUT.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def test_what_is_left_out_exists() -> None:
    assert [place for place in places("\n".join(LINES)) if not (ROOT / place).exists()] == []


def test_every_line_has_its_reason() -> None:
    assert [line for line in LINES if len(line.split(maxsplit=1)) < 2] == []


def test_nothing_is_left_out_twice() -> None:
    names = places("\n".join(LINES))

    assert sorted(names) == sorted(set(names))
