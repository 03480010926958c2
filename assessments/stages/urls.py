"""Addresses: the stages of a period and who takes part in each."""

from django.urls import path

from .views import nomination_letter, participants, stages

# Below p/<slug:period_code>/; without it they lead to the period that matters to the person now.
period_patterns = [
    path("tahap/", stages.stages, name="stages"),
]
urlpatterns = [
    path("tahap/<uuid:stage_id>/peserta/", participants.participants, name="participants"),
    path(
        "tahap/<uuid:stage_id>/usulan/<uuid:regency_id>.pdf",
        nomination_letter.nomination_pdf,
        name="nomination_pdf",
    ),
    path(
        "tahap/<uuid:stage_id>/usulan/<uuid:regency_id>.docx",
        nomination_letter.nomination_docx,
        name="nomination_docx",
    ),
]
