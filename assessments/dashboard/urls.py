"""Addresses: dashboard and progress."""

from django.urls import path

from .views import dashboard, progress

urlpatterns = [
    path("dasbor/", dashboard.dashboard, name="dashboard"),
    path("pemantauan/", progress.progress, name="progress"),
]
