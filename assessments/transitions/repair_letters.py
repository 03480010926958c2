"""Letters to a kecamatan whose rows were asked back: which, why, and until when."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from assessments.models import Repair, Worksheet
from indicators.editions.sheets import sheet_of
from kinerja.accounts.models import User
from kinerja.numbers import format_datetime

from .reminders import reminder_recipients

log = logging.getLogger("kinerja.assessments")


def mail_repair_letters(worksheet: Worksheet, repairs: Sequence[Repair], at: datetime) -> None:
    """Mail the kecamatan's operators and camats once the step is safe; no failure to mail undoes it."""
    people = reminder_recipients(worksheet, at)
    letters = [repair_letter(worksheet, repairs, person) for person in people] if repairs else []
    if letters:
        transaction.on_commit(lambda: mail_letters(letters), robust=True)


def repair_letter(worksheet: Worksheet, repairs: Sequence[Repair], person: User) -> EmailMessage:
    letter_body = render_to_string(
        "transitions/repair_letter.txt", letter_context(worksheet, repairs) | {"person": person}
    )
    return EmailMessage(f"{worksheet} perlu perbaikan", letter_body, to=[person.email])


def letter_context(worksheet: Worksheet, repairs: Sequence[Repair]) -> dict[str, Any]:
    """The rows in the order of the sheet, the earliest day, and the address of the worksheet."""
    sheet = sheet_of(worksheet.revision_id)
    first_due_at = min((it.due_at for it in repairs if it.due_at), default=None)
    zone = worksheet.district.regency.province.time_zone
    specs_and_notes = [(sheet.by_code[it.code], it.note) for it in repairs if it.code in sheet.by_code]
    return {
        "worksheet": worksheet,
        "period": worksheet.stage.period,
        "rows": sorted(specs_and_notes, key=lambda pair: pair[0].no),
        "due": format_datetime(first_due_at, zone) if first_due_at else "",
        "address": f"{settings.SITE_URL}{reverse('worksheet', args=(worksheet.pk,))}"
        if settings.SITE_URL
        else "",
    }


def mail_letters(letters: Sequence[EmailMessage]) -> None:
    """Each by itself: an address that is refused keeps no letter from the others."""
    with get_connection() as connection:
        for it in letters:
            it.connection = connection
            try:
                it.send()
            except OSError as problem:  # what the mail server said is one of these, SMTPException too
                log.warning("letter on repair not sent: %s", problem)
