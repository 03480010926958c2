"""Addresses of the instruments, for those who look after them."""

from django.urls import path

from indicators import views

urlpatterns = [path("instrumen/", views.instruments, name="instruments")]
