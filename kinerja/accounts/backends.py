"""What the admin allows follows from memberships, so a right removed is gone on the next request."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from kinerja.accounts.models import Role, User

EDITED_BY_INSTRUMENT_ADMINS = ("indicators", "iku")


class RoleBackend(ModelBackend):
    """Signs in by password and lets instrument admins edit the instruments and templates in the admin."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        app = perm.split(".", 1)[0]
        if app in EDITED_BY_INSTRUMENT_ADMINS and is_instrument_admin(user_obj):
            return True
        return super().has_perm(user_obj, perm, obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        if app_label in EDITED_BY_INSTRUMENT_ADMINS and is_instrument_admin(user_obj):
            return True
        return super().has_module_perms(user_obj, app_label)


def is_instrument_admin(user: Any) -> bool:
    return isinstance(user, User) and user.is_active and user.has_role(Role.INSTRUMENT_ADMIN)
