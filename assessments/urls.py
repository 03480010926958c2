"""Addresses of the kecamatan's work and of those who look after it: a file a district, low to high."""

from django.urls import include, path

from assessments.archive import urls as archive
from assessments.comparison import urls as comparison
from assessments.dashboard import urls as dashboard
from assessments.entry import urls as entry
from assessments.evidence import urls as evidence
from assessments.files import urls as files
from assessments.home import urls as home
from assessments.jury import urls as jury
from assessments.ranking import urls as ranking
from assessments.results import urls as results
from assessments.review import urls as review
from assessments.revision import urls as revision
from assessments.sending import urls as sending
from assessments.stages import urls as stages
from assessments.team import urls as team
from assessments.workbook import urls as workbook

worksheet_patterns = [
    *files.worksheet_patterns,
    *entry.worksheet_patterns,
    *evidence.worksheet_patterns,
    *workbook.worksheet_patterns,
    *home.worksheet_patterns,
    *sending.worksheet_patterns,
    *review.worksheet_patterns,
    *team.worksheet_patterns,
    *results.worksheet_patterns,
]

urlpatterns = [
    path("kertas-kerja/<uuid:worksheet_id>/", include(worksheet_patterns)),
    *entry.urlpatterns,
    *workbook.urlpatterns,
    *home.urlpatterns,
    *review.urlpatterns,
    *ranking.urlpatterns,
    *jury.urlpatterns,
    *stages.urlpatterns,
    *team.urlpatterns,
    *results.urlpatterns,
    *archive.urlpatterns,
    *comparison.urlpatterns,
    *dashboard.urlpatterns,
    *revision.urlpatterns,
]
