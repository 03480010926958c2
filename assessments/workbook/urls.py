"""Addresses: the worksheet as Excel, up and down."""

from django.urls import path

from .views import bulk, old_form, upload

# Below kertas-kerja/<uuid:worksheet_id>/.
worksheet_patterns = [
    path("formulir-lama/", old_form.old_form, name="old_form"),
    path("buku-kerja/", upload.upload, name="workbook_upload"),
    path("buku-kerja/<uuid:upload_id>/", upload.upload_preview, name="workbook_preview"),
]
urlpatterns = [
    path("buku-kerja/", bulk.bulk, name="workbook_bulk"),
]
