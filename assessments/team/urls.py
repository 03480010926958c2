"""Addresses: assignments, conflicts of interest, letters of assignment."""

from django.urls import path

from .views import assignment_letter, assignments

# Below kertas-kerja/<uuid:worksheet_id>/.
worksheet_patterns = [
    path("daftar-periksa-lapang.pdf", assignment_letter.checklist, name="checklist"),
]
# Below p/<slug:period_code>/; without it they lead to the period that matters to the person now.
period_patterns = [
    path("penugasan/", assignments.assignments, name="assignments"),
]
urlpatterns = [
    path("penugasan/<uuid:stage_id>/", assignments.assignments_of_stage, name="assignments_of_stage"),
    path("penugasan/<uuid:stage_id>/surat-tugas/", assignment_letter.errand, name="errand"),
    path(
        "penugasan/<uuid:assignment_id>/cabut/",
        assignments.assignment_remove,
        name="assignment_remove",
    ),
    path("benturan-kepentingan/", assignments.conflicts, name="conflicts"),
    path(
        "benturan-kepentingan/<uuid:conflict_id>/cabut/",
        assignments.conflict_withdraw,
        name="conflict_withdraw",
    ),
]
