"""The data model as a page, drawn from the models: python -m bench.data_model > docs/pengembang/data.md

Every model with its fields; a relation names its model. A test holds that the page is what this prints.
"""

import os
from collections.abc import Iterator

import django
from django.apps import apps
from django.db.models import Field, Model

OURS = ("regions", "accounts", "indicators", "assessments", "iku")
HEAD = """# Model data

Drawn from the models by `make data-model`, not written by hand. Enumerations: [istilah.md](istilah.md).
Histories of the instruments' workspace (`Historical…`) mirror their models and are left out.
"""


def page() -> str:
    return "\n".join([HEAD, *(line for label in OURS for line in app_lines(label))])


def app_lines(label: str) -> Iterator[str]:
    config = apps.get_app_config(label)
    yield f"## {config.verbose_name} (`{config.name}`)\n"
    for model in config.get_models():
        if not model.__name__.startswith("Historical"):
            yield from model_lines(model)


def model_lines(model: type[Model]) -> Iterator[str]:
    yield f"### `{model.__name__}`: {model._meta.verbose_name}\n"
    yield (model.__doc__ or "").strip().split("\n\n")[0].replace("\n    ", " ") + "\n"
    yield "| field | type | meaning |"
    yield "|---|---|---|"
    for field in model._meta.fields:
        yield f"| `{field.name}` | {type_of(field)} | {field.verbose_name} |"
    for constraint in model._meta.constraints:
        yield f"\nConstraint: `{constraint.name}`"
    yield ""


def type_of(field: "Field[object, object]") -> str:
    """The field's kind, where it leads, and whether it may be null."""
    target = field.related_model
    kind = type(field).__name__.removesuffix("Field")
    words = f"→ `{target.__name__}`" if isinstance(target, type) else kind
    return words + (", null" if field.null else "")


def main() -> None:
    os.environ.setdefault("KINERJA_MODE", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    print(page(), end="")


if __name__ == "__main__":
    main()
