"""Issuing a paper: the next number of its series under a lock, so that there is never a gap nor a double."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import Hall
from hirehall.money.queries import names_of, unit_names_of, work_named
from hirehall.papers.facts import PaperIssued
from hirehall.papers.models import Counter, Paper
from hirehall.papers.states import PaperKind
from hirehall.people.models import Organisation, Person


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to stand on a paper.

    Attributes:
        cause_id: the earning, payment or refund; each gets one paper of a kind.
        unit_id: the milestone, week or order that it was for, where that is known.
        lines: text and amount, in order.
        total: text and amount of the last line.
    """

    kind: PaperKind
    hall: Hall
    receiver: Person
    organisation: Organisation | None
    cause_id: UUID
    contract_id: UUID
    lines: tuple[tuple[str, Money], ...]
    total: tuple[str, Money]
    unit_id: UUID | None = None


def require_clerk(by: Actor) -> None:
    """Papers are issued by the installation itself when money has moved, never on request."""
    if not by.is_system:
        raise Refused("paper.not_on_request", "Papers are issued by themselves.", because=Because.FORBIDDEN)


def issue(draft: Draft, *, by: Actor) -> Paper:
    """Issue a paper, or answer the one that this event already has."""
    counter, _ = Counter.objects.get_or_create(hall=draft.hall, kind=draft.kind)
    counter = Counter.objects.select_for_update(no_key=True).get(id=counter.id)
    earlier = Paper.objects.filter(kind=draft.kind, cause_id=draft.cause_id).first()
    if earlier is not None:
        return earlier
    counter.last_number += 1
    counter.save(update_fields=["last_number"])
    paper = Paper.objects.create(
        hall=draft.hall,
        kind=draft.kind,
        number=counter.last_number,
        receiver=draft.receiver,
        organisation=draft.organisation,
        cause_id=draft.cause_id,
        contract_id=draft.contract_id,
        total_minor=draft.total[1].minor,
        currency=draft.total[1].currency,
        data=_content(draft),
        issued_at=clock.now(),
    )
    record(
        PaperIssued(paper_id=paper.id, kind=paper.kind, number=paper.full_number),
        by=by,
        hall_id=draft.hall.id,
        about=[paper.id, draft.cause_id, draft.contract_id],
    )
    return paper


def _content(draft: Draft) -> dict[str, object]:
    receiver = [draft.organisation.name] if draft.organisation else []
    return {
        "about": work_named(
            names_of([draft.contract_id])[draft.contract_id].title,
            draft.unit_id,
            unit_names_of([draft.unit_id]),
        ),
        "issuer": [line for line in (draft.hall.name, draft.hall.contact_email) if line],
        "receiver": [*receiver, draft.receiver.name],
        "lines": [{"text": text, "minor": amount.minor} for text, amount in draft.lines],
        "total": {"text": draft.total[0], "minor": draft.total[1].minor},
    }
