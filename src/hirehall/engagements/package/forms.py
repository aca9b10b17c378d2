"""Forms of the package model: they parse; what is allowed, the actions decide."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from hirehall.engagements.package.operations import OfferContent
from hirehall.engagements.package.rules import LONGEST_ANSWER, MOST_DAYS, REVISIONS_AT_ONCE
from hirehall.files.fields import FilesField
from hirehall.foundation.money import Money, parse
from hirehall.market.queries import OfferedBy


class RequirementsForm(forms.Form):
    """One field for each question of the freelancer, and files."""

    def __init__(self, *args: Any, questions: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        for number, question in enumerate(questions, start=1):
            self.fields[f"answer_{number}"] = forms.CharField(
                label=question, max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 3})
            )
        self.fields["files"] = FilesField(
            purpose="attachment",
            label="Files",
            help_text="What the freelancer needs: texts, pictures, tables.",
        )

    def answers(self) -> tuple[str, ...]:
        return tuple(text for name, text in self.cleaned_data.items() if name.startswith("answer_"))


class DeliveryForm(forms.Form):
    note = forms.CharField(
        label="What you hand over", max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="What is there, where to find it, how to use it.",
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["files"] = FilesField(
            purpose="delivery",
            label="Files",
            help_text="Up to 100 MB each. Kept byte for byte as you send them, and read by the two of you only.",
        )


class RevisionForm(forms.Form):
    text = forms.CharField(
        label="What has to change", max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Say it so that it can be done: where, what is there now, what should be there.",
    )  # fmt: skip


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Why",
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The other side reads it.",
    )


class AnswerForm(forms.Form):
    reason = forms.CharField(
        label="Why you want to go on",
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def amount_in(text: str, currency: str) -> Money | None:
    """An amount as a person types it; None where there is none, or none above zero."""
    try:
        amount = parse(text.strip(), currency)
    except ValueError:
        return None
    return amount if amount.minor > 0 else None


class FirstQuestionForm(forms.Form):
    """The first message of a conversation about a service."""

    text = forms.CharField(
        label="Your question",
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="What you need, by when, and what you would like to know. Answers come under Messages.",
    )


class OfferForm(forms.Form):
    """A custom offer: what, how long, how often it is mended, for how much, and until when it can be taken."""

    title = forms.CharField(label="What you offer", min_length=5, max_length=100)
    scope = forms.CharField(
        label="What it holds", max_length=4_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="So exact that both of you can see when it is done.",
    )  # fmt: skip
    price = forms.CharField(
        label="Price",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    days = forms.IntegerField(label="Days", min_value=1, max_value=MOST_DAYS)
    revisions = forms.IntegerField(
        label="Revisions that are included", min_value=0, max_value=REVISIONS_AT_ONCE, initial=1
    )
    revision_price = forms.CharField(
        label="One more revision", max_length=20, required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        help_text="Leave it empty to sell none beyond those.",
    )  # fmt: skip
    questions = forms.CharField(
        label="What you must know before you begin", required=False, max_length=2_400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One question a line. Without any, your days count from the payment.",
    )  # fmt: skip
    valid_until = forms.DateField(
        label="Valid until", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, currency: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.currency = currency
        self.fields["price"].label = f"Price in {currency}"
        self.fields["revision_price"].label = f"One more revision, in {currency}"

    def clean_price(self) -> Money:
        amount = amount_in(self.cleaned_data["price"], self.currency)
        if amount is None:
            raise forms.ValidationError(f"Write an amount in {self.currency}, like 120 or 120.50.")
        return amount

    def clean_revision_price(self) -> Money | None:
        text = self.cleaned_data["revision_price"]
        amount = amount_in(text, self.currency)
        if text and amount is None:
            raise forms.ValidationError(f"Write an amount in {self.currency}, like 20 or 20.50.")
        return amount

    def content(self) -> OfferContent:
        data = self.cleaned_data
        return OfferContent(
            title=data["title"],
            scope=data["scope"],
            days=data["days"],
            revisions=data["revisions"],
            price=data["price"],
            revision_price=data["revision_price"],
            questions=tuple(data["questions"].splitlines()),
        )


class AnswerOfferForm(OfferForm):
    """A custom offer that answers a request: also beside which service it stands."""

    field_order = ("service",)
    service = forms.ChoiceField(
        label="Beside which of your services",
        help_text="The order takes a place in its queue. Its packages and prices do not count here.",
    )

    def __init__(self, *args: Any, services: list[OfferedBy], **more: Any) -> None:
        super().__init__(*args, **more)
        choice = cast(forms.ChoiceField, self.fields["service"])
        choice.choices = [(str(offered.id), offered.title) for offered in services]
        if len(services) == 1:
            choice.widget, choice.initial = forms.HiddenInput(), str(services[0].id)


class ExtensionForm(ReasonForm):
    field_order = ("days", "reason")
    days = forms.IntegerField(label="More days", min_value=1, max_value=MOST_DAYS)
