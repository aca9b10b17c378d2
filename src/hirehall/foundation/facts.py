"""The fact log: what has happened, in the past tense, recorded in the transaction in which it happened.

Webhooks, notices, timelines and the transparency page are made from facts. A lower module never calls a
higher one: it records a fact, and ``wiring/reactions.py`` says which background jobs follow from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from hirehall.foundation import clock, jobs, outbox
from hirehall.foundation.actor import Actor
from hirehall.foundation.models import FactRow
from hirehall.foundation.money import Money
from hirehall.foundation.reads import kept

LONGEST_TIMELINE = 200

_known: dict[str, type[Fact]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Base of all facts. A subclass is a frozen, keyword-only dataclass; ``name`` is like ``brief.published``.

    Field values may be str, int, bool, None, UUID, date, datetime, Decimal, Enum, Money, or lists of them.
    """

    name: ClassVar[str] = ""
    version: ClassVar[int] = 1

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super(Fact, cls).__init_subclass__(**kwargs)
        if "name" in cls.__dict__:
            _known[cls.name] = cls


def _plain(value: Any) -> Any:
    match value:
        case Money():
            return {"minor": value.minor, "currency": value.currency}
        case Enum():
            return value.value
        case UUID() | Decimal():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case list() | tuple() | set() | frozenset():
            return [_plain(item) for item in value]
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case _:
            return value


@cache
def _reactions() -> Mapping[type[Fact], tuple[jobs.Job, ...]]:
    table: Mapping[type[Fact], tuple[jobs.Job, ...]] = import_string(settings.HIREHALL_REACTIONS)
    return table


def record(fact: Fact, *, by: Actor, hall_id: UUID | None, about: Iterable[UUID]) -> FactRow:
    """Record ``fact`` in the caller's transaction and enqueue the jobs that react to it.

    Within an action the row is written at its end, with those of its other facts.

    Args:
        by: who made it happen.
        hall_id: the hall in which it happened; None for what concerns a person across halls.
        about: ids of every thing whose timeline should show it (contract, milestone, person ...).
    Raises:
        RuntimeError: outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a fact is recorded in the transaction that makes it true")
    row = FactRow(
        hall_id=hall_id,
        name=fact.name,
        version=fact.version,
        about=list(about),
        actor_kind=by.kind,
        actor_name=by.name,
        actor_person_id=by.person_id,
        staff_session_id=by.staff_session_id,
        data={item.name: _plain(getattr(fact, item.name)) for item in fields(fact)},
        recorded_at=clock.now(),
    )
    outbox.tell(facts=[row])
    for job in _reactions().get(type(fact), ()):
        jobs.enqueue(job, fact_id=str(row.id))
    return row


def read(fact_id: UUID | str) -> FactRow:
    """The recorded fact; jobs get its id.

    Raises:
        FactRow.DoesNotExist: when there is none.
    """
    return FactRow.objects.get(id=fact_id)


def timeline(about: UUID, *, limit: int = LONGEST_TIMELINE) -> list[FactRow]:
    """The facts about one thing, newest first."""
    return _about(about)[:limit]


@kept
def _about(about: UUID) -> QuerySet[FactRow]:
    return FactRow.objects.filter(about__contains=[about]).order_by("-recorded_at", "-id")[:LONGEST_TIMELINE]


def known() -> Mapping[str, type[Fact]]:
    """Every fact class by its name; docs and webhooks list them."""
    return dict(_known)
