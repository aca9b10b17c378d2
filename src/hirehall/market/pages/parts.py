"""What several pages share: the hall of a request, messages from refusals at their fields."""

from __future__ import annotations

from typing import cast

from django import forms
from django.http import HttpRequest

from hirehall.foundation.refused import Refused
from hirehall.halls.models import Hall


def hall_in(request: HttpRequest) -> Hall:
    return cast(Hall, request.hall)  # type: ignore[attr-defined]


def show_refusal(form: forms.Form, refused: Refused) -> None:
    """At its field where the form has it, else above the form."""
    names = {"must_skill_ids": "skills", "answers": None}
    field = names.get(refused.field or "", refused.field)
    form.add_error(field if field in form.fields else None, refused.sentence)
