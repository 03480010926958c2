"""Addresses: a revision of a running edition, inside the instrument admin."""

from django.contrib.admin import site
from django.urls import path

from . import views

INSTRUMENT = "admin/indicators/instrument/<uuid:instrument_id>/"
admin_view = site.admin_view
urlpatterns = [
    path(f"{INSTRUMENT}revisi/", admin_view(views.revision), name="revision"),
    path(f"{INSTRUMENT}revisi/pratinjau/", admin_view(views.revision_preview), name="revision_preview"),
    path(f"{INSTRUMENT}arsip/", admin_view(views.edition_archive), name="edition_archive"),
]
