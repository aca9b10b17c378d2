"""A certificate counts in its holder's standing, or no more."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.reputation import operations, rules


@action("reputation.keep_certificate")
def keep_certificate(certificate_id: UUID, *, by: Actor) -> None:
    """With the mark that it has now, for as long as it is neither withdrawn nor expired."""
    rules.require_system(by)
    operations.keep_certificate(certificate_id)
