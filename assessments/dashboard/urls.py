"""Addresses: dashboard and progress."""

from django.urls import path

from .views import dashboard, progress

# Below p/<slug:period_code>/; without it they lead to the period that matters to the person now.
period_patterns = [
    path("dasbor/", dashboard.dashboard, name="dashboard"),
    path("pemantauan/", progress.progress, name="progress"),
]
