"""The hall’s clauses for programs that write offers."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from hirehall.contracts.api.deals import reader
from hirehall.contracts.queries import clause_choices

router = Router()


class ClauseOut(Schema):
    """A clause of the hall in force. ``chosen``: it stands in an offer whose writer chooses none of its kind."""

    id: UUID
    kind: str
    title: str
    text: str
    chosen: bool


class ClausesOut(Schema):
    items: list[ClauseOut]


@router.get("/clauses", response=ClausesOut, operation_id="contracts.list_clauses")
def list_clauses(request: HttpRequest) -> ClausesOut:
    """The hall’s clauses, of which an offer has one of each kind."""
    reader(request)
    hall = request.hall  # type: ignore[attr-defined]
    return ClausesOut(
        items=[
            ClauseOut(id=UUID(one.id), kind=choice.kind, title=one.title, text=one.text, chosen=one.chosen)
            for choice in clause_choices(hall.id)
            for one in choice.options
        ]
    )
