"""Addresses: a period as a whole, and the year that follows it."""

from django.urls import path

from .views import opening, period

# Below p/<slug:period_code>/; without it they lead to the period that matters to the person now.
period_patterns = [
    path("periode/", period.period_page, name="period"),
    path("buka-tahun/", opening.opening_page, name="opening"),
]
