"""What reputation needs to know of a contract that has ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Ended:
    """An ended, paid contract as reputation needs to know it."""

    hall_id: UUID
    contract_id: UUID
    title: str
    href: str
    client_id: UUID
    organisation_id: UUID | None
    freelancer_id: UUID
    paid_minor: int
    currency: str
    origin: str
    category_id: UUID | None
    ended_at: datetime
    window_days: int
    reply_days: int
