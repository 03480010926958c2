"""How commands take a period: by its code, and told with it in whatever they print."""

from argparse import ArgumentParser
from collections.abc import Iterable

from django.core.management.base import CommandError

from assessments.access.periods import running_periods
from assessments.models import Period


def add_period_argument(parser: ArgumentParser, name: str = "period", *, without: str) -> None:
    """The argument that every command of a period has, an option where `name` begins with "--"; `without`
    says what holds where no code is given."""
    nargs = None if name.startswith("--") else "?"
    meaning = f"kode periode, misalnya jatim-2022; tanpa ini {without}"
    parser.add_argument(name, nargs=nargs, metavar="KODE", default="", help=meaning)


def period_with(code: str) -> Period:
    """The period of this code. Raises CommandError that lists the codes there are."""
    period = Period.objects.select_related("owner").filter(code=code).first()
    if period is None:
        known = codes_of(Period.objects.order_by("code"))
        raise CommandError(f"Periode “{code}” tidak ada. Yang ada: {known}.", returncode=2)
    return period


def period_or_only_running(code: str) -> Period:
    """The period of this code or, where none is given, the one that runs. Raises CommandError where none or
    several run: nobody means the newest by saying nothing."""
    if code:
        return period_with(code)
    running = list(running_periods())
    if len(running) == 1:
        return running[0]
    if running:
        raise CommandError(f"Beberapa periode berjalan; pilih kodenya: {codes_of(running)}.", returncode=2)
    known = codes_of(Period.objects.order_by("code"))
    raise CommandError(f"Tidak ada periode yang berjalan; tulis kodenya. Yang ada: {known}.", returncode=2)


def period_words(period: Period) -> str:
    """Its name and its code, as commands print them."""
    return f"{period.name} ({period.code})"


def codes_of(periods: Iterable[Period]) -> str:
    return ", ".join(it.code for it in periods) or "–"
