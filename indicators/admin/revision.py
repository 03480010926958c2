"""Published revisions: to be read, never to be changed."""

from typing import Any

from django.contrib import admin

from indicators.models import Revision
from kinerja.accounts.requests import Request

from .province_scope import OwnProvince


@admin.register(Revision)
class RevisionAdmin(OwnProvince, admin.ModelAdmin):
    list_display = ("instrument", "no", "state", "effect", "published_at", "sha256")
    list_select_related = ("instrument",)

    def has_add_permission(self, request: Request) -> bool:
        return False

    def has_change_permission(self, request: Request, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Request, obj: Any = None) -> bool:
        return False
