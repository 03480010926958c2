"""Slots: what a higher room shows inside a page of a lower one.

The lower room declares a slot and its view fills it; the higher room provides what stands there, once, when
the apps are ready. The template includes what came back and asks nothing:
`{% if aside %}{% include aside.template with slot=aside.content only %}{% endif %}`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, Generic, ParamSpec

from django.http import HttpRequest

About = ParamSpec("About")  # what the page is about: the arguments that a slot is filled with


@dataclass(frozen=True)
class Filling:
    """A template of the higher room, and what it shows as `slot`."""

    template: str
    content: Any


class Slot(Generic[About]):
    """A place in the pages of one room that one higher room may fill; empty where none does."""

    def __init__(self) -> None:
        self.provider: Callable[Concatenate[HttpRequest, About], Filling | None] | None = None

    def provide(self, provider: Callable[Concatenate[HttpRequest, About], Filling | None]) -> None:
        """`provider` says what stands here; None where nothing does this time."""
        if self.provider not in (None, provider):
            raise ValueError("this slot has its provider")
        self.provider = provider

    def fill(self, request: HttpRequest, *args: About.args, **kwargs: About.kwargs) -> Filling | None:
        """Asked by the view; what comes back goes into the page's context."""
        return self.provider(request, *args, **kwargs) if self.provider else None
