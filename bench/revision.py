"""How long a revision of 666 worksheets of 53 rows takes: python -m bench.revision, on an empty SQLite."""

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
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

COUNT = 666


def prepare() -> tuple[Any, Any]:
    """The East Java edition, filled by everybody as Bendo did; half of the field is judged in every row."""
    from assessments.models import Entry, Judgement, Worksheet
    from assessments.scores.bulk_results import results_of
    from assessments.scores.layers import layer_scores_by_worksheet
    from assessments.scores.totals import Fresh, store_all, totals_of
    from indicators.editions.publish import load_document
    from kinerja.regions.models import District, Profile
    from tests.builders.instrument_documents import jatim_document
    from tests.cast import make_cast
    from tests.offices import fill_bendo, open_office

    cast, at = make_cast(), timezone.now()
    office = open_office(cast, load_document(document=jatim_document(), by=None).instrument)
    fill_bendo(office.bendo, cast.sari)
    districts = District.objects.bulk_create(
        District(code=f"35.20.{no}", name=f"Uji {no}", regency=cast.places.regency)
        for no in range(100, 97 + COUNT)
    )
    profiles = Profile.objects.bulk_create(
        Profile(district=it, data_year=2021, desa=15, kelurahan=1) for it in districts
    )
    Worksheet.objects.bulk_create(
        Worksheet(stage=office.stage, district=it.district, profile=it, revision=office.bendo.revision)
        for it in profiles
    )
    Worksheet.objects.update(state="under_review")
    answers = list(office.bendo.entries.values("code", "status", "values", "details"))
    others = list(Worksheet.objects.filter(district__in=districts).select_related("profile"))
    Entry.objects.bulk_create(
        Entry(worksheet=it, saved_at=at, saved_by=cast.sari, **answer) for it in others for answer in answers
    )
    Judgement.objects.bulk_create(
        Judgement(
            worksheet=it,
            layer="desk",
            verdict="agrees",
            entry_version=1,
            judged_at=at,
            judged_by=cast.asri,
            **{name: answer[name] for name in ("code", "status", "values")},
        )
        for it in others[::2]
        for answer in answers
    )
    layers = layer_scores_by_worksheet(others)
    store_all([Fresh(it, totals_of(found), layers.get(it.pk, {})) for it, found in results_of(others)], at)
    return cast, office.stage.instrument


def measured(what: str, act: Any) -> Any:
    with CaptureQueriesContext(connection) as queries:
        began, worked = perf_counter(), process_time()
        found = act()
        spent, work = (perf_counter() - began) * 1000, (process_time() - worked) * 1000
    sys.stdout.write(f"{what:12} {spent:7.0f} ms ({work:.0f} of processor) {len(queries)} queries\n")
    return found


def main() -> None:
    from assessments.revision.services.preview import preview_revision
    from assessments.revision.services.revise import apply_revision
    from tests.cast import sign_in

    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)
    cast, instrument = prepare()
    for no, weight in ((11, 7), (12, 3)):
        instrument.indicators.filter(no=no).update(weight=weight)
    shown = measured("preview", lambda: preview_revision(instrument))
    client, address = sign_in(Client(), cast.indra), reverse("revision_preview", args=(instrument.pk,))
    measured("its page", lambda: client.get(address))
    told = {"fingerprint": shown.fingerprint, "reason": "Uji", "by": cast.indra}
    measured("apply", lambda: apply_revision(instrument=instrument, **told))
    sys.stdout.write(f"{shown.counts}\n")


if __name__ == "__main__":
    main()
