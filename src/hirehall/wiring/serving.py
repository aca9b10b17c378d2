"""Who serves where beside the operators of the installation. The whole table, in one place."""

from __future__ import annotations

from hirehall.halls.queries.staff import serves_a_hall
from hirehall.people.serving import SERVES


def fill() -> None:
    """Tell ``people`` whom to ask; called once when the installation starts."""
    SERVES["halls"] = serves_a_hall
