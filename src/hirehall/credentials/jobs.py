"""What runs in the background: a credential follows what a bank decides, and its certificate."""

from __future__ import annotations

from uuid import UUID

from hirehall.credentials.actions.follow_bank import follow_bank
from hirehall.credentials.actions.follow_certificate import follow_certificate
from hirehall.foundation.actor import system
from hirehall.foundation.facts import read
from hirehall.foundation.jobs import job

CLOCK = system("clock")


@job("credentials.follow_bank")
def follow_chargeback(fact_id: str) -> None:
    """A chargeback was opened, won or lost: its contract’s credential is suspended, restored or revoked."""
    follow_bank(UUID(read(fact_id).data["contract_id"]), by=CLOCK)


@job("credentials.follow_certificate")
def follow_withdrawal(fact_id: str) -> None:
    """A certificate was withdrawn: the credential about it is revoked."""
    follow_certificate(UUID(read(fact_id).data["certificate_id"]), by=CLOCK)
