"""The audit of the stored scores, as an operator of the server runs it."""

from io import StringIO

from django.core.management import call_command


def verify_scores() -> str:
    """What `manage.py verify_scores` prints."""
    out = StringIO()
    call_command("verify_scores", stdout=out)
    return out.getvalue()
