"""What a hall counts in."""

from __future__ import annotations

from django import forms

from hirehall.front.forms import DeskForm, day_field
from hirehall.front.opening.forms import currencies
from hirehall.people.queries import available_time_zones


class ZoneForm(DeskForm):
    time_zone = forms.ChoiceField(
        label="Time zone", choices=lambda: [(zone, zone.replace("_", " ")) for zone in available_time_zones()]
    )
    effective_on = day_field()
    reason = forms.CharField(max_length=200, label="Why", help_text="Kept with this version.")


class CurrencyForm(DeskForm):
    currency = forms.ChoiceField(choices=lambda: currencies())
