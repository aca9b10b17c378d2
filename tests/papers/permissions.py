"""Papers are issued by the installation itself, never on request."""

from __future__ import annotations

from hirehall.foundation import jobs
from hirehall.papers.actions.issue_fee_receipt import issue_fee_receipt
from hirehall.papers.actions.issue_payment_receipt import issue_payment_receipt
from hirehall.papers.actions.issue_refund_receipt import issue_refund_receipt
from tests.makers import money as make
from tests.permission_case import Case


def matrix() -> list[Case]:
    deal = make.make_deal(name="Paper")
    payment = make.fund(deal)
    earning = make.release(deal, 100_00)
    [refund] = make.refund(deal, 100_00)
    jobs.drain()
    sides = {"owner": deal.as_freelancer, "counterparty": deal.as_client}
    return [
        Case(
            "papers.issue_fee_receipt",
            lambda by: issue_fee_receipt(earning.id, by=by),
            may={"system"},
            **sides,
        ),
        Case(
            "papers.issue_payment_receipt",
            lambda by: issue_payment_receipt(payment.id, by=by),
            may={"system"},
            **sides,
        ),
        Case(
            "papers.issue_refund_receipt",
            lambda by: issue_refund_receipt(refund.id, by=by),
            may={"system"},
            **sides,
        ),
    ]
