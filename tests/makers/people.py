"""Members who joined by the real action."""

from __future__ import annotations

from hirehall.foundation.actor import system
from hirehall.people.actions.join import join
from hirehall.people.models import Person

PASSWORD = "seven unrelated herons"


def make_member(name: str, *, email: str = "", side: str = "freelancer", password: str = PASSWORD) -> Person:
    """A member with a confirmed address."""
    return join(
        by=system("demo"),
        name=name,
        email=email or f"{name.lower().replace(' ', '.')}@example.org",
        password=password,
        side=side,
        verified=True,
    )
