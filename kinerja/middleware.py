"""Headers that Django does not set itself, the notice that stands for every page during maintenance, and what
is said where something is refused that no page had reckoned with."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from kinerja.refusals import Refusal

HEALTH = "/healthz"
RETRY_AFTER = 300  # seconds
DENIED = ("accelerometer", "geolocation", "gyroscope", "microphone", "payment", "usb")


def permissions_policy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Deny the browser features that no page uses; the camera stays, for photographs of evidence."""
    policy_value = ", ".join(f"{feature}=()" for feature in DENIED)

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", policy_value)
        return response

    return respond


def maintenance_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Answer everything but a look at /healthz with 503 and the sentence of the setting, while it is set.

    Nothing behind it is reached: neither session nor database need to be there.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        is_health_check = request.path == HEALTH and request.method in {"GET", "HEAD"}
        if not settings.MAINTENANCE or is_health_check:
            return get_response(request)
        maintenance_page = render_to_string("maintenance.html", {"sentence": settings.MAINTENANCE})
        return HttpResponse(maintenance_page, status=503, headers={"Retry-After": str(RETRY_AFTER)})

    return respond


class RefusalPages:
    """Answer a refusal that no view has caught by the page of its status, with its sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        template_name, refusal_text = f"{exception.status}.html", str(exception)
        return render(request, template_name, {"reason": refusal_text}, status=exception.status)
