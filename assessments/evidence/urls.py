"""Addresses: the files that prove a worksheet."""

from django.urls import path

from . import views

# Below kertas-kerja/<uuid:worksheet_id>/.
worksheet_patterns = [
    path("bukti/", views.evidence_library, name="evidence"),
    path("bukti/baris/<str:code>/", views.evidence_row, name="evidence_row"),
    path("bukti/<uuid:evidence_id>/", views.evidence_file, name="evidence_file"),
    path("bukti/<uuid:evidence_id>/lepas/", views.unlink_from_row, name="evidence_unlink"),
    path("bukti/<uuid:evidence_id>/hapus/", views.remove_evidence_file, name="evidence_remove"),
]
