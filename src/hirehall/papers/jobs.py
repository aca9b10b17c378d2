"""Papers follow from money that has moved."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation import facts
from hirehall.foundation.actor import system
from hirehall.foundation.jobs import job
from hirehall.papers.actions.issue_fee_receipt import issue_fee_receipt
from hirehall.papers.actions.issue_payment_receipt import issue_payment_receipt
from hirehall.papers.actions.issue_refund_receipt import issue_refund_receipt

CLERK = system("clerk")


@job("papers.write_fee_receipt")
def write_fee_receipt(fact_id: str) -> None:
    """Money was released."""
    issue_fee_receipt(UUID(facts.read(fact_id).data["earning_id"]), by=CLERK)


@job("papers.write_payment_receipt")
def write_payment_receipt(fact_id: str) -> None:
    """A payment came in."""
    issue_payment_receipt(UUID(facts.read(fact_id).data["payment_id"]), by=CLERK)


@job("papers.write_refund_receipt")
def write_refund_receipt(fact_id: str) -> None:
    """A refund went back."""
    issue_refund_receipt(UUID(facts.read(fact_id).data["refund_id"]), by=CLERK)
