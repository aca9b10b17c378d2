"""What is usual in each field is made anew."""

from __future__ import annotations

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.reputation import operations, rules


@action("reputation.refresh_figures")
def refresh_figures(*, by: Actor) -> None:
    """Each night: what contracts pay, where those who enter stand, and how much each skill proof tells."""
    rules.require_system(by)
    operations.refresh_figures()
    operations.refresh_proofs()
