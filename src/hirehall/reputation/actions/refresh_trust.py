"""The walk of trust is made anew."""

from __future__ import annotations

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.reputation import operations, rules


@action("reputation.refresh_trust")
def refresh_trust(*, by: Actor) -> None:
    """Each night, before standings: how far each client is believed, and who shares a payout account."""
    rules.require_system(by)
    operations.refresh_trust()
