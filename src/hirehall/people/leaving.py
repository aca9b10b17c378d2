"""What follows when somebody leaves an organisation, in the same transaction: nothing of it waits for a job.

``wiring/leaving.py`` fills this table when the installation starts; this module knows nobody above it.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

FOLLOWS: dict[str, Callable[[UUID, UUID], None]] = {}
"""Each is told the organisation and the person."""


def follow_departure(organisation_id: UUID, person_id: UUID) -> None:
    for follow in FOLLOWS.values():
        follow(organisation_id, person_id)
