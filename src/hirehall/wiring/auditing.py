"""The audit over the whole house: the money module's invariants, given what only higher modules know."""

from __future__ import annotations

from hirehall.contracts.models import Contract
from hirehall.engagements.listing.queries.deposits import deposits_over
from hirehall.engagements.listing.queries.memberships import over_and_earned
from hirehall.money import invariants
from hirehall.money.invariants import Broken

OF_CONTRACTS = "an_ended_contract_holds_nothing"


def audit() -> tuple[list[str], list[Broken]]:
    """The names of the invariants that were checked, and what was found broken."""
    ended = Contract.objects.exclude(ended_at=None).values_list("id", flat=True)
    return sorted([*invariants.CHECKS, OF_CONTRACTS]), invariants.check(
        ended_contracts=lambda: [*ended, *over_and_earned(), *deposits_over()]
    )
