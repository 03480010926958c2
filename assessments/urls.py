"""Addresses of the kecamatan's work and of those who look after it: a file a district, low to high."""

from django.urls import include, path

from assessments.archive import urls as archive
from assessments.comparison import urls as comparison
from assessments.dashboard import urls as dashboard
from assessments.entry import urls as entry
from assessments.evidence import urls as evidence
from assessments.files import urls as files
from assessments.home import urls as home
from assessments.home.views.worksheets import without_period
from assessments.jury import urls as jury
from assessments.ranking import urls as ranking
from assessments.results import urls as results
from assessments.review import urls as review
from assessments.revision import urls as revision
from assessments.sending import urls as sending
from assessments.stages import urls as stages
from assessments.team import urls as team
from assessments.workbook import urls as workbook
from assessments.years import urls as years

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
    *years.worksheet_patterns,
]

# The overviews of a period. An address as it was before periods had codes leads to the one that matters now.
overviews = [
    *review.period_patterns,
    *ranking.period_patterns,
    *jury.period_patterns,
    *stages.period_patterns,
    *team.period_patterns,
    *results.period_patterns,
    *archive.period_patterns,
    *dashboard.period_patterns,
    *years.period_patterns,
]

urlpatterns = [
    path("p/<slug:period_code>/", include([*home.period_patterns, *overviews])),
    *(without_period(it) for it in overviews),
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
    *revision.urlpatterns,
]
