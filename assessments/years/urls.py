"""Addresses: a period as a whole, and the years of a kecamatan and of a province."""

from django.urls import path

from .views import history, period

# Below kertas-kerja/<uuid:worksheet_id>/.
worksheet_patterns = [path("tahun/", history.worksheet_years, name="worksheet_years")]
# Below p/<slug:period_code>/; without it they lead to the period that matters to the person now.
period_patterns = [
    path("periode/", period.period_page, name="period"),
    path("tahun-ke-tahun/", history.most_improved, name="most_improved"),
]
