"""Whether a piece came from a contract of the hall: who has said so."""

from __future__ import annotations

from enum import StrEnum


class CreditState(StrEnum):
    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"
