"""What the admin allows follows from memberships, so a right removed is gone on the next request."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from kinerja.accounts.models import Membership, Role, User

# The rooms, and of the worksheets' room the tables, that instrument admins edit; of their own province only,
# as the queries of the admin say.
ROOMS = {"indicators", "iku"}
PERIODS = {
    f"assessments.{action}_{model}"
    for action in ("view", "add", "change", "delete")
    for model in ("period", "stage", "window")
}


class RoleBackend(ModelBackend):
    """Signs in by password and lets instrument admins edit instruments and periods in the admin."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Nobody whose account is switched off, or whose first password waited too long to be changed."""
        return super().user_can_authenticate(user) and not user.first_password_over

    def get_user(self, user_id: Any) -> User | None:
        """Who is signed in, with the memberships in force, of which every page asks; one query."""
        members = list(Membership.objects.active().with_regions().select_related("user").filter(user=user_id))
        user = members[0].user if members else super().get_user(user_id)
        if not isinstance(user, User) or not self.user_can_authenticate(user):
            return None
        user.active_memberships = members
        return user

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        is_for_instrument_admins = perm.split(".", 1)[0] in ROOMS or perm in PERIODS
        if is_for_instrument_admins and is_instrument_admin(user_obj):
            return True
        return super().has_perm(user_obj, perm, obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        if app_label in ROOMS | {"assessments"} and is_instrument_admin(user_obj):
            return True
        return super().has_module_perms(user_obj, app_label)


def is_instrument_admin(user: Any) -> bool:
    return isinstance(user, User) and user.is_active and user.has_role(Role.INSTRUMENT_ADMIN)
