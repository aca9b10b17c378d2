"""What the living style page shows: one example of each component in each state."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.urls import reverse_lazy
from markupsafe import Markup

from hirehall.foundation import clock
from hirehall.foundation.money import Money
from hirehall.look.charts import Bar, Column, Twin, band, bars, columns, sparkline, twins
from hirehall.look.flow import Flow, money_flow
from hirehall.look.formats import number_text
from hirehall.look.markdown import render

ABOUT = """## What I need
A **checkout** with *six* screens, see [our shop](https://example.org).

- Keyboard first
- `WCAG 2.2`

> The old one loses every third order.

| Screen | Done |
|---|---|
| Basket | yes |
"""


class ExampleForm(forms.Form):
    """Every kind of control."""

    title = forms.CharField(max_length=80, help_text="What is to be made, in one line.")
    amount = forms.DecimalField(max_digits=12, decimal_places=2)
    category = forms.ChoiceField(choices=[("design", "Design"), ("code", "Development")])
    about = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"data-markdown": reverse_lazy("look:preview"), "rows": 4}),
    )
    due = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    visibility = forms.ChoiceField(
        choices=[("public", "Everybody may see it"), ("invited", "Only whom I invite")],
        widget=forms.RadioSelect,
    )
    proofs = forms.MultipleChoiceField(
        required=False,
        choices=[("identity", "Identity checked"), ("test", "Skill test passed")],
        widget=forms.CheckboxSelectMultiple,
    )
    attachment = forms.FileField(required=False)
    agree = forms.BooleanField(label="I have read what happens to the money.")


def page_model(posted: Any = None) -> dict[str, Any]:
    """The page's model; ``posted`` fills the form, so that its errors show."""
    now = clock.now()
    euro = {name: Money(minor, "EUR") for name, minor in AMOUNTS.items()}
    return {
        "form": ExampleForm(posted, auto_id="id_%s"),
        "broken": ExampleForm({"title": "", "amount": "a lot"}, auto_id="broken_%s"),
        "euro": euro,
        "segments": [
            ("Released", euro["released"], "ok"),
            ("Your review", euro["review"], "gold"),
            ("Held in escrow", euro["held"], "info"),
            ("Not funded", euro["open"], "neutral"),
        ],
        "moment": now,
        "later": now + timedelta(days=9),
        "about": render(ABOUT),
        "pictures": chart_examples(),
        "timeline": [
            {
                "text": "Mateus delivered Checkout redesign",
                "when": now,
                "icon": "package-check",
                "done": True,
            },
            {"text": "You funded Design system handover", "when": now - timedelta(days=9), "icon": "lock"},
            {"text": "The contract started", "when": now - timedelta(days=20), "icon": "handshake"},
        ],
    }


AMOUNTS = {
    "released": 80_000,
    "review": 120_000,
    "held": 90_000,
    "open": 70_000,
    "work": 360_000,
    "fee": 10_800,
    "total": 370_800,
    "commission": 36_000,
    "net": 324_000,
}


def chart_examples() -> dict[str, Markup]:
    """One picture of each kind."""
    return {
        "flow": money_flow(Flow(Money(100_000, "EUR"), Money(3_000, "EUR"), Money(20_000, "EUR"))),
        "bars": bars(
            [
                Bar("This hall", 5, "5%", note="of the freelancer’s part"),
                Bar("A large marketplace", 20, "20%", "gold"),
                Bar("A closed network", None, "", note="keeps its fee secret"),
            ],
            caption="What a platform keeps",
            unit="Share",
        ),
        "spark": sparkline([3, 4, 4, 6, 5, 8, 9], label="Contracts a month, from 3 to 9"),
        "band": band(3.6, 4.3, 4.8, label="4.3, likely between 3.6 and 4.8"),
        "columns": columns(
            [
                Column(month, value, f"€{number_text(value)}")
                for month, value in [("Jul", 820), ("Aug", 340), ("Sep", 1400), ("Oct", 1950), ("Nov", 1200)]
            ],
            caption="Earned a month",
            unit="Earned",
        ),
        "twins": twins(
            [Twin("Oct", 1950, 1700, ("€1,950", "€1,700")), Twin("Nov", 1200, 1320, ("€1,200", "€1,320"))],
            caption="Kept a month",
            names=("As it was", "By the draft"),
        ),
    }
