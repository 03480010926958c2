"""A finalised worksheet by the other ways in: files that are brought in, and the admin.

All refused, and every table stands as it stood; the same files change an open one.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from assessments.models import Event, Judgement, Layer, LayerScore, Period, Stage, WorkbookUpload, Worksheet
from assessments.workflow import State
from indicators.editions.sheets import sheet_of
from tests.builders.made_files import zipped
from tests.builders.old_forms import HEADINGS, PLACE, TITLE, workbook
from tests.builders.sent_workbooks import set_cells
from tests.builders.uploading import changes_token, confirm, edited, send
from tests.cast import Cast
from tests.town import Town, make_town, state

MODELS = sorted(
    (it for it in admin.site._registry if it._meta.app_label == "assessments"), key=lambda it: it._meta.label
)
# What of the period and its stages may still change after a result: words, days, and who sees it.
FREE = {"name", "help_contact", "visibility", "holidays"}


@pytest.fixture
def town(cast: Cast, settings: LazySettings, tmp_path: Path) -> Town:
    settings.MEDIA_ROOT = tmp_path
    return make_town(cast)


def finalise(town: Town) -> Worksheet:
    """As though Bendo's result had been decided, with a judgement and a score behind it."""
    bendo = town.sheets["bendo"]
    stage = bendo.stage
    Stage.objects.get_or_create(
        period=stage.period, no=4, kind="desk", name="Penilaian", instrument=stage.instrument
    )
    Judgement.objects.create(
        worksheet=bendo,
        code="i1",
        layer=Layer.DESK,
        verdict="agrees",
        values={"n": "18", "d": "32"},
        entry_version=1,
        judged_at=stage.windows.get().opens,
        judged_by=town.cast.asri,
    )
    LayerScore.objects.create(worksheet=bendo, layer=Layer.DESK, total=54, judged=2, asked=2)
    Worksheet.objects.filter(pk=bendo.pk).update(state=State.FINAL, submitted_at=stage.windows.get().opens)
    bendo.refresh_from_db()
    return bendo


def old_form(sheet: Worksheet) -> bytes:
    """The old official form with 20 of 32 on the first row."""
    spec = sheet_of(sheet.revision_id).by_code["i1"]
    rows = [["", "", spec.text, "", "", "20"], ["", "", spec.inputs[1].label, "", "", "32"]]
    return workbook([[TITLE], [PLACE], list(HEADINGS), *rows])


def book(sheet: Worksheet) -> bytes:
    return edited(sheet, set_cells({"i1/n": 20, "i1/d": 32}))


def upload_of(sheet: Worksheet, browser: Client) -> Any:
    return send(browser, sheet, book(sheet))


def old_form_of(sheet: Worksheet, browser: Client) -> Any:
    form = {"file": SimpleUploadedFile("lama.xlsx", old_form(sheet))}
    return browser.post(reverse("old_form", args=(sheet.pk,)), form)


def bulk_of(sheet: Worksheet, browser: Client) -> Any:
    file = SimpleUploadedFile("kecamatan.zip", zipped({"bendo.xlsx": book(sheet)}))
    return browser.post(reverse("workbook_bulk"), {"file": file})


@pytest.mark.parametrize("way", [upload_of, old_form_of, bulk_of])
@pytest.mark.parametrize("who", ["sari", "camat", "vera", "asri", "root_user"])
def test_no_file_is_brought_into_a_finalised_worksheet(town: Town, way: Any, who: str) -> None:
    bendo = finalise(town)
    before = state()

    answered = way(bendo, town.browser(who))

    assert answered.status_code in (200, 403, 404, 422)
    if answered.status_code == 200:  # the report of a ZIP says why
        assert "tidak dapat diterapkan" in answered.content.decode()
    assert state() == before


def test_what_waited_for_its_confirmation_is_refused_too(town: Town) -> None:
    bendo, sari = town.sheets["bendo"], town.browser("sari")
    preview = upload_of(bendo, sari)["Location"]
    shown = [row.seen for row in sari.get(preview).context["plan"].rows]
    changes = changes_token(old_form_of(bendo, sari))
    finalise(town)
    before = state()

    for answered in (
        sari.post(preview, {"row": shown}),
        sari.post(reverse("old_form", args=(bendo.pk,)), {"changes": changes}),
        sari.post(reverse("old_form", args=(bendo.pk,)), {"changes": changes, "replace": "1"}),
    ):
        assert answered.status_code in (403, 409, 422)
        assert state() == before


@pytest.mark.parametrize("more", [[], ["--timpa"], ["--dry-run"]])
def test_the_command_changes_nothing_of_it(town: Town, tmp_path: Path, more: list[str]) -> None:
    bendo = finalise(town)
    file = tmp_path / "lama.xlsx"
    file.write_bytes(old_form(bendo))
    before = state()

    refused = pytest.raises(CommandError, match="tidak dapat diubah")
    with refused if "--timpa" in more else nullcontext():
        call_command("import_worksheet", str(file), "--kecamatan", "35.20.10", "--oleh", "sari", *more)
    assert state() == before


def test_the_same_files_change_an_open_one(town: Town, tmp_path: Path) -> None:
    """Otherwise the tests above would show nothing."""
    bendo, sari = town.sheets["bendo"], town.browser("sari")
    before = bendo.entries.get(code="i1").values

    def after(act: Any) -> dict[str, Any]:
        with transaction.atomic():
            act()
            found: dict[str, Any] = bendo.entries.get(code="i1").values
            transaction.set_rollback(True)
        return found

    def by_command() -> None:
        file = tmp_path / "lama.xlsx"
        file.write_bytes(old_form(bendo))
        call_command("import_worksheet", str(file), "--kecamatan", "35.20.10", "--oleh", "sari", "--timpa")

    assert before == {"n": "18", "d": "32"}
    assert after(lambda: confirm(sari, upload_of(bendo, sari)["Location"]))["n"] == "20"
    assert after(by_command) != before
    with transaction.atomic():
        bulk_of(bendo, town.browser("asri"))
        assert WorkbookUpload.objects.filter(by=town.cast.asri, worksheet=bendo).exists()
        transaction.set_rollback(True)


# --- The admin ---------------------------------------------------------------------------------------------


def place(model: type[Model], action: str, row: Model | None = None) -> str:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{action}"
    return reverse(name, args=[row.pk] if row else [])


def initial(browser: Client, url: str) -> dict[str, Any]:
    """What the form at `url` would send if nothing were changed; nothing where there is no form."""
    page = browser.get(url)
    if page.status_code != 200 or "adminform" not in page.context:
        return {}
    form = page.context["adminform"].form
    forms = [form, *(it for one in page.context["inline_admin_formsets"] for it in one.formset.forms)]
    forms += [one.formset.management_form for one in page.context["inline_admin_formsets"]]
    return dict(sent for it in forms for sent in said_by(it))


def said_by(form: Any) -> Iterator[tuple[str, Any]]:
    for field in form:
        value = field.value()
        widgets = getattr(field.field.widget, "widgets", None)
        if widgets:  # a moment is asked for in two parts
            parts = field.field.widget.decompress(value)
            yield from ((f"{field.html_name}_{no}", "" if it is None else it) for no, it in enumerate(parts))
        elif not isinstance(value, bool) or value:
            yield field.html_name, "" if value is None else getattr(value, "pk", value)


def other(name: str, value: Any, town: Town) -> str:
    """Another value of the same kind."""
    known = {
        "owner": town.cast.places.other_province.pk,
        "instrument": town.instrument.pk,
        "tie_keys": '["submitted_at"]',
        "grades": '[["Baik", "0"]]',
        "titles": '["Satu"]',
        "holidays": '["2030-01-01"]',
        "visibility": "nothing",
        "kind": "regency",
        "district": town.cast.places.neighbour.pk,
    }
    if name in known:
        return str(known[name])
    return str(int(value) + 1) if str(value).isdigit() else f"{value} lain"


def rows_of(bendo: Worksheet) -> list[Model]:
    """All that the admin shows of a finalised worksheet."""
    stages = Stage.objects.filter(period=bendo.stage.period)
    return [
        bendo,
        bendo.profile,
        bendo.stage.period,
        *stages,
        *Event.objects.filter(worksheet_id=bendo.pk)[:2],
    ]


def test_the_admin_changes_nothing_of_a_finalised_worksheet(town: Town) -> None:
    bendo = finalise(town)
    root, before, tried = town.browser("root_user"), state(), 0

    for row in rows_of(bendo):
        url = place(type(row), "change", row)
        body = initial(root, url)
        names = [name for name in body if "-" not in name and name not in FREE]
        changes = [{name: other(name, body[name], town)} for name in names]
        changes += [{"state": "draft", "claim_total": "99", "desa": "3", "subject": "Lain", "owner": "x"}]
        for change in changes:
            with transaction.atomic():
                root.post(url, body | change)
                assert differing(before, state()) == set(), (url, change)
                transaction.set_rollback(True)
            tried += 1

    assert tried >= 7


def differing(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {label for label, rows in after.items() if rows != before[label]}


def test_the_admin_deletes_nothing_of_it(town: Town) -> None:
    bendo = finalise(town)
    root, before = town.browser("root_user"), state()

    for row in rows_of(bendo):
        model = type(row)
        act = {"action": "delete_selected", "_selected_action": str(row.pk), "post": "yes"}
        for url, body in (
            (place(model, "delete", row), {"post": "yes"}),
            (place(model, "changelist"), act),
        ):
            with transaction.atomic():
                answered = root.post(url, body)
                assert answered.status_code in (200, 302, 403), url
                assert differing(before, state()) == set(), (url, model)
                transaction.set_rollback(True)


def test_no_action_of_the_admin_changes_it(town: Town) -> None:
    bendo = finalise(town)
    root, before, tried = town.browser("root_user"), state(), []

    for row in rows_of(bendo):
        model = type(row)
        for name in actions_of(model):
            body = {"action": name, "_selected_action": str(row.pk)}
            with transaction.atomic():
                root.post(place(model, "changelist"), body)
                after = state()
                transaction.set_rollback(True)
            assert differing(before, after) == set(), (model, name)
            tried.append(name)
    assert "open_all" in tried


def actions_of(model: type[Model]) -> list[str]:
    found = admin.site._registry[model].actions
    return [it if isinstance(it, str) else it.__name__ for it in found]


def test_nothing_of_a_worksheet_is_added_by_the_admin(town: Town) -> None:
    finalise(town)
    root, before = town.browser("root_user"), state()

    for model in MODELS:
        if model in (Period, Stage):  # another period's are no matter of this one
            continue
        with transaction.atomic():
            answered = root.post(place(model, "add"), {"worksheet": "x", "state": "draft", "district": "x"})
            assert answered.status_code in (200, 403)
            assert differing(before, state()) == set(), model
            transaction.set_rollback(True)


def test_before_a_result_period_and_stage_are_open(town: Town) -> None:
    """Otherwise the tests above would show nothing."""
    root = town.browser("root_user")
    period = town.sheets["bendo"].stage.period
    url = place(Period, "change", period)

    root.post(url, initial(root, url) | {"tie_keys": '["submitted_at"]'})

    period.refresh_from_db()
    assert period.tie_keys == ["submitted_at"]
