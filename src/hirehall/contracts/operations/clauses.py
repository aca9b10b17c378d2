"""The hall's clauses in what two sides agree on: one of each kind, never two that say opposite things."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.refused import Because, Refused
from hirehall.halls import queries as halls
from hirehall.halls.models import ClauseTemplate

Written = list[dict[str, str]]


def chosen_clauses(hall_id: UUID, chosen: Sequence[UUID] | None) -> Written | None:
    """The clauses that somebody chose, as they go into the terms. None chose nothing: what stands goes on.

    Raises:
        Refused: ``contract.clauses_clash``; clauses that the hall does not have are left out.
    """
    if chosen is None:
        return None
    found = [row for row in halls.clauses(hall_id) if row.id in chosen and row.effective_from <= clock.now()]
    if len({row.kind for row in found}) < len(found):
        raise Refused(
            "contract.clauses_clash",
            "Choose one clause of each kind: two of a kind would contradict each other.",
            because=Because.INVALID,
            field="clause_ids",
        )
    return [_as_written(row) for row in found]


def settled_clauses(written: Written | None, *, hall_id: UUID, standing: Written | None = None) -> Written:
    """What was chosen; else what stood in the terms before; else the hall's own clause of each kind."""
    if written is not None:
        return written
    if standing is not None:
        return standing
    return [_as_written(row) for row in halls.standard_clauses(hall_id)]


def _as_written(clause: ClauseTemplate) -> dict[str, str]:
    return {"id": str(clause.id), "kind": clause.kind, "title": clause.title, "text": clause.text}
