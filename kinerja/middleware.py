"""Headers that Django does not set itself."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

DENIED = ("accelerometer", "geolocation", "gyroscope", "microphone", "payment", "usb")


def permissions_policy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Deny the browser features that no page uses; the camera stays, for photographs of evidence."""
    value = ", ".join(f"{feature}=()" for feature in DENIED)

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", value)
        return response

    return respond
