"""Addresses: jurors and their ballots."""

from django.urls import path

from .views import ballots, juries

# Below p/<slug:period_code>/; without it they lead to the period that matters to the person now.
period_patterns = [
    path("penilaian-juri/", juries.juries, name="juries"),
]
urlpatterns = [
    path("penilaian-juri/<uuid:stage_id>/", juries.jury_stage, name="jury_stage"),
    path("penilaian-juri/<uuid:stage_id>/<uuid:worksheet_id>/", ballots.ballot, name="ballot"),
]
