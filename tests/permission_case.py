"""One row of the permission matrix: an action, how to call it, and who may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from hirehall.foundation.actor import Actor

SEATS = ("anonymous", "stranger", "counterparty", "owner", "staff_off", "staff_on")


@dataclass(frozen=True)
class Case:
    """Who may perform one action.

    Attributes:
        action: the registered name.
        call: performs it on a thing that was built for this case, as the given actor.
        owner: the actor to whom the thing belongs.
        counterparty: the actor on the other side, where there is one.
        may: the seats that succeed; every other seat must be refused.
        hall_id: the hall that the thing is of, where it is not the one that every story stands in.
    """

    action: str
    call: Callable[[Actor], Any]
    owner: Actor | None = None
    counterparty: Actor | None = None
    may: frozenset[str] | set[str] = field(default_factory=lambda: {"owner"})
    hall_id: UUID | None = None
