"""README.md tells every setting, and none that is not there."""

import re

from tests.kinerja.production import ROOT, variables

ROW = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)


def test_settings_table_names_exactly_the_variables_that_are_read() -> None:
    named = ROW.findall((ROOT / "README.md").read_text(encoding="utf-8"))

    assert sorted(named) == sorted(variables())
