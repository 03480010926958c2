"""Every address of Kinerja, as a sitemap."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from kinerja import views
from kinerja.accounts.views import sign_out

handler400 = "kinerja.views.bad_request"
handler403 = "kinerja.views.forbidden"
handler404 = "kinerja.views.not_found"
handler500 = "kinerja.views.server_error"

urlpatterns = [
    path("", include("assessments.urls")),
    path("", include("kinerja.accounts.urls")),
    path("", include("indicators.urls")),
    path("iku/", include("assessments.iku.urls")),
    path("panduan/", views.guide, name="guide"),
    path("aksesibilitas/", views.accessibility, name="accessibility"),
    path("healthz", views.healthz, name="healthz"),
    # One door for everybody, so that one throttle and one password rule hold.
    path("admin/login/", RedirectView.as_view(pattern_name="sign_in", query_string=True)),
    path("admin/logout/", sign_out),
    path("admin/password_change/", RedirectView.as_view(pattern_name="password_change")),
    # No row has a page that the admin's "view on site" could lead to.
    path("admin/r/<path:row>", views.nowhere),
    path("admin/", admin.site.urls),
]
