"""The request of somebody who is signed in, as views behind a sign-in take it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from kinerja.accounts.models import User


class Request(HttpRequest):
    """Django's request, whose `user` is one of ours: every view that takes it stands behind a sign-in.

    Only a type: requests are never made from it.
    """

    user: User
    htmx: HtmxDetails


def user_of(request: HttpRequest) -> User:
    """Who sends a request to the admin, whose methods take Django's own. Raises TypeError for nobody."""
    if not isinstance(request.user, User):
        raise TypeError("nobody is signed in")
    return request.user
