"""What a suspended person may do by call: read why, appeal; their money and data stand where they always do."""

from __future__ import annotations

import re
from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in, person_id_in
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.people import queries
from hirehall.people.actions.appeal_suspension import appeal_suspension
from hirehall.people.api.shared import Words, key_of
from hirehall.people.models import Person

router = Router()
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")

STILL_OPEN = frozenset(
    {
        "GET me/suspension",
        "POST me/suspension/appeal",
        "GET me/own-data",
        "POST me/own-data",
        "POST me/proof",
        "GET tokens",
        "DELETE tokens/{token_id}",
        "GET balances",
        "GET ledger-lines",
        "GET spendings",
        "GET payments",
        "GET payments/{payment_id}",
        "GET payouts",
        "POST payouts",
        "GET payouts/{payout_id}",
        "POST payouts/{payout_id}/cancellation",
        "POST payouts/{payout_id}/retry",
        "GET destinations",
        "POST destinations",
        "POST destinations/{destination_id}/removal",
        "GET statements",
        "GET statements/pdf",
        "GET statements/csv",
        "GET receipts",
        "GET receipts/{paper_id}",
        "GET receipts/{paper_id}/pdf",
        "GET notices",
        "GET notices/unread",
        "POST notices/reading",
        "POST notices/{notice_id}/reading",
    }
)
"""The calls that go on while one is suspended, as the pages of the same name do (``people.pages.suspension``)."""


def require_open(request: HttpRequest, who: Person) -> None:
    """Refuse a suspended person every call but those.

    Raises:
        Refused: ``account.suspended``.
    """
    if who.suspended_at is not None and _call(request) not in STILL_OPEN:
        raise Refused(
            "account.suspended",
            "Your account is suspended. GET /me/suspension says why and what is still open to you.",
            because=Because.FORBIDDEN,
        )


def _call(request: HttpRequest) -> str:
    route = request.resolver_match.route if request.resolver_match else ""
    path = PARAMETER.sub(r"{\1}", route.removeprefix("api/v1/"))
    return f"{request.method} {path}"


class SuspensionOut(Schema):
    """``answer``: of the operator who looked at the appeal again; empty while it waits."""

    reason: str
    decided_by: str
    since: datetime
    appeal: str
    appealed_at: datetime | None
    answer: str


class AppealBody(Schema):
    text: Words


@router.get(
    "me/suspension",
    operation_id="people.suspension",
    response=SuspensionOut,
    summary="Why you are suspended",
)
def suspension(request: HttpRequest) -> dict[str, object]:
    """404 for everybody who is not."""
    require_scope(actor_in(request), Scope.PROFILE_READ)
    found = queries.suspension_of(person_id_in(request))
    if found is None:
        raise not_found("suspension")
    return {
        "reason": found.reason,
        "decided_by": found.decider,
        "since": found.since,
        "appeal": found.appeal,
        "appealed_at": found.appealed_at,
        "answer": found.answer,
    }


@router.post(
    "me/suspension/appeal",
    operation_id="people.appeal_suspension",
    response=SuspensionOut,
    summary="Appeal against the suspension",
)
def appealed(request: HttpRequest, body: AppealBody) -> dict[str, object]:
    """Once for each suspension. An operator answers with a reason."""
    appeal_suspension(by=actor_in(request), text=body.text, key=key_of(request))  # type: ignore[call-arg]
    return suspension(request)
