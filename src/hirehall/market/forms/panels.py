"""Forms of panels and addenda: they parse; what is allowed, the actions decide."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError

from hirehall.foundation.posted import whole
from hirehall.market.content import SCALE, PanelPlan, Weighed
from hirehall.market.forms.fields import LinesField
from hirehall.market.forms.rows import Lenient, Rows
from hirehall.market.rules import TEXT_AT_MOST
from hirehall.market.rules.panels import CRITERIA_AT_MOST, SEATS_AT_MOST

LOCAL = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """A day and an hour in the reader's own zone."""

    def __init__(self, **more: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL)
        super().__init__(widget=widget, **more)
        self.zone = ZoneInfo("UTC")

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(self.zone).strftime(LOCAL) if isinstance(value, datetime) else value

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return found.replace(tzinfo=self.zone) if found else None


class WeighedField(forms.Field):
    """Criteria with their weights."""

    def __init__(self, **more: Any) -> None:
        columns: list[tuple[str, str, dict[str, Any]]] = [
            ("", "Criterion", {"maxlength": 120}),
            ("_weight", "Weight of 100", {"inputmode": "numeric", "maxlength": 3}),
            ("_about", "What is looked at", {"maxlength": 500, "multiline": True}),
        ]
        super().__init__(widget=Rows(columns, one="criterion", most=CRITERIA_AT_MOST), **more)

    def to_python(self, value: Any) -> tuple[Weighed, ...]:
        found = []
        for name, weight, about in value or []:
            number = whole(weight)
            if not name or number is None:
                raise ValidationError("Each criterion has a name, and a weight as a whole number.")
            found.append(Weighed(name=name, weight=number, about=about))
        return tuple(found)


class PanelForm(Lenient):
    """How a panel is to decide."""

    criteria = WeighedField(
        label="Criteria", help_text="The weights add up to 100. Everybody who may propose reads them."
    )
    scale = LinesField(
        label="What the points mean", one="word", most=11, longest=40,
        help_text="The first word is for 0 points, the next for 1, and so on.",
    )  # fmt: skip
    closes_at = MomentField(label="Proposals are taken until", help_text="Nobody reads one before.")
    score_by = MomentField(label="Members score until")
    scorers_least = forms.IntegerField(
        label="At least so many members score", min_value=1, max_value=SEATS_AT_MOST, initial=2
    )

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("closes_at", "score_by"):
            self.fields[name].zone = zone  # type: ignore[attr-defined]

    def plan(self) -> PanelPlan:
        data = self.cleaned_data
        return PanelPlan(
            criteria=data["criteria"], closes_at=data["closes_at"], score_by=data["score_by"],
            scorers_least=data["scorers_least"], scale=data["scale"] or SCALE,
        )  # fmt: skip


class AddendumForm(forms.Form):
    """What is added to a published brief."""

    text = forms.CharField(
        label="What is added or put right", min_length=10, max_length=TEXT_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="It is numbered and dated, and can never be changed.",
    )  # fmt: skip
    open_until = MomentField(
        label="Take proposals until",
        required=False,
        help_text="Only later than set now; empty keeps the day.",
    )

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["open_until"].zone = zone  # type: ignore[attr-defined]
