"""Pages that belong to no room: help, health, and what is said when something is refused."""

import sys

from django.db import Error, InterfaceError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.http import require_safe

from kinerja.navigation import worksheet_refused_at

DATABASE_RETRY = 60  # seconds, as the page says


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/guide.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html")


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 where the database answers, 503 where it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("database tidak menjawab", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


def nowhere(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """404 for an address that Django offers and Kinerja has no use for."""
    raise Http404


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 always says why; `PermissionDenied("…")` carries the sentence."""
    context = {"reason": str(exception), "worksheet": worksheet_refused_at(request)}
    return render(request, "403.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", {"worksheet": worksheet_refused_at(request)}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 for a fault of ours; 503 where the database is not there or not able, which passes by itself."""
    # Nothing that could fail again: no context processors, no database.
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        page = loader.get_template("503.html").render()
        return HttpResponse(page, status=503, headers={"Retry-After": str(DATABASE_RETRY)})
    return HttpResponse(loader.get_template("500.html").render(), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page that was open while its session changed; `reason` is Django's, in English, and in the log."""
    response = render(request, "403_csrf.html", status=403)
    response["Kinerja-Refused"] = "csrf"  # the script fetches a new token and repeats
    return response
