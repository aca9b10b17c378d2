"""What each module above ``people`` asks of a freelancer's profile. The whole table, in one place."""

from __future__ import annotations

from hirehall.people import next_steps
from hirehall.skills.queries import profile_steps


def fill() -> None:
    """Tell ``people`` whom to ask; called once when the installation starts."""
    next_steps.FURTHER["skills"] = profile_steps
