"""How long the ranking of 666 kecamatan takes: python -m bench.ranking, on an empty SQLite in memory."""

import os
import sys
from time import perf_counter, process_time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ.setdefault("KINERJA_MODE", "test")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_databases, setup_test_environment  # noqa: E402

COUNT = 666
ADDRESSES = (
    "/p/jatim-2022/peringkat/",
    "/p/jatim-2022/peringkat/?dasar=penilaian",
    "/p/jatim-2022/peringkat.csv",
    "/p/jatim-2022/peringkat.xlsx",
    "/p/jatim-2022/peringkat.pdf",
)


def prepare() -> Any:
    """The East Java edition with seven aspects; half of the field judged, every tenth incomplete."""
    from assessments.models import LayerScore, Worksheet
    from kinerja.regions.models import Regency
    from tests.builders.fields import SENT, more
    from tests.cast import make_cast
    from tests.offices import make_office

    cast = make_cast()
    office = make_office(cast)
    for no in range(1, 38):
        regency = Regency.objects.create(
            code=f"35.{no + 30:02}" if no < 4 else f"35.{no + 36}",
            name=f"Kabupaten Uji {no}",
            province=cast.places.province,
        )
        more(office, 18 if no > 3 else 17, regency)
    sheets = list(Worksheet.objects.all())[:COUNT]
    for no, sheet in enumerate(sheets):
        weights = {"1": 10, "2": 10, "3": 10, "4": 30, "5": 27, "6": 8, "7": 5}
        share = 50 + no * 37 % 500 / 10
        scores = {code: {"score": f"{weight * share / 100:.6f}"} for code, weight in weights.items()}
        sheet.claim_total = f"{share:.6f}"
        sheet.aspect_totals, sheet.complete, sheet.submitted_at = scores, no % 10 != 0, SENT
        sheet.filled = sheet.asked = 53
    Worksheet.objects.bulk_update(
        sheets, ["claim_total", "aspect_totals", "complete", "submitted_at", "filled", "asked"]
    )
    LayerScore.objects.bulk_create(
        LayerScore(
            worksheet=it,
            layer="desk",
            total=it.claim_total,
            aspect_totals=it.aspect_totals,
            judged=53,
            asked=53,
        )
        for it in sheets[::2]
    )
    return cast


def main() -> None:
    from tests.cast import sign_in

    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)
    client = sign_in(Client(), prepare().asri)
    client.get("/p/jatim-2022/peringkat/")
    for address in ADDRESSES:
        with CaptureQueriesContext(connection) as queries:
            began, worked = perf_counter(), process_time()
            answer = client.get(address)
            spent, work = (perf_counter() - began) * 1000, (process_time() - worked) * 1000
        size = len(answer.content) // 1024
        sys.stdout.write(
            f"{address:32} {spent:7.0f} ms ({work:.0f} of processor) {len(queries)} queries {size} kB\n"
        )


if __name__ == "__main__":
    main()
