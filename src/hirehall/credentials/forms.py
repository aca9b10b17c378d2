"""What the pages of credentials ask for."""

from __future__ import annotations

from typing import Any

from django import forms

from hirehall.credentials.queries import read_link, text_of
from hirehall.credentials.rules import LARGEST_TEXT
from hirehall.credentials.signing.keys import Unreadable

LARGEST_FILE = 1_000_000


class GivenForm(forms.Form):
    """A credential by its address, as text, or as a file; whichever is there, the file first."""

    file = forms.FileField(
        required=False, label="A file", help_text="credential.json, credential.jwt, or the whole zip."
    )
    text = forms.CharField(
        required=False,
        label="Its text",
        max_length=LARGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text="JSON that begins with {, or a token that begins with ey.",
    )
    link = forms.CharField(
        required=False,
        label="Its address",
        max_length=500,
        help_text="Of a credential of this hall, or of an issuer that it asks.",
    )

    def clean(self) -> dict[str, Any]:
        """``given`` is the credential’s text."""
        data = super().clean() or {}
        if not self.errors:
            field = next((name for name in ("file", "text", "link") if data.get(name)), "")
            if not field:
                raise forms.ValidationError("Give a file, the text, or the address of a credential.")
            try:
                data["given"] = self._given(field, data[field])
            except Unreadable as error:
                self.add_error(field, str(error))
        return data

    def _given(self, field: str, value: Any) -> str:
        if field == "text":
            return str(value)
        if field == "file":
            if value.size > LARGEST_FILE:
                raise Unreadable("It is larger than any credential that is read here.")
            return text_of(value.read())
        return read_link(value.strip())
