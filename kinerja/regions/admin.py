"""Regions in the admin, found by code or name. The yearly profile is in the room that knows its effect."""

from django.contrib import admin

from kinerja.regions.models import District, Province, Regency


@admin.register(Province)
class ProvinceAdmin(admin.ModelAdmin):
    list_display = ("code", "name", "time_zone")
    search_fields = ("code", "name")


@admin.register(Regency)
class RegencyAdmin(admin.ModelAdmin):
    list_display = ("code", "name", "province")
    list_filter = ("province",)
    list_select_related = ("province",)
    search_fields = ("code", "name")
    autocomplete_fields = ("province",)


@admin.register(District)
class DistrictAdmin(admin.ModelAdmin):
    list_display = ("code", "name", "regency")
    list_filter = ("regency__province",)
    list_select_related = ("regency",)
    search_fields = ("code", "name", "regency__name")
    autocomplete_fields = ("regency",)
