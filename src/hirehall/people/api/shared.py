"""What the parts of this API share."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from pydantic import Field

from hirehall.people import rules

Short = Annotated[str, Field(max_length=254, pattern=r"^[^\x00]*$")]
Password = Annotated[str, Field(max_length=1000, pattern=r"^[^\x00]*$")]
Words = Annotated[str, Field(max_length=rules.LONGEST_ABOUT, pattern=r"^[^\x00]*$")]


def key_of(request: HttpRequest) -> str | None:
    """The idempotency key that came with the request."""
    return request.headers.get("Idempotency-Key")
