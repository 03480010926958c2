"""Addresses: jurors and their ballots."""

from django.urls import path

from .views import ballots, juries

urlpatterns = [
    path("penilaian-juri/", juries.juries, name="juries"),
    path("penilaian-juri/<uuid:stage_id>/", juries.jury_stage, name="jury_stage"),
    path("penilaian-juri/<uuid:stage_id>/<uuid:worksheet_id>/", ballots.ballot, name="ballot"),
]
