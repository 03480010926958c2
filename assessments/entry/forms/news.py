"""What an entry page says when it asks for news: the state and the rows that it shows."""

from django import forms


class NewsForm(forms.Form):
    """`seen` is the worksheet's state as shown; `marks` are "code:mark" of each row, apart by spaces."""

    seen = forms.CharField(required=False, max_length=40)
    marks = forms.CharField(required=False, max_length=10_000)

    def clean_marks(self) -> dict[str, str]:
        mark_pairs = (pair.partition(":") for pair in self.cleaned_data["marks"].split())
        return {code: mark for code, _, mark in mark_pairs}
