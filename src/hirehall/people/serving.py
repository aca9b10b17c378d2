"""Whom the modules above let serve somewhere as an operator: their tokens may hold a staff scope as well.

``wiring/serving.py`` fills this table when the installation starts; this module knows nobody above it. A scope alone
gives no power: that begins with a staff session.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from hirehall.people.models import Person

SERVES: dict[str, Callable[[UUID], bool]] = {}


def serves_somewhere(who: Person) -> bool:
    """Whether they are an operator of the installation, or of a part of it."""
    return who.is_operator or any(serves(who.id) for serves in SERVES.values())
