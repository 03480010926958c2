"""The audit of the stored scores, as an operator of the server runs it."""

from io import StringIO

from django.core.management import call_command


def verify_scores() -> str:
    """What `manage.py verify_scores` says in the end, below the periods that it looked at."""
    out = StringIO()
    call_command("verify_scores", stdout=out)
    return out.getvalue().splitlines(keepends=True)[-1]
