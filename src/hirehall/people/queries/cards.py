"""A person as lists and threads show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from hirehall.files.queries import picture_href
from hirehall.people.models import Person


@dataclass(frozen=True, slots=True)
class PersonCard:
    """What everybody may see of a person. A closed account keeps a card without a face."""

    id: UUID
    name: str
    handle: str
    avatar_url: str | None
    headline: str


def public_card(person_ids: Iterable[UUID]) -> dict[UUID, PersonCard]:
    """The cards of these people, in one query."""
    rows = Person.objects.filter(id__in=set(person_ids)).select_related("freelancer", "client")
    return {who.id: _card(who) for who in rows}


def _card(who: Person) -> PersonCard:
    if who.closed_at is not None:
        return PersonCard(who.id, "Closed account", "", None, "")
    freelancer, client = getattr(who, "freelancer", None), getattr(who, "client", None)
    headline = (freelancer.headline if freelancer else "") or (client.company if client else "")
    return PersonCard(who.id, who.name, who.handle, picture_href(who.avatar_file_id, small=True), headline)
