"""Addresses: the bytes of stored files."""

from django.urls import path

from . import views

# Below kertas-kerja/<uuid:worksheet_id>/.
worksheet_patterns = [
    path("bukti/<uuid:evidence_id>/unduh/", views.download, name="evidence_download"),
    path("bukti/<uuid:evidence_id>/tampil/", views.preview, name="evidence_preview"),
]
