"""What the guarantee pot has paid, or owes, for trials between the same two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from hirehall.contracts.models import Contract
from hirehall.engagements.trial.models import MatchRequest, Trial
from hirehall.foundation.money import Money
from hirehall.people.models import Membership, Person


@dataclass(frozen=True, slots=True)
class Between:
    """What the pot has to do with a client and a freelancer: how often it has paid, and what it still owes."""

    paid: int
    owed: tuple[Trial, ...]

    @property
    def owes(self) -> Money | None:
        return sum((one.pot for one in self.owed[1:]), self.owed[0].pot) if self.owed else None


def of_client(client_id: UUID, organisation_id: UUID | None) -> Q:
    """Trials of one client, however they asked: alone, or as one of an organisation, whoever of it signed."""
    houses = Membership.objects.filter(person_id=client_id, organisation__kind="client").values(
        "organisation_id"
    )
    alike = Q(contract__client_id=client_id) | Q(contract__organisation_id__in=houses)
    if organisation_id is not None:
        people = Membership.objects.filter(organisation_id=organisation_id).values("person_id")
        alike |= Q(contract__organisation_id=organisation_id) | Q(contract__client_id__in=people)
    return alike


def pots_between(contract: Contract, *, hold: bool = False) -> int:
    """For how many trials of the same two in this hall the pot has paid, or owes.

    Args:
        hold: keep it so until commit: two trials of theirs that end at once are asked one after the other.
    """
    if hold:
        Person.objects.select_for_update(no_key=True).filter(id=contract.freelancer_id).first()
    owed = Trial.objects.filter(
        of_client(contract.client_id, contract.organisation_id),
        contract__hall_id=contract.hall_id,
        contract__freelancer_id=contract.freelancer_id,
        pot_minor__gt=0,
    )
    return owed.exclude(contract=contract).count()


def pots_with(request: MatchRequest, person_ids: Sequence[UUID]) -> dict[UUID, Between]:
    """For who asks and each of these people what the pot has paid and owes; for nothing no key. One query."""
    found: dict[UUID, list[Trial]] = {}
    rows = Trial.objects.filter(
        of_client(request.client_id, request.organisation_id),
        contract__hall_id=request.hall_id,
        contract__freelancer_id__in=person_ids,
        pot_minor__gt=0,
    )
    for trial in rows.select_related("contract").order_by("closed_at"):
        found.setdefault(trial.contract.freelancer_id, []).append(trial)
    return {
        person_id: Between(
            sum(one.pot_paid_at is not None for one in trials),
            tuple(one for one in trials if one.pot_paid_at is None),
        )
        for person_id, trials in found.items()
    }
