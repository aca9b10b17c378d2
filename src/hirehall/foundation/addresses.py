"""Paths of ours: kept without the part that names a hall, shown with it.

``reverse`` answers with the script prefix of the request that asks (``/at/<slug>/`` for a hall below the
installation's name, ``/`` everywhere else, so in jobs). What is kept in the database is the path after it.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.urls import get_script_prefix

from hirehall.foundation.actor import Actor


def bare(path: str) -> str:
    """A path as it is kept: without the prefix of the hall in whose request it was made."""
    prefix = get_script_prefix()
    return "/" + path.removeprefix(prefix) if prefix != "/" and path.startswith(prefix) else path


def here(path: str) -> str:
    """A path that was kept, at the address of the hall that is asked now."""
    return get_script_prefix().rstrip("/") + path


def at_hall(by: Actor, field: str = "hall_id") -> Q:
    """The rows of the hall at whose address the actor is; of every hall where no address was asked."""
    return Q(**{field: by.hall_id}) if by.hall_id is not None else Q()


def is_here(by: Actor, hall_id: UUID | None) -> bool:
    """Whether a thing of that hall is there for the actor; what belongs to no hall is there in each."""
    return by.hall_id is None or hall_id is None or by.hall_id == hall_id
