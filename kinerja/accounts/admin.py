"""People and their memberships in the admin, for superusers. Nobody types another's password here."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import Group  # its import registers Group, which is taken away below
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from kinerja.accounts.models import Membership, User
from kinerja.accounts.people_views import link_page
from kinerja.fields import IndonesianDateField, NipField

admin.site.unregister(Group)  # rights follow from memberships alone


class PersonAdminForm(forms.ModelForm):
    nip = NipField(label="NIP", required=False)

    def clean_username(self) -> str:
        return self.cleaned_data["username"].lower()


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    formfield_overrides = {models.DateField: {"form_class": IndonesianDateField}}
    autocomplete_fields = ("province", "regency", "district")


@admin.register(User)
class PersonAdmin(admin.ModelAdmin):
    """A person signs in after setting a password by the link that the action makes."""

    form = PersonAdminForm
    inlines = (MembershipInline,)
    list_display = ("username", "name", "roles", "is_active", "last_login")
    list_filter = ("is_active", "is_superuser", "memberships__role")
    search_fields = ("username", "name", "email", "nip")
    fields = (
        ("username", "name"),
        ("nip", "position", "rank"),
        "email",
        ("is_active", "is_superuser", "must_change_password"),
        "last_login",
    )
    readonly_fields = ("last_login",)
    actions = ("make_link",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("memberships")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False  # what somebody did keeps their name; switch the account off instead

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    @admin.display(description="peran")
    def roles(self, person: User) -> str:
        return ", ".join(it.get_role_display() for it in person.memberships.all())

    @admin.action(description="Buat tautan kata sandi untuk satu orang", permissions=("change",))
    def make_link(self, request: HttpRequest, people: QuerySet[User]) -> HttpResponse | None:
        active = people.filter(is_active=True)
        if active.count() == 1:
            return link_page(request, active.get(), back="admin:accounts_user_changelist")
        messages.error(request, "Pilih satu orang yang aktif.")
        return None
