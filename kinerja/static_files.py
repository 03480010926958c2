"""Where static files come from, and which of them are worth compressing."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

BOOTSTRAP = ("css/bootstrap.min.css", "css/bootstrap.min.css.map")
ON_EVERY_PAGE = ("bootstrap/", "css/", "js/", "django_htmx/", "img/")


class BootstrapFinder(BaseFinder):
    """Finds the files of Bootstrap that are used; its package is no app."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.BOOTSTRAP_DIR)
        self.storage.prefix = "bootstrap"  # type: ignore[attr-defined]  # finders look for it

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        name = path.removeprefix("bootstrap/")
        paths = [self.storage.path(name)] if path != name and name in BOOTSTRAP else []
        return paths if find_all else (paths[0] if paths else [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Any:
        for name in BOOTSTRAP:
            yield name, self.storage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise brings no types
    """Hashed names for all, compressed copies of what people load on every page.

    Compressing the admin's thousand files as well takes twenty seconds and serves nobody.
    """

    def compress_files(self, paths: Iterable[str]) -> Iterator[Any]:
        paths_on_every_page = [
            path for path in paths if path.startswith(ON_EVERY_PAGE) and not path.endswith(".map")
        ]
        return iter(super().compress_files(paths_on_every_page))
