"""Addresses of signing in, passwords and accounts."""

from django.urls import path

from kinerja.accounts import logo_views, people_views, person_views, roster_views, views

urlpatterns = [
    path("masuk/", views.sign_in, name="sign_in"),
    path("keluar/", views.sign_out, name="sign_out"),
    path("sesi/", views.session, name="session"),
    path("sandi/", views.password_change, name="password_change"),
    path("sandi/lupa/", views.password_forgotten, name="password_forgotten"),
    path("sandi/lupa/terkirim/", views.password_sent, name="password_sent"),
    path("sandi/baru/<str:uid>/<str:token>/", views.password_new, name="password_new"),
    path("akun/saya/", views.account, name="account"),
    path("akun/", people_views.accounts, name="accounts"),
    path("akun/baru/", people_views.account_new, name="account_new"),
    path("akun/<uuid:person_id>/tautan-sandi/", people_views.account_link, name="account_link"),
    path("akun/<uuid:person_id>/akhiri/", person_views.person_end, name="account_end"),
    path("akun/<uuid:person_id>/", person_views.person, name="account_person"),
    path("akun/<uuid:person_id>/peran/", person_views.person_grant, name="account_grant"),
    path("akun/<uuid:person_id>/nonaktifkan/", person_views.person_off, name="account_off"),
    path("akun/<uuid:person_id>/aktifkan/", person_views.person_on, name="account_on"),
    path("akun/impor/", roster_views.account_import, name="account_import"),
    path("akun/impor/templat.xlsx", roster_views.account_template, name="account_template"),
    path("akun/impor/kata-sandi.xlsx", roster_views.account_passwords, name="account_passwords"),
    path("kop/", logo_views.logos, name="logos"),
    path("kop/<uuid:regency_id>/", logo_views.logo, name="logo"),
    path("kop/<uuid:regency_id>/logo.png", logo_views.logo_file, name="logo_file"),
]
