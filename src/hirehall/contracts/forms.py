"""Forms of what every engagement shares. They parse what was typed; what is allowed is for the actions to say."""

from __future__ import annotations

from django import forms

from hirehall.foundation.money import Money, parse


class ExtraForm(forms.Form):
    """How much a bonus or a tip is, and a word with it."""

    amount = forms.CharField(
        max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    )
    note = forms.CharField(
        label="A word with it",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Both sides see it.",
    )

    def money(self, currency: str) -> Money | None:
        """The amount as typed, or None after noting at the field what is wrong."""
        try:
            return parse(self.cleaned_data["amount"], currency)
        except ValueError:
            self.add_error("amount", f"Write an amount like 50 or 50.50 (in {currency}).")
            return None
