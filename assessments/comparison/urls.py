"""Addresses: other policies and roundings beside the exact result."""

from django.urls import path

from . import views

urlpatterns = [
    path("instrumen/<str:code>/pembanding/", views.comparison, name="comparison"),
    path("instrumen/<str:code>/pembanding.xlsx", views.comparison_as_xlsx, name="comparison_xlsx"),
    path("instrumen/<str:code>/pembanding.csv", views.comparison_as_csv, name="comparison_csv"),
]
