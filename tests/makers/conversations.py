"""Threads and notices for stories that need some."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from hirehall.conversations import operations
from hirehall.conversations.models import Notice, Thread
from hirehall.foundation.actor import Hat
from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.people.models import Person


def make_thread(
    hall: Hall, client: Person, freelancer: Person, *, title: str = "A logo for the boatyard"
) -> Thread:
    """A thread between a client and a freelancer about a brief."""
    brief_id = new_id()
    return operations.open_thread(
        hall_id=hall.id,
        subject_kind="brief",
        subject_id=brief_id,
        participant_ids=[client.id, freelancer.id],
        title=title,
        subject_href=f"/briefs/{brief_id}/",
        hats={client.id: Hat.CLIENT, freelancer.id: Hat.FREELANCER},
    )


def make_notice(
    hall: Hall,
    *people: Person,
    kind: str = "proposal.received",
    sentence: str = "Ida Holm has proposed for “A logo for the boatyard”.",
    href: str = "/briefs/",
    fact_id: UUID | None = None,
    **more: object,
) -> Sequence[Notice]:
    """Tell each of these people one thing."""
    return operations.post_notice(
        person_ids=[who.id for who in people], hall_id=hall.id, kind=kind, sentence=sentence, href=href,
        fact_id=fact_id or new_id(), **more,  # type: ignore[arg-type]
    )  # fmt: skip
