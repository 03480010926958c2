"""Addresses of the kecamatan's work and of those who look after it."""

from django.urls import include, path

from assessments.views import entry, home, news, papers, profile, worksheet

worksheet_patterns = [
    path("", worksheet.task_list, name="worksheet"),
    path("aspek/<str:aspect_code>/", entry.aspect, name="aspect"),
    path("semua/", entry.whole, name="whole"),
    path("kabar/", news.news, name="news"),
    path("baris/<str:code>/", entry.row_save, name="row_save"),
    path("profil/", profile.profile, name="profile"),
    path("riwayat/", worksheet.history, name="history"),
    path("kertas-kerja.pdf", papers.worksheet_pdf, name="worksheet_pdf"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("kertas-kerja/<uuid:worksheet_id>/", include(worksheet_patterns)),
]
