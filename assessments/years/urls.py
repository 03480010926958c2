"""Addresses: a period as a whole."""

from django.urls import path

from .views import period

# Below p/<slug:period_code>/; without it they lead to the period that matters to the person now.
period_patterns = [path("periode/", period.period_page, name="period")]
