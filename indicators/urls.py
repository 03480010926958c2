"""Addresses of the instruments, for those who look after them."""

from django.urls import path

from indicators.views.instruments import instruments

urlpatterns = [path("instrumen/", instruments, name="instruments")]
