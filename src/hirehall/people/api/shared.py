"""What the parts of this API share."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from hirehall.people import rules

Short = Annotated[str, Field(max_length=254, pattern=r"^[^\x00]*$")]
Password = Annotated[str, Field(max_length=1000, pattern=r"^[^\x00]*$")]
Sealed = Annotated[str, Field(max_length=4_000, pattern=r"^[\x20-\x7e]*$")]
Encoded = Annotated[str, Field(max_length=4_000, pattern=r"^[A-Za-z0-9_-]+=*$")]
Words = Annotated[str, Field(max_length=rules.LONGEST_ABOUT, pattern=r"^[^\x00]*$")]


class Signed(Schema):
    """A credential as `navigator.credentials` gives it, its bytes as base64url (`toJSON()` writes it so)."""

    id: Encoded
    rawId: Encoded  # noqa: N815 - the names are those of the browser’s call
    type: Literal["public-key"]
    response: dict[str, Any]
    clientExtensionResults: dict[str, Any] = {}  # noqa: N815
    authenticatorAttachment: Literal["platform", "cross-platform"] | None = None  # noqa: N815

    def plain(self) -> dict[str, Any]:
        return self.model_dump(exclude_none=True)


def proof_in(request: HttpRequest) -> str:
    """The proof that came with the request, in the header ``Proof``."""
    return request.headers.get("Proof", "")


def key_of(request: HttpRequest) -> str | None:
    """The idempotency key that came with the request."""
    return request.headers.get("Idempotency-Key")
