"""A sheet that takes from IKU, and what the forms of papers and bridge send in tests.test_access."""

from typing import Any

from assessments.iku.services.plans import mark_of, programs_mark

YEAR = "iku/tahun/<uuid:year_id>/"


def paper_bodies() -> dict[str, dict[str, Any]]:
    line = {"program-0": "Pelayanan", "activity-0": "", "budget-0": "1.000", "spent-0": ""}
    plan = {f"plan-{no}": "Rapat" for no in range(1, 5)}
    return {
        f"{YEAR}program/<str:objective>/": {"mark": programs_mark([])} | line,
        f"{YEAR}rencana-aksi/<str:code>/": {"mark": mark_of([""] * 4)} | plan,
        f"{YEAR}perjanjian/": {"signed_on": "15-1-2022"},
        "<str:code>/pakai/": {"achieved": "0", "total": "2", "version": "1"},
    }


def taking_iku(document: dict[str, Any]) -> dict[str, Any]:
    """The document with a first indicator that may take its figures from IKU."""
    first = document["aspects"][0]["sub_aspects"][0]["indicators"][0]
    first["iku"] = {"achieved": "n", "total": "d", "from": "100"}
    return document
