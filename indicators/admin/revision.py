"""Published revisions: to be read, never to be changed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from indicators.models import Revision

from .province_scope import OwnProvince


@admin.register(Revision)
class RevisionAdmin(OwnProvince, admin.ModelAdmin):
    list_display = ("instrument", "no", "state", "effect", "published_at", "sha256")
    list_select_related = ("instrument",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
