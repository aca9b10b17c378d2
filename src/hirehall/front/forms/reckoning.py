"""What a hall counts in."""

from __future__ import annotations

from typing import Any

from django import forms

from hirehall.foundation.money import Money, parse
from hirehall.foundation.refused import Because, Refused
from hirehall.front.forms import DeskForm, day_field, label_of
from hirehall.front.opening.forms import currencies
from hirehall.halls.models import Policy
from hirehall.halls.states import amounts
from hirehall.look.formats import money_text
from hirehall.people.queries import available_time_zones


class ZoneForm(DeskForm):
    time_zone = forms.ChoiceField(
        label="Time zone", choices=lambda: [(zone, zone.replace("_", " ")) for zone in available_time_zones()]
    )
    effective_on = day_field()
    reason = forms.CharField(max_length=200, label="Why", help_text="Kept with this version.")


class CurrencyForm(DeskForm):
    """The new currency, and each sum of the policy in it, beside what it is now."""

    currency = forms.ChoiceField(choices=lambda: currencies())

    def __init__(self, *args: Any, policy: Policy, counted: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in amounts():
            now = money_text(Money(policy.number(name), counted))
            self.fields[name] = forms.DecimalField(
                min_value=0, decimal_places=2, label=label_of(name), help_text=f"{now} now"
            )

    def said(self) -> dict[str, int]:
        """The sums in the smallest unit of the new currency.

        Raises:
            Refused: ``hall.setting_invalid`` where the currency has no such amount.
        """
        found = {}
        for name in amounts():
            try:
                found[name] = parse(str(self.cleaned_data[name]), self.cleaned_data["currency"]).minor
            except ValueError as error:
                sentence = f"Write an amount as {self.cleaned_data['currency']} has them."
                raise Refused(
                    "hall.setting_invalid", sentence, because=Because.INVALID, field=name
                ) from error
        return found
