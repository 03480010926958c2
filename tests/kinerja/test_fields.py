"""The form fields: Indonesian in, exact values out, and what was typed stays when it is refused."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminIntegerFieldWidget
from django.db import models

from kinerja.fields import IndonesianDateField, NipField, NumberField
from kinerja.numbers import Kind

NIP = "196804071989031006"


class AnswerForm(forms.Form):
    """A form as pages and admin have them, with a field of each kind."""

    count = NumberField(kind=Kind.COUNT, required=False)
    share = NumberField(kind=Kind.PERCENT, min_value=0, max_value=100, required=False)
    budget = NumberField(kind=Kind.RUPIAH, required=False)
    growth = NumberField(signed=True, required=False)
    day = IndonesianDateField(required=False)
    nip = NipField(required=False)


def outcome(field, typed):
    """The field's value for what was typed, or the sentences that refuse it."""
    try:
        return field.clean(typed)
    except forms.ValidationError as refusal:
        return refusal.messages


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("count", "1.234", Decimal(1234)),
        ("share", "93,5 %", Decimal("93.5")),
        ("budget", "Rp3.659.837.085", Decimal(3659837085)),
        ("growth", "-2,5", Decimal("-2.5")),
        ("count", "", None),
        ("count", " \u00a0", None),
        ("day", "17 Agustus 2025", date(2025, 8, 17)),
        ("day", "2025-08-17", date(2025, 8, 17)),
        ("day", "  ", None),
        ("nip", "19680407 198903 1 006", NIP),
        ("nip", " ", ""),
    ],
)
def test_what_is_typed_becomes_an_exact_value(name, typed, value):
    form = AnswerForm({name: typed})
    assert form.is_valid()
    assert form.cleaned_data[name] == value


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("count", "1,5", "Tulis bilangan bulat, misalnya 1."),
        ("share", "71.4", "Tulis desimal dengan koma: 71,4."),
        ("share", "100,1", "Paling besar 100."),
        ("budget", "-5", "Tulis tanpa tanda minus: 5."),
        ("growth", "5%", "Tulis tanpa tanda %: 5."),
        ("day", "08/17/2025", "Tulis hari dulu, lalu bulan dan tahun: 17 Agustus 2025."),
        ("nip", "1968", "Tulis 18 angka NIP, misalnya 19680407 198903 1 006."),
    ],
)
def test_a_refused_text_stays_in_its_input_with_the_sentence_beside_it(name, typed, said):
    form = AnswerForm({name: typed})
    assert form.errors == {name: [said]}
    assert form[name].value() == typed
    assert f'value="{typed}"' in str(form[name])


@pytest.mark.parametrize(
    ("field", "said"),
    [
        (NumberField(), "Isi angka ini."),
        (IndonesianDateField(), "Isi tanggal ini."),
        (NipField(), "Isi NIP."),
    ],
)
def test_an_empty_required_field_says_what_to_fill_in(field, said):
    assert outcome(field, " ") == [said]


def test_zero_is_an_answer_and_empty_is_none():
    assert outcome(NumberField(), "0") == Decimal(0)
    assert outcome(NumberField(required=False), "") is None


def test_stored_values_are_shown_in_indonesian():
    stored = {
        "count": 1234,
        "share": Decimal("93.500000"),
        "budget": Decimal(3659837085),
        "growth": Decimal("-0.25"),
        "day": date(2025, 8, 17),
        "nip": NIP,
    }
    form = AnswerForm(initial=stored)
    assert {name: form[name].value() for name in stored} == {
        "count": "1.234",
        "share": "93,5",
        "budget": "3.659.837.085",
        "growth": "-0,25",
        "day": "17 Agustus 2025",
        "nip": "19680407 198903 1 006",
    }


def test_a_field_without_a_value_is_shown_empty():
    form = AnswerForm()
    assert [form[name].value() for name in form.fields] == [None] * 6
    assert "value=" not in str(form["count"])


def test_a_form_sent_back_as_it_was_shown_has_not_changed():
    stored = {"count": 12, "share": Decimal("93.50"), "day": date(2025, 8, 17), "nip": NIP, "budget": None}
    shown = AnswerForm(initial=stored)
    form = AnswerForm({name: shown[name].value() for name in shown.fields}, initial=stored)
    assert form.changed_data == []


@pytest.mark.parametrize(
    ("stored", "typed", "changed"),
    [
        (Decimal("1234.50"), "1234,5", False),
        (Decimal("1234.50"), "1.234,51", True),
        (None, "", False),
        (None, "0", True),
        (Decimal(0), "", True),
        (Decimal(5), "lima", True),
    ],
)
def test_a_change_is_a_change_of_value(stored, typed, changed):
    assert NumberField().has_changed(stored, typed) is changed


@pytest.mark.parametrize(
    ("field", "pad"),
    [
        (NumberField(), "decimal"),
        (NumberField(kind=Kind.RUPIAH), "decimal"),
        (NumberField(kind=Kind.COUNT), "numeric"),
        (NumberField(signed=True), "text"),
        (NumberField(kind=Kind.COUNT, widget=AdminIntegerFieldWidget), "numeric"),
        (NipField(), "numeric"),
    ],
)
def test_the_input_is_a_text_input_with_a_fitting_pad(field, pad):
    assert field.widget.input_type == "text"
    assert (field.widget.attrs["inputmode"], field.widget.attrs["autocomplete"]) == (pad, "off")


def test_a_hidden_number_stays_hidden():
    assert NumberField(widget=forms.HiddenInput).widget.input_type == "hidden"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("999,99", Decimal("999.99")),
        ("0,50", Decimal("0.5")),
        ("1,500", Decimal("1.5")),
        ("1,235", ["Tulis paling banyak 2 angka di belakang koma: 1,24."]),
        ("1.000", ["Tulis paling banyak 3 angka di depan koma, misalnya 999."]),
    ],
)
def test_a_model_column_takes_what_it_can_store(typed, expected):
    column = models.DecimalField("bobot", max_digits=5, decimal_places=2)
    assert outcome(column.formfield(form_class=NumberField), typed) == expected


def test_the_zero_in_front_of_the_comma_takes_no_room():
    assert outcome(NumberField(max_digits=2, decimal_places=2), "0,75") == Decimal("0.75")


def test_a_column_without_decimals_says_so():
    field = NumberField(max_digits=3, decimal_places=0)
    assert outcome(field, "12,5") == ["Tulis tanpa angka di belakang koma: 13."]


def test_a_column_with_six_decimals_shows_them_all_and_takes_four():
    field = models.DecimalField(max_digits=9, decimal_places=6).formfield(form_class=NumberField)
    assert field.prepare_value(Decimal("33.333333")) == "33,333333"
    assert outcome(field, "33,3333") == Decimal("33.3333")
    assert outcome(field, "33,333333") == ["Tulis paling banyak 4 angka di belakang koma: 33,3333."]


def test_model_columns_keep_their_label_and_take_options_of_the_admin():
    field = models.IntegerField("jumlah desa", blank=True, null=True).formfield(
        form_class=NumberField, kind=Kind.COUNT, widget=AdminIntegerFieldWidget
    )
    assert (field.label, field.required) == ("Jumlah desa", False)
    assert outcome(field, "1,5") == ["Tulis bilangan bulat, misalnya 1."]


def test_a_disabled_field_keeps_its_value():
    class Locked(forms.Form):
        weight = NumberField(disabled=True, max_digits=5, decimal_places=2)

    form = Locked({"weight": "7"}, initial={"weight": Decimal("1.500000")})
    assert form.is_valid()
    assert (form.cleaned_data, form.changed_data) == ({"weight": Decimal("1.5")}, [])


def test_a_date_is_shown_as_its_widget_needs_it():
    class PickerInput(forms.DateInput):
        input_type = "date"

    day = date(2025, 8, 17)
    assert IndonesianDateField(widget=PickerInput).prepare_value(day) == "2025-08-17"
    assert IndonesianDateField(widget=AdminDateWidget).prepare_value(day) == "17 Agustus 2025"
    assert IndonesianDateField().clean(datetime(2025, 8, 17, 23, 59)) == day


def test_a_nip_typed_with_spaces_fits_a_column_of_eighteen_characters():
    field = models.CharField("NIP", max_length=18).formfield(form_class=NipField)
    assert outcome(field, "19680407 198903 1 006") == NIP
    assert "maxlength" not in field.widget.attrs
    assert not field.has_changed(NIP, "19680407 198903 1 006")
