"""The request of somebody who is signed in, as views behind a sign-in take it."""

from django.http import HttpRequest

from kinerja.accounts.models import User


class Request(HttpRequest):
    """Django's request, whose `user` is one of ours: every view that takes it stands behind a sign-in.

    Only a type: requests are never made from it.
    """

    user: User
