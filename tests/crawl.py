"""Follows the links of pages as a person would who clicks on every one of them."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.test import Client


class Links(HTMLParser):
    """The addresses that a page links to, as they are written."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        target = dict(attrs).get("href")
        if tag == "a" and target:
            self.found.add(target)


def links_of(address: str, response: Any) -> set[str]:
    """Where an answer leads to on this site."""
    found = {response["Location"]} if response.status_code == 302 else set()
    if response["Content-Type"].startswith("text/html"):
        found |= Links(response.content.decode()).found
    return {it for it in (urljoin(address, link).partition("#")[0] for link in found) if it.startswith("/")}


def crawl(client: Client, start: str, follow: Callable[[str], bool]) -> dict[str, Any]:
    """Every answer that links lead to from `start`, by address."""
    answers: dict[str, Any] = {}
    waiting = {start}
    while waiting:
        address = waiting.pop()
        answers[address] = response = client.get(address)
        waiting |= {it for it in links_of(address, response) if follow(it)} - answers.keys()
    return answers
