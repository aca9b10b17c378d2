"""From which contract a piece came, for who may know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hirehall.contracts.models import Contract
from hirehall.foundation.actor import Actor
from hirehall.portfolio.models import Credit
from hirehall.portfolio.states import CreditState
from hirehall.skills.models import Showing

CONTRACTS_TO_NAME = 50


@dataclass(frozen=True, slots=True)
class CreditShown:
    """What the page of a piece says of its contract.

    Attributes:
        title: the contract's, for its two sides only; empty for everybody else.
        may_answer: whether it is the reader who is asked.
        may_ask: the reader's own contracts that the piece may come from, with their titles.
    """

    state: str = ""
    title: str = ""
    ended_at: datetime | None = None
    may_answer: bool = False
    may_take_back: bool = False
    may_ask: tuple[tuple[UUID, str], ...] = ()


def credit_of(by: Actor, showing: Showing) -> CreditShown:
    """One query; one more for the maker who has not asked."""
    found = Credit.objects.select_related("contract").filter(showing=showing).first()
    is_maker = by.person_id == showing.person_id and not by.is_staff
    if found is None or found.state in (CreditState.DECLINED, CreditState.TAKEN_BACK):
        state = found.state if found is not None and is_maker else ""
        return CreditShown(state=state, may_ask=_nameable(showing) if is_maker else ())
    contract = found.contract
    is_client = by.may_hire_for(contract.client_id, contract.organisation_id)
    is_asked = found.state == CreditState.ASKED
    if is_asked and not (is_maker or is_client):
        return CreditShown()
    return CreditShown(
        state=found.state,
        title=contract.title if is_maker or is_client else "",
        ended_at=contract.ended_at,
        may_answer=is_asked and is_client,
        may_take_back=is_maker or (is_client and not is_asked),
    )


def _nameable(showing: Showing) -> tuple[tuple[UUID, str], ...]:
    """Paid contracts of the maker in the hall."""
    rows = Contract.objects.filter(
        hall_id=showing.hall_id, freelancer_id=showing.person_id, paid_minor__gt=0
    ).order_by("-started_at")
    return tuple(rows.values_list("id", "title")[:CONTRACTS_TO_NAME])
