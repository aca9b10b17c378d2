"""How postings are obtained: by their model, for the client's side, or locked for a move."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from hirehall.contracts.models import Posting
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import at_hall
from hirehall.foundation.refused import not_found


def postings_of(by: Actor, *, model: str) -> QuerySet[Posting]:
    """What the actor's side has posted in that model: one's own, and that of organisations one belongs to."""
    side = Q(client_id=by.person_id, organisation=None) | Q(organisation_id__in=by.organisation_ids)
    return Posting.objects.filter(at_hall(by), side, model=model)


def posting_to_move(posting_id: UUID, *, model: str) -> Posting:
    """The posting, locked as the root of all that hangs on it. Who may move it, the caller asks next.

    Raises:
        Refused: ``posting.not_found``.
    """
    found = (
        Posting.objects.select_for_update(no_key=True, of=("self",))
        .select_related("policy", "client", "organisation")
        .filter(id=posting_id, model=model)
        .first()
    )
    if found is None:
        raise not_found("posting")
    return found
