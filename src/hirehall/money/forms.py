"""What people type about money: parsing only; what is allowed is the rules' business."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from hirehall.foundation import money
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.money import rules
from hirehall.money.models import Destination


def fresh_key() -> str:
    """A one-time key in a money form, so that a double click has one effect."""
    return str(new_id())


class PayoutForm(forms.Form):
    """How much, and where to."""

    key = forms.CharField(widget=forms.HiddenInput, initial=fresh_key, max_length=60)
    currency = forms.CharField(widget=forms.HiddenInput, max_length=3)
    amount = forms.CharField(
        label="Amount",
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    destination = forms.TypedChoiceField(label="To", coerce=UUID)

    def __init__(self, *args: Any, destinations: list[Destination], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["destination"].choices = [  # type: ignore[attr-defined]
            (str(destination.id), f"{destination.hint} ({destination.holder})")
            for destination in destinations
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "amount" in cleaned and "currency" in cleaned:
            try:
                cleaned["money"] = money.parse(cleaned["amount"], cleaned["currency"])
            except (ValueError, KeyError):
                self.add_error("amount", "Write an amount, for example 250 or 250.50.")
        return cleaned

    @property
    def money(self) -> Money:
        asked: Money = self.cleaned_data["money"]
        return asked


class IbanForm(forms.Form):
    """A bank account."""

    kind = forms.CharField(widget=forms.HiddenInput, initial="iban")
    holder = forms.CharField(label="Account holder", max_length=rules.LONGEST_HOLDER)
    number = forms.CharField(
        label="IBAN",
        max_length=60,
        help_text="As it stands on your bank card or statement; spaces do not matter.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class SandboxAccountForm(forms.Form):
    """An account at the practice bank."""

    kind = forms.CharField(widget=forms.HiddenInput, initial="sandbox")
    holder = forms.CharField(label="Account holder", max_length=rules.LONGEST_HOLDER)
    number = forms.ChoiceField(label="Practice account", choices=list(rules.SANDBOX_ACCOUNTS.items()))


class RetryForm(forms.Form):
    """Where to, this time."""

    destination = forms.TypedChoiceField(label="To", coerce=UUID)

    def __init__(self, *args: Any, destinations: list[Destination], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["destination"].choices = [  # type: ignore[attr-defined]
            (str(destination.id), f"{destination.hint} ({destination.holder})")
            for destination in destinations
        ]
