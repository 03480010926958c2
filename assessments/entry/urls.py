"""Addresses: filling a worksheet: rows, lists, profile."""

from django.contrib.admin import site
from django.urls import path

from .views import details, indicator_preview, matrix, news, profile, rows

admin_view = site.admin_view
# Below kertas-kerja/<uuid:worksheet_id>/.
worksheet_patterns = [
    path("aspek/<str:aspect_code>/", rows.aspect, name="aspect"),
    path("semua/", rows.whole, name="whole"),
    path("kabar/", news.news, name="news"),
    path("baris/<str:code>/", rows.row_save, name="row_save"),
    path("rincian/<str:code>/", details.details, name="details"),
    path("desa-kelurahan/", matrix.matrix, name="matrix"),
    path("profil/", profile.profile, name="profile"),
    path("profil/pastikan/", profile.profile_confirm, name="profile_confirm"),
    path("profil/buka/", profile.profile_unlock, name="profile_unlock"),
]
urlpatterns = [
    path(
        "admin/indicators/indicator/<uuid:indicator_id>/pratinjau/",
        admin_view(indicator_preview.indicator_preview),
        name="indicator_preview",
    ),
]
