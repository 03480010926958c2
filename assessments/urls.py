"""Addresses of the kecamatan's work and of those who look after it."""

from django.urls import include, path

from assessments.views import entry, evidence, evidence_files, home, papers, profile, worksheet

worksheet_patterns = [
    path("", worksheet.task_list, name="worksheet"),
    path("aspek/<str:aspect_code>/", entry.aspect, name="aspect"),
    path("baris/<str:code>/", entry.row_save, name="row_save"),
    path("bukti/", evidence.library, name="evidence"),
    path("bukti/baris/<str:code>/", evidence.row, name="evidence_row"),
    path("bukti/<uuid:evidence_id>/", evidence.detail, name="evidence_file"),
    path("bukti/<uuid:evidence_id>/lepas/", evidence.unlink, name="evidence_unlink"),
    path("bukti/<uuid:evidence_id>/hapus/", evidence.remove, name="evidence_remove"),
    path("bukti/<uuid:evidence_id>/unduh/", evidence_files.download, name="evidence_download"),
    path("bukti/<uuid:evidence_id>/tampil/", evidence_files.preview, name="evidence_preview"),
    path("profil/", profile.profile, name="profile"),
    path("riwayat/", worksheet.history, name="history"),
    path("kertas-kerja.pdf", papers.worksheet_pdf, name="worksheet_pdf"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("kertas-kerja/<uuid:worksheet_id>/", include(worksheet_patterns)),
]
