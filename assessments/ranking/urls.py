"""Addresses: the ranking, why a rank moved, and the recap."""

from django.urls import path

from .views import rank_changes, ranking, recap

# Below p/<slug:period_code>/; without it they lead to the period that matters to the person now.
period_patterns = [
    path("peringkat/", ranking.ranking, name="ranking"),
    path("peringkat.pdf", ranking.ranking_pdf, name="ranking_pdf"),
    path("peringkat.xlsx", ranking.ranking_xlsx, name="ranking_xlsx"),
    path("peringkat.csv", ranking.ranking_csv, name="ranking_csv"),
    path("rekap.xlsx", recap.recap_xlsx, name="recap_xlsx"),
]
urlpatterns = [
    path("peringkat/riwayat/<uuid:worksheet_id>/", rank_changes.rank_history, name="rank_history"),
]
