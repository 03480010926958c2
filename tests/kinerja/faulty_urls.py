"""The product's addresses with views beside them that go wrong in one way each."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import path

from kinerja.refusals import Closed, Incomplete, Moved, Refusal, Stale
from kinerja.urls import handler400, handler403, handler404, handler500  # noqa: F401 Django looks for them here
from kinerja.urls import urlpatterns as ours


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("rahasia dalam galat")


def suspects(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("terlalu banyak isian")


def denies(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


REFUSALS: dict[str, Refusal] = {
    "belum-dibuka": Closed("Pengisian baru dibuka besok."),
    "berubah": Moved("Angkanya berubah."),
    "didahului": Stale(),
    "kurang": Incomplete("Tulis alasannya."),
}


def refuses(request: HttpRequest, kind: str) -> HttpResponse:
    raise REFUSALS[kind]


urlpatterns = [
    path("rusak/", breaks),
    path("mencurigakan/", suspects),
    path("tertutup/", denies),
    path("ditolak/<str:kind>/", refuses),
    *ours,
]
