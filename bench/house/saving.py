"""What a save costs. `--save` starts it as a script inside a checkout, with that checkout's tests.settings.

The demonstration is made by the product's own seed_demo in an empty SQLite; people sign in as people do. An
operator saves one row of a full sheet from the page of its largest aspect, an assessor judges one row of a
sheet under review, and both are asked as htmx asks.

  save-*, judge-*   of one request: statements (those of the transaction itself apart), scorings (calls of
                    the engine's entry), forms built
  cost-*            processor time of a request as a multiple of a small signed-in page: medians of
                    interleaved rounds, so that a busy machine slows all alike
"""

import gc
import io
import json
import logging
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from statistics import median
from time import process_time
from types import CodeType, FrameType
from typing import Any
from unittest.mock import patch

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ.setdefault("KINERJA_MODE", "test")
django.setup()

from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.forms.forms import BaseForm  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases  # noqa: E402
from django.urls import NoReverseMatch, reverse  # noqa: E402

# What is looked up in the product by name: should one move, it is told here and nowhere else.
ENGINE = ("indicators.scoring.engine", "score")
MODELS = {
    "worksheet": "assessments.Worksheet",
    "entry": "assessments.Entry",
    "judgement": "assessments.Judgement",
}
ADDRESSES = {  # the names of an address, first that there is; else its path
    "sign_in": (("sign_in", "accounts:sign_in"), "/masuk/"),
    "small": (("account", "accounts:account"), "/akun/saya/"),
    "save": (("row_save", "entry:row_save"), "/kertas-kerja/{worksheet_id}/baris/{code}/"),
    "judge": (("review_row", "review:row"), "/kertas-kerja/{worksheet_id}/telaah/{layer}/baris/{code}/"),
    "aspect": (("aspect", "entry:aspect"), "/kertas-kerja/{worksheet_id}/aspek/{aspect_code}/"),
    "whole": (("whole", "entry:whole"), "/kertas-kerja/{worksheet_id}/semua/"),
}
SLUGS = {"desk": "administrasi"}  # how a path writes a layer
OPERATOR, ASSESSOR, DRAFT_OF = "operator.bendo", "penilai.jatim", "35.20.10"
ASPECT, ROW = "4", "i17"  # 26 rows; of a count in a count, 32 in 32 and 3 in 3 by the demonstration
ROUNDS, WARM = 40, 3
TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
HTMX = {"HX-Request": "true"}


def address(name: str, **parts: object) -> str:
    names, path = ADDRESSES[name]
    for candidate in names:
        try:
            return reverse(candidate, kwargs=parts)
        except NoReverseMatch:
            continue
    return path.format(**{part: SLUGS.get(str(value), value) for part, value in parts.items()})


def model(name: str) -> Any:
    return apps.get_model(MODELS[name])


@dataclass
class Desk:
    """Two people at work, and what they send."""

    operator: Client
    assessor: Client
    draft: Any
    reviewed: Any

    def small(self) -> Any:
        return self.operator.get(address("small"))

    def aspect(self) -> Any:
        return self.operator.get(address("aspect", worksheet_id=self.draft.pk, aspect_code=ASPECT))

    def whole(self) -> Any:
        return self.operator.get(address("whole", worksheet_id=self.draft.pk))

    def save(self) -> Callable[[], Any]:
        """A save of another value than stands there; what it needs to know is read before."""
        entry = model("entry").objects.get(worksheet=self.draft, code=ROW)
        sent = {"version": entry.version, "n": other(entry.values["n"], "20", "21"), "d": "32", "note": ""}
        page = address("aspect", worksheet_id=self.draft.pk, aspect_code=ASPECT)
        headers = HTMX | {"HX-Current-URL": f"http://testserver{page}"}
        target = address("save", worksheet_id=self.draft.pk, code=ROW)
        return lambda: self.operator.post(target, sent, headers=headers)

    def judge(self) -> Callable[[], Any]:
        """Another word on a row than was last said."""
        row = {"worksheet": self.reviewed, "code": ROW}
        claim = model("entry").objects.get(**row)
        last = model("judgement").objects.filter(layer="desk", **row).first()
        sent = {
            "verdict": "differs",
            "n": other(last.values["n"] if last else "", "1", "2"),
            "d": claim.values["d"],
            "reason": "Menurut dokumen",
            "version": last.version if last else 0,
            "entry_version": claim.version,
        }
        target = address("judge", worksheet_id=self.reviewed.pk, layer="desk", code=ROW)
        return lambda: self.assessor.post(target, sent, headers=HTMX)


def other(now: str, first: str, second: str) -> str:
    return second if now == first else first


def make_desk() -> Desk:
    settings.ALLOWED_HOSTS = ["testserver"]
    logging.disable(logging.INFO)
    output = io.StringIO()
    with patch.object(settings, "DEMO", True, create=True):
        call_command("seed_demo", "--json", stdout=output)
    text = output.getvalue()
    passwords = {user["username"]: user["password"] for user in json.loads(text)["users"]}
    sheets = model("worksheet").objects
    return Desk(
        signed_in(OPERATOR, passwords[OPERATOR]),
        signed_in(ASSESSOR, passwords[ASSESSOR]),
        sheets.get(district__code=DRAFT_OF),
        sheets.filter(state="under_review").order_by("district__code")[0],
    )


def signed_in(username: str, password: str) -> Client:
    client = Client()
    answer = client.post(address("sign_in"), {"username": username, "password": password})
    if answer.status_code != 302:
        raise SystemExit(f"{username} cannot sign in: {answer.status_code}")
    return client


@contextmanager
def counted(**codes: CodeType) -> Iterator[Counter[str]]:
    """How often each of these functions is called, by whatever name its callers know it."""
    names, calls = {code: name for name, code in codes.items()}, Counter[str]()

    def notice(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code in names:
            calls[names[frame.f_code]] += 1

    sys.setprofile(notice)
    try:
        yield calls
    finally:
        sys.setprofile(None)


def entry_of_engine() -> CodeType:
    code: CodeType = getattr(import_module(ENGINE[0]), ENGINE[1]).__code__
    return code


def counts(name: str, words: str, act: Callable[[], Any]) -> Iterator[dict[str, Any]]:
    codes = {"scorings": entry_of_engine(), "forms": BaseForm.__init__.__code__}
    with CaptureQueriesContext(connection) as queries, counted(**codes) as calls:
        checked(act())
    statements = [query["sql"] for query in queries if not query["sql"].startswith(TRANSACTION)]
    yield {
        "name": f"{name}-statements",
        "words": f"statements of {words}",
        "value": len(statements),
        "goal": 14,
        "places": statements,
    }
    yield {"name": f"{name}-scorings", "words": f"scorings of {words}", "value": calls["scorings"], "goal": 2}
    yield {"name": f"{name}-forms", "words": f"forms built by {words}", "value": calls["forms"]}


def checked(answer: Any) -> None:
    if answer.status_code != 200:
        raise SystemExit(f"{answer.request['PATH_INFO']} answers {answer.status_code}")


def costs(desk: Desk) -> Iterator[dict[str, Any]]:
    prepared: dict[str, Callable[[], Callable[[], Any]]] = {
        "small": lambda: desk.small,
        "save": desk.save,
        "judge": desk.judge,
        "aspect": lambda: desk.aspect,
        "whole": lambda: desk.whole,
    }
    spent: dict[str, list[float]] = {name: [] for name in prepared}
    for turn in range(WARM + ROUNDS):
        for name, prepare in prepared.items():
            work = timed(prepare())
            if turn >= WARM:
                spent[name].append(work)
    middle = {name: median(times) for name, times in spent.items()}
    words = {
        "save": "a row save, as small pages",
        "judge": "a judgement",
        "aspect": "a page of 26 rows",
        "whole": "the page of all 53 rows",
    }
    for name, title in words.items():
        yield {
            "name": f"cost-{name}",
            "words": title,
            "value": round(middle[name] / middle["small"], 2),
            "goal": 2.5 if name == "save" else None,
            "details": [f"{1000 * middle[name]:.1f} ms beside {1000 * middle['small']:.1f} ms"],
        }


def timed(act: Callable[[], Any]) -> float:
    gc.collect()  # so that nobody pays for what another left
    began = process_time()
    answer = act()
    work = process_time() - began
    checked(answer)
    return work


def main() -> None:
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        desk = make_desk()
        for warm in (desk.small(), desk.save()(), desk.judge()()):
            checked(warm)
        figures = [
            *counts("save", "a row save", desk.save()),
            *counts("judge", "a judgement", desk.judge()),
            *costs(desk),
        ]
    finally:
        teardown_databases(databases, verbosity=0)
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
