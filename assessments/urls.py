"""Addresses of the kecamatan's work and of those who look after it."""

from django.urls import include, path

from assessments.views import entry, home, papers, profile, progress, sending, worksheet

worksheet_patterns = [
    path("", worksheet.task_list, name="worksheet"),
    path("aspek/<str:aspect_code>/", entry.aspect, name="aspect"),
    path("baris/<str:code>/", entry.row_save, name="row_save"),
    path("profil/", profile.profile, name="profile"),
    path("riwayat/", worksheet.history, name="history"),
    path("periksa/", sending.check, name="check"),
    path("langkah/", sending.step, name="step"),
    path("persetujuan/", sending.approval, name="approval"),
    path("tanda-terima/", sending.receipt, name="receipt"),
    path("tanda-terima.pdf", papers.receipt_pdf, name="receipt_pdf"),
    path("kertas-kerja.pdf", papers.worksheet_pdf, name="worksheet_pdf"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("pemantauan/", progress.progress, name="progress"),
    path("kertas-kerja/<uuid:worksheet_id>/", include(worksheet_patterns)),
]
