"""Forms around a freelancer's own clients."""

from __future__ import annotations

from typing import Any

from django import forms

from hirehall.market.forms.fields import AmountField

TRAP = "website"


class AskQuoteForm(forms.Form):
    """What somebody needs, and who they are unless they are signed in. ``website`` is a trap that people never see."""

    name = forms.CharField(
        max_length=80, label="Your name", widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label="Your e-mail", widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="We mail you one link to confirm the request.",
    )  # fmt: skip
    need = forms.CharField(
        min_length=20, max_length=4000, label="What do you need?", widget=forms.Textarea(attrs={"rows": 6}),
        help_text="What is to be done, and what is there already.",
    )  # fmt: skip
    wanted_by = forms.DateField(
        required=False, label="Wanted by", widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, currency: str, signed_in: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["budget"] = AmountField(currency=currency, required=False, label=f"Budget in {currency}")
        self.order_fields(["name", "email", "need", "budget", "wanted_by"])
        if signed_in:
            del self.fields["name"], self.fields["email"]

    @property
    def is_trapped(self) -> bool:
        """Whether the field that nobody sees was filled in: only programs do that."""
        return bool(self.data.get(TRAP))


class InviteClientForm(forms.Form):
    name = forms.CharField(max_length=80, label="Their name")
    email = forms.EmailField(label="Their e-mail", help_text="It is used for this invitation only.")
    words = forms.CharField(
        min_length=10, max_length=1000, label="Your first words", widget=forms.Textarea(attrs={"rows": 4}),
        help_text="They stand in the mail, with your name.",
    )  # fmt: skip


class AcceptInvitationForm(forms.Form):
    need = forms.CharField(
        max_length=4000, required=False, label="What do you need?", widget=forms.Textarea(attrs={"rows": 5}),
        help_text="You may also leave it empty and talk first.",
    )  # fmt: skip
