"""The product's addresses with three views beside them that go wrong in one way each."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import path

from kinerja.urls import handler400, handler403, handler404, handler500  # noqa: F401 Django looks for them here
from kinerja.urls import urlpatterns as ours


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("rahasia dalam galat")


def suspects(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("terlalu banyak isian")


def denies(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


urlpatterns = [path("rusak/", breaks), path("mencurigakan/", suspects), path("tertutup/", denies), *ours]
