"""Addresses: signed scans and the authenticity of copies."""

from django.urls import path

from .views import authenticity, scans

# Below p/<slug:period_code>/; without it they lead to the period that matters to the person now.
period_patterns = [
    path("pindaian/<signed_paper:paper>/<uuid:subject_id>/", scans.scans, name="scans"),
]
urlpatterns = [
    path("keaslian/", authenticity.authenticity, name="authenticity"),
    path("keaslian/<str:code>/", authenticity.authenticity_code, name="authenticity_code"),
    path("pindaian/<uuid:scan_id>/unduh/", scans.scan_download, name="scan_download"),
    path("pindaian/<uuid:scan_id>/hapus/", scans.scan_remove, name="scan_remove"),
]
