"""Addresses of the instruments, for those who look after them."""

from django.urls import path

from indicators.views.instruments import instrument_list

urlpatterns = [path("instrumen/", instrument_list, name="instruments")]
