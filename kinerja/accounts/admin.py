"""People and their memberships in the admin, for superusers. Nobody types another's password here."""

from typing import Any

import django.contrib.auth.admin  # noqa: F401  its import registers Group, which is taken away below
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from kinerja.accounts import roster_views, services
from kinerja.accounts.audit import log_account_event
from kinerja.accounts.forms import AssignForm
from kinerja.accounts.models import Membership, User
from kinerja.accounts.people_views import link_page
from kinerja.accounts.requests import user_of
from kinerja.fields import IndonesianDateField, NipField
from kinerja.regions.models import Province, Regency

admin.site.unregister(Group)  # rights follow from memberships alone


class PersonAdminForm(forms.ModelForm):
    nip = NipField(label="NIP", required=False)

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).lower()


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    formfield_overrides = {models.DateField: {"form_class": IndonesianDateField}}
    autocomplete_fields = ("province", "regency", "district")


class InProvince(admin.SimpleListFilter):
    """People by the province of what they do."""

    title, parameter_name = "provinsi", "provinsi"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(it.code, it.name) for it in Province.objects.all()]

    def queryset(self, request: HttpRequest, people: QuerySet[User]) -> QuerySet[User]:
        return people.filter(held_in(self.value(), "province")) if self.value() else people


class InRegency(admin.SimpleListFilter):
    """People by kabupaten or kota, once a province is chosen."""

    title, parameter_name = "kabupaten/kota", "kabupaten"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        province_code = request.GET.get("provinsi", "").replace("\0", "")
        regencies = Regency.objects.filter(province__code=province_code) if province_code else []
        return [(it.code, it.name) for it in regencies]

    def queryset(self, request: HttpRequest, people: QuerySet[User]) -> QuerySet[User]:
        return people.filter(held_in(self.value(), "regency")) if self.value() else people


def held_in(code: str | None, kind: str) -> Q:
    """People with a membership in force or to come in the province or kabupaten with this code."""
    ways: dict[str, tuple[str, ...]] = {
        "province": ("province", "regency__province", "district__regency__province"),
        "regency": ("regency", "district__regency"),
    }
    region_condition = Q()
    for way in ways[kind]:
        region_condition |= Q(**{f"{way}__code": (code or "").replace("\0", "")})
    return Q(pk__in=Membership.objects.unended().filter(region_condition).values("user"))


@admin.register(User)
class PersonAdmin(admin.ModelAdmin):
    """A person signs in after setting a password by the link that the action makes."""

    form = PersonAdminForm
    inlines = (MembershipInline,)
    list_display = ("username", "name", "roles", "is_active", "last_login")
    list_filter = ("is_active", "is_superuser", "memberships__role", InProvince, InRegency)
    search_fields = ("username", "name", "email", "nip")
    fields = (
        ("username", "name"),
        ("nip", "position", "rank"),
        "email",
        ("is_active", "is_superuser", "must_change_password"),
        ("last_login", "first_password_until"),
    )
    readonly_fields = ("last_login", "first_password_until")
    actions = ("make_link", "assign", "switch_off", "switch_on")

    def get_urls(self) -> list[URLPattern]:
        views = (
            ("impor/", roster_views.admin_import, "import"),
            ("impor/templat.xlsx", roster_views.admin_template, "template"),
            ("impor/kata-sandi.xlsx", roster_views.admin_passwords, "passwords"),
        )
        own_paths = [
            path(route, self.admin_site.admin_view(view), name=f"accounts_user_{name}")
            for route, view, name in views
        ]
        return [*own_paths, *super().get_urls()]

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
        if not obj.is_active:
            services.end_sessions([obj.pk])

    @admin.display(description="peran")
    def roles(self, person: User) -> str:
        return ", ".join(it.get_role_display() for it in person.memberships.all())

    @admin.action(description="Buat tautan kata sandi untuk satu orang", permissions=("change",))
    def make_link(self, request: HttpRequest, people: QuerySet[User]) -> HttpResponse | None:
        active_people = people.filter(is_active=True)
        if active_people.count() == 1:
            return link_page(request, active_people.get(), back="admin:accounts_user_changelist")
        messages.error(request, "Pilih satu orang yang aktif.")
        return None

    @admin.action(description="Nonaktifkan akun…", permissions=("change",))
    def switch_off(self, request: HttpRequest, people: QuerySet[User]) -> HttpResponse | None:
        other_people = people.exclude(pk=user_of(request).pk)
        return self.switched(request, other_people, "switch_off", "Nonaktifkan akun", active=False)

    @admin.action(description="Aktifkan akun…", permissions=("change",))
    def switch_on(self, request: HttpRequest, people: QuerySet[User]) -> HttpResponse | None:
        return self.switched(request, people, "switch_on", "Aktifkan akun", active=True)

    def switched(
        self, request: HttpRequest, people: QuerySet[User], action: str, title: str, *, active: bool
    ) -> HttpResponse | None:
        """Ask first; then switch all of them at once."""
        people_to_switch = list(people.filter(is_active=not active))
        if not people_to_switch:
            messages.warning(request, "Tidak ada akun yang berubah. Akun Anda sendiri tidak dinonaktifkan.")
            return None
        if "confirmed" not in request.POST:
            return self.confirm(request, people_to_switch, action, title)
        services.set_active(people=people_to_switch, active=active)
        event, deed_word = (
            ("account_enabled", "diaktifkan") if active else ("account_disabled", "dinonaktifkan")
        )
        self.note(request, people_to_switch, event, deed_word.capitalize())
        messages.success(request, f"{len(people_to_switch)} akun {deed_word}.")
        return None

    @admin.action(description="Beri peran dan wilayah…", permissions=("change",))
    def assign(self, request: HttpRequest, people: QuerySet[User]) -> HttpResponse | None:
        """One role in one region for all of them; who holds it already keeps it as it is."""
        form = AssignForm(request.POST if "confirmed" in request.POST else None)
        if not form.is_valid():
            return self.confirm(request, list(people), "assign", "Beri peran dan wilayah", form)
        given_count = services.give_all(people=people, membership=form.membership)
        self.note(request, given_count, "membership_given", f"Diberi peran {form.membership}")
        messages.success(request, f"{len(given_count)} orang menjadi {form.membership}.")
        return None

    def confirm(
        self, request: HttpRequest, people: list[User], action: str, title: str, form: Any = None
    ) -> HttpResponse:
        context = self.admin_site.each_context(request) | {
            "opts": User._meta,
            "title": title,
            "people": people,
            "action": action,
            "form": form,
        }
        status = 422 if form is not None and form.errors else 200
        return render(request, "admin/accounts/user/confirm.html", context, status=status)

    def note(self, request: HttpRequest, people: list[User], event: str, message: str) -> None:
        """In the history of each person, and in the trail."""
        for person in people:
            self.log_change(request, person, message)
            log_account_event(request, event, username=person.username)
