"""The field with which every form takes files: a plain file input, which a script lets go ahead piece by piece."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hirehall.files.rules import limit_for
from hirehall.files.uploads import Sent

SENT = "-sent"  # the hidden inputs that the script adds, one for each file that is there already


class FilesInput(forms.FileInput):
    """``<input type=file>`` inside ``<resumable-upload>``; without scripts the one is all there is."""

    def __init__(self, *, purpose: str, many: bool, attrs: dict[str, Any] | None = None) -> None:
        limit = limit_for(purpose)
        kinds = {"accept": ",".join(sorted(set(limit.kinds.values())))} if limit.picture else {}
        super().__init__({**kinds, **(attrs or {})})
        self.attrs["multiple"] = many
        self.purpose, self.largest = purpose, limit.largest_bytes

    allow_multiple_selected = True

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return format_html(
            '<resumable-upload data-to="{}" data-purpose="{}" data-largest="{}" data-name="{}">{}</resumable-upload>',
            reverse("files:uploads"),
            self.purpose,
            self.largest,
            name + SENT,
            super().render(name, None, attrs, renderer),
        )

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        given = files.getlist(name) if hasattr(files, "getlist") else [files[name]] if name in files else []
        sent = data.getlist(name + SENT) if hasattr(data, "getlist") else []
        return [*given, *sent]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files and name + SENT not in data


class FilesField(forms.Field):
    """Files for ``store_all``: cleans to a list. What may be stored, ``files`` decides when they are stored."""

    def __init__(self, *, purpose: str, many: bool = True, **more: Any) -> None:
        more.setdefault("required", False)
        super().__init__(widget=FilesInput(purpose=purpose, many=many), **more)
        self.many = many

    def clean(self, value: Any) -> list[Any]:
        found = [self._one(item) for item in value or [] if item is not None]
        if self.required and not found:
            raise forms.ValidationError("Choose a file first.")
        return found if self.many else found[-1:]

    def _one(self, item: Any) -> Any:
        if not isinstance(item, str):
            return item
        try:
            return Sent(UUID(item))
        except ValueError as wrong:
            raise forms.ValidationError("A file has not arrived completely. Choose it again.") from wrong
