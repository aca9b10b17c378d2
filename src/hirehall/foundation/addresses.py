"""Addresses of ours: written fast, kept without the part that names a hall, shown with it.

``reverse`` answers with the script prefix of the request that asks (``/at/<slug>/`` for a hall below the
installation's name, ``/`` everywhere else, so in jobs). What is kept in the database is the path after it.
"""

from __future__ import annotations

from functools import cache
from typing import LiteralString
from uuid import UUID

from django.db.models import Q
from django.urls import get_script_prefix, get_urlconf, reverse

from hirehall.foundation.actor import Actor


def address(name: str, *parts: UUID | LiteralString) -> str:
    """The address of a page by its name: ``address("market:brief", brief.id)``.

    Args:
        name: the page's.
        parts: what stands in its pattern: ids, or a word of the address itself, never one that somebody typed.
    Raises:
        NoReverseMatch: where there is no page of that name that takes these.
    """
    ids = [part for part in parts if isinstance(part, UUID)]
    words = tuple(None if isinstance(part, UUID) else part for part in parts)
    return here(_pattern(name, words, get_urlconf()).format(*ids))


@cache
def _pattern(name: str, words: tuple[str | None, ...], urlconf: str | None) -> str:
    """The bare address with ``{0}`` in the place of the first id.

    The framework walks its patterns for each address; ours differ in the ids that stand in them, so one is enough.
    """
    stand_ins = [UUID(int=place) for place in range(words.count(None))]
    ids = iter(stand_ins)
    written = bare(
        reverse(name, urlconf=urlconf, args=[next(ids) if word is None else word for word in words])
    )
    for place, stand_in in enumerate(stand_ins):
        written = written.replace(str(stand_in), f"{{{place}}}")
    return written


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


def serves_here(by: Actor, hall_id: UUID) -> bool:
    """Whether a thing of that hall is there for the actor's staff power: see ``Actor.is_staff_of``."""
    return is_here(by, hall_id) and by.is_staff_of(hall_id)


def served_by(by: Actor, field: str = "hall_id") -> Q:
    """The rows over which the actor has staff power, where they are: none without a staff session."""
    nothing = Q(pk__in=())
    if by.is_staff:
        return at_hall(by, field) or ~nothing  # an empty Q would vanish from “this or that”
    return Q(**{field: by.staff_of}) & at_hall(by, field) if by.staff_of else nothing
