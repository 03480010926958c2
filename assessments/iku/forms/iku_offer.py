"""What an operator confirms when a row takes its figures from IKU."""

from django import forms


class TakeForm(forms.Form):
    """The figures that were read, and the row's version that they stood beside."""

    achieved = forms.IntegerField(min_value=0, max_value=1000)
    total = forms.IntegerField(min_value=0, max_value=1000)
    version = forms.IntegerField(min_value=0)

    @property
    def seen(self) -> tuple[int, int]:
        return self.cleaned_data["achieved"], self.cleaned_data["total"]
