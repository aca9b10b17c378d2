"""Where a refusal is shown: at the field that caused it, else above the form."""

from __future__ import annotations

from django import forms

from hirehall.foundation.refused import Refused


def show(form: forms.BaseForm, refused: Refused) -> None:
    field = refused.field if refused.field in form.fields else None
    form.add_error(field, refused.sentence)
