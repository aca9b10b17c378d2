"""Shapes that every part of the API shares."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from hirehall.foundation.money import Money

LARGEST_MINOR = 10**15


class MoneyOut(Schema):
    """An amount in the currency’s minor unit: 1250 EUR is 12.50 euros."""

    minor: int
    currency: str

    @staticmethod
    def of(amount: Money) -> MoneyOut:
        return MoneyOut(minor=amount.minor, currency=amount.currency)


class MoneyIn(Schema):
    """An amount in the currency’s minor unit."""

    minor: int = Field(gt=-LARGEST_MINOR, lt=LARGEST_MINOR)
    currency: str = Field(pattern="^[A-Z]{3}$")

    @property
    def money(self) -> Money:
        return Money(self.minor, self.currency)


def once(request: HttpRequest) -> dict[str, Any]:
    """The ``Idempotency-Key`` of a request, as the ``key`` of an action: sent twice, it has one effect."""
    return {"key": request.headers.get("Idempotency-Key") or None}
