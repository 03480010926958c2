"""One actor's walk through every page that links lead to, with clock and chance standing still."""

import hashlib
import logging
import os
import re
import warnings
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from bench.crawl_clock import Chance, stand_still
from bench.crawl_text import TOKEN_FIELD, Form, Link, Page, lines_of

if TYPE_CHECKING:
    from django.test import Client

SITE = "https://kinerja.contoh.go.id"
HOSTS = frozenset({"", "testserver", urlsplit(SITE).netloc})
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
PAPERS = (".pdf", ".xlsx", ".docx", ".csv")
CAP, PAPER_CAP, FRAGMENT_CAP, SENT_CAP = 2, 1, 4, 1  # addresses of one kind, in each state
MOST, MOST_PAPERS = 8, 3  # whatever the states
MOST_OF_VIEW, MOST_OF_ADMIN = 20, 8  # whatever is asked, as lists that are filtered ask in many ways
STAYS = frozenset({"sign_out"})  # not followed: signs out
ANONYMOUS = "anonymous"
MARK = "=== "


@dataclass(frozen=True)
class Request:
    """What is asked for: by following a link, as a part of a page, or by sending a form."""

    address: str
    hx: bool = False
    sent: tuple[tuple[str, str], ...] | None = None
    kind: str = ""  # of the form that it comes from

    def __str__(self) -> str:
        method = "GET" if self.sent is None else "POST"
        body = "" if self.sent is None else f" [{urlencode(self.sent)}]"
        return (
            f"{method}{' part' if self.hx else ''} {self.address}{body if len(body) < 300 else digest(body)}"
        )


def digest(text: str) -> str:
    return f" [{hashlib.sha256(text.encode()).hexdigest()[:12]}]"


def configure() -> None:
    """Django as manage.py sets it up, with static files under their own names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kinerja.settings")
    warnings.simplefilter("ignore")
    import django
    from django.conf import settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    django.setup()
    logging.disable(logging.CRITICAL)


def read_labels() -> dict[str, str]:
    """What tells apart rows of one kind by their id: how far they are, or of what sort."""
    from django.apps import apps
    from django.db.models import UUIDField

    labels: dict[str, str] = {}
    for model in apps.get_models():
        names = {column.name for column in model._meta.get_fields()} & {"state", "kind", "outcome"}
        if names and isinstance(model._meta.pk, UUIDField):
            rows = model._base_manager.values_list("pk", *sorted(names))
            labels |= {str(pk): "/".join(map(str, values)) for pk, *values in rows}
    return labels


def plain_addresses() -> list[str]:
    """Every address without a variable part."""
    from django.urls import get_resolver

    def below(patterns: Any, prefix: str) -> Iterator[str]:
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from below(pattern.url_patterns, route)
            elif not set("<^(") & set(route):
                yield f"/{route}"

    return sorted(set(below(get_resolver().url_patterns, "")))


class Walk:
    """What one actor finds."""

    def __init__(self, actor: str, chance: Chance, starts: list[str], *, sending: bool) -> None:
        self.actor, self.chance, self.starts, self.sending = actor, chance, starts, sending
        self.labels = read_labels()
        self.seen: set[Request] = set()
        self.taken: Counter[tuple[object, ...]] = Counter()
        self.waiting: deque[Request] = deque()
        self.forms: deque[Request] = deque()
        self.client = self.enter()

    def enter(self) -> "Client":
        """A browser in which the actor has just signed in."""
        from django.conf import settings
        from django.contrib.auth import get_user_model
        from django.test import Client

        self.chance.begin(self.actor)
        client = Client(raise_request_exception=False)
        if self.actor != ANONYMOUS:
            person = get_user_model()._default_manager.get(username=self.actor)
            client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    def pages(self) -> Iterator[tuple[Request, list[str]]]:
        """Every answer, in the order in which links lead to it; what is sent comes last and is undone."""
        for address in ("/", "/admin/", *plain_addresses(), *self.starts):
            self.offer(Request(address), CAP)
        while self.waiting:
            request = self.waiting.popleft()
            yield request, self.answer(request)
        while self.forms:
            request = self.forms.popleft()
            yield request, self.undone(request)

    def answer(self, request: Request) -> list[str]:
        response, body = self.fetch(request)
        page = None
        if response.headers.get("Content-Type", "").startswith("text/html"):
            page = Page(body.decode())
        self.follow(request, response, page)
        return list(lines_of(response, body, page))

    def fetch(self, request: Request) -> tuple[Any, bytes]:
        self.chance.begin(str(request))
        headers = {"HTTP_HX_REQUEST": "true"} if request.hx else {}
        if request.sent is None:
            response: Any = self.client.get(request.address, **headers)  # type: ignore[arg-type]
        else:
            body = urlencode(request.sent)
            kind = "application/x-www-form-urlencoded"
            response = self.client.post(request.address, body, kind, **headers)  # type: ignore[arg-type]
        body_read = b"".join(response.streaming_content) if response.streaming else response.content
        response.close()
        return response, body_read

    def undone(self, request: Request) -> list[str]:
        """The answer to a form, of which nothing stays."""
        from django.db import transaction

        cookies = {name: cookie.value for name, cookie in self.client.cookies.items()}
        with transaction.atomic():
            response, body = self.fetch(request)
            transaction.set_rollback(True)
        self.client.cookies.clear()
        self.client.cookies.load(cookies)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        return list(lines_of(response, body, Page(body.decode()) if is_page else None))

    def follow(self, request: Request, response: Any, page: Page | None) -> None:
        """Note where the answer leads to."""
        links = [Link(response.headers["Location"])] if "Location" in response.headers else []
        for link in links + (page.links if page else []):
            address = self.inside(request.address, link.address)
            if address:
                self.offer(Request(address, link.hx), FRAGMENT_CAP if link.hx else CAP)
        for form in page.forms if page else []:
            self.offer_form(request, form)

    def inside(self, page: str, link: str) -> str:
        """The address on this site that a link leads to, or nothing."""
        parts = urlsplit(urljoin(page, link))
        if parts.scheme not in {"", "http", "https"} or parts.netloc not in HOSTS:
            return ""
        if not parts.path.startswith("/") or parts.path.startswith("/static/"):
            return ""
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def offer_form(self, request: Request, form: Form) -> None:
        address = self.inside(request.address, form.action or request.address)
        if not address:
            return
        if form.method == "get":
            path = address.partition("?")[0]
            for values in variations(form):
                self.offer(Request(f"{path}?{urlencode(values)}"), CAP)
        elif self.sending and self.actor != ANONYMOUS:
            values = [pair for pair in form.values if pair[0] != TOKEN_FIELD]
            for button in form.buttons or [("", "")]:
                sent = tuple(values + ([button] if button[0] else []))
                self.offer(Request(address, form.hx, sent, f"{form.names} {button}"), SENT_CAP)

    def offer(self, request: Request, cap: int) -> None:
        """Wait for this request's turn, unless enough of its kind have had theirs."""
        kind = self.kind_of(request)
        if kind is None or request in self.seen:
            return
        wider = [kind, kind[1:], (kind[1], *kind[3:])]
        caps = zip(wider, caps_of(request, cap), strict=True)
        if any(self.taken[group] >= most for group, most in caps):
            return
        self.seen.add(request)
        self.taken.update(wider)
        (self.waiting if request.sent is None else self.forms).append(request)

    def kind_of(self, request: Request) -> tuple[object, ...] | None:
        """What makes requests alike, the states first; None where it is not to be sent."""
        from django.urls import Resolver404, resolve

        path, _, query = request.address.partition("?")
        try:
            name = resolve(path).view_name
        except Resolver404:
            name = "none"
        if name in STAYS:
            return None
        states = tuple(self.labels.get(pk, "") for pk in UUID.findall(path))
        names = tuple(sorted({key for key, _ in parse_qsl(query, keep_blank_values=True)}))
        return states, name, names, request.hx, request.kind, request.sent is None


def caps_of(request: Request, cap: int) -> tuple[int, int, int]:
    """How many requests like this are sent in one state, in all states, and whatever the query names."""
    path = request.address.partition("?")[0]
    of_view = MOST_OF_ADMIN if path.startswith("/admin/") else MOST_OF_VIEW
    return (PAPER_CAP, MOST_PAPERS, MOST_PAPERS) if path.endswith(PAPERS) else (cap, MOST, of_view)


def variations(form: Form) -> Iterator[list[tuple[str, str]]]:
    """A form as it stands, then with each other choice of its lists."""
    yield form.values
    for name, value in form.choices:
        yield [pair for pair in form.values if pair[0] != name] + [(name, value)]


def walk(actor: str, instant: datetime, starts: list[str], file: Path, *, sending: bool) -> None:
    """Write everything that an actor finds to a file."""
    chance = stand_still(instant)
    configure()
    person = Walk(actor, chance, starts, sending=sending)
    with file.open("w", encoding="utf-8") as out:
        for request, lines in person.pages():
            out.write("\n".join([f"{MARK}{request}", *lines, ""]))
