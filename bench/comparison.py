"""666 worksheets under 24 policies and roundings: python -m bench.comparison, on a SQLite in memory."""

import os
import sys
from time import process_time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ.setdefault("KINERJA_MODE", "test")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_databases, setup_test_environment  # noqa: E402

COUNT = 666
BUDGET = 5.0  # seconds of CPU
ADDRESSES = (
    "/instrumen/jatim-2022/pembanding/",
    "/instrumen/jatim-2022/pembanding/?pilih=tdi.full&pilih=not_applicable.zero&pilih=baris.bulat1&urut=geser",
    "/instrumen/jatim-2022/pembanding.csv",
    "/instrumen/jatim-2022/pembanding.xlsx",
)


def prepare() -> Any:
    """The East Java edition in 38 kabupaten and kota, every row answered as in the demonstration."""
    from assessments.demo.answers import Answerer
    from assessments.models import Entry, Worksheet
    from indicators.editions.sheets import sheet_of
    from kinerja.regions.models import Regency
    from tests.builders.fields import SENT, more
    from tests.cast import make_cast
    from tests.offices import make_office

    cast = make_cast()
    office = make_office(cast)
    for no in range(1, 38):
        code = f"35.{no + 30:02}" if no < 4 else f"35.{no + 36}"
        regency = Regency.objects.create(code=code, name=f"Kabupaten Uji {no}", province=cast.places.province)
        more(office, 18 if no > 3 else 17, regency)
    for worksheet in Worksheet.objects.select_related("profile", "district")[:COUNT]:
        sheet = sheet_of(worksheet.revision_id)
        answers = Answerer(sheet, worksheet.profile.facts, worksheet.district.code).all_contents()
        Entry.objects.bulk_create(
            Entry(
                worksheet=worksheet,
                code=code,
                status=content.status,
                values=content.values,
                version=1,
                saved_at=SENT,
                saved_by=cast.sari,
            )
            for code, content in answers.items()
        )
    Worksheet.objects.update(submitted_at=SENT, complete=True, filled=53, asked=53)
    return cast


def main() -> None:
    from tests.cast import sign_in

    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)
    client = sign_in(Client(), prepare().asri)
    client.get(ADDRESSES[0])
    slow = False
    for address in ADDRESSES:
        start = process_time()
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        spent = process_time() - start
        slow |= spent > BUDGET or answer.status_code != 200
        size = len(answer.content) / 1000
        sys.stdout.write(f"{address:<104} {spent:5.2f} s of processor {len(queries)} queries {size:.0f} kB\n")
    sys.exit(slow)


if __name__ == "__main__":
    main()
