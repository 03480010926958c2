"""`manage.py lint_instrument`: 0 with warnings alone, 1 with errors, 2 for an unknown code."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from indicators.editions.compile import write_instrument
from indicators.models import Instrument
from tests.builders.instrument_documents import jatim_document
from tests.cast import Cast


@pytest.fixture
def edition(cast: Cast) -> Instrument:
    return write_instrument(jatim_document())


def test_warnings_alone_end_well(edition: Instrument) -> None:
    out = StringIO()

    call_command("lint_instrument", "jatim-2022", stdout=out)

    lines = out.getvalue().splitlines()
    assert lines[0] == "Peringatan: Indikator i01: 6 tingkat masih disimpulkan (0; 1; 3; 4; 5; 9); pastikan."
    assert lines[-1] == "0 kesalahan, 63 peringatan."


def test_errors_come_first_and_end_with_1(edition: Instrument) -> None:
    edition.indicators.filter(no=50).update(weight="0")
    out = StringIO()

    with pytest.raises(CommandError, match="1 kesalahan, 64 peringatan") as refusal:
        call_command("lint_instrument", "jatim-2022", stdout=out)

    assert refusal.value.returncode == 1
    first = out.getvalue().splitlines()[0]
    assert first == "Kesalahan: Jumlah bobot 99,25 harus tepat 100 (kurang 0,75)."


def test_an_unknown_code_ends_with_2(edition: Instrument) -> None:
    with pytest.raises(CommandError, match="yang ada: jatim-2022") as refusal:
        call_command("lint_instrument", "jatim-2099")

    assert refusal.value.returncode == 2
