"""What other modules say and do when somebody leaves an organisation or a hall. The whole table, in one place."""

from __future__ import annotations

from hirehall.contracts import operations as contracts
from hirehall.contracts.queries import open_matters as contracts_open
from hirehall.engagements.trial.queries import open_matters as matching_open
from hirehall.engagements.unit.queries import open_matters as unit_open
from hirehall.halls.leaving import BLOCKERS
from hirehall.market.queries import own_data as market
from hirehall.people.leaving import FOLLOWS


def fill() -> None:
    """Tell ``people`` and ``halls`` whom to tell and to ask; called once when the installation starts."""
    FOLLOWS["shares"] = contracts.follow_departure
    BLOCKERS["contracts"] = contracts_open
    BLOCKERS["pool"] = unit_open
    BLOCKERS["matching"] = matching_open
    BLOCKERS["market"] = market.open_matters
