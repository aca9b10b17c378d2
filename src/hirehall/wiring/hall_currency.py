"""What has a price in the currency of its hall, and what says that money was moved there. The whole table."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q

from hirehall.contracts.states import ContractState, OfferState
from hirehall.engagements.listing.states import DepositState
from hirehall.engagements.listing.states import State as PositionState
from hirehall.engagements.trial.states import RequestState as MatchState
from hirehall.halls.currency import MOVED, PRICED, Counter
from hirehall.market.states import BriefState, ProposalState, RequestState, ServiceState

# what only records that money was moved, is held, or is asked for
MONEY = ("money.Transfer", "money.Payment", "money.Payout")
OPEN: tuple[tuple[tuple[str, str], str, Q], ...] = (
    (("brief", "briefs"), "market.Brief", ~Q(state__in=[BriefState.CLOSED, BriefState.HIRED])),
    (
        ("proposal", "proposals"),
        "market.Proposal",
        ~Q(state__in=[ProposalState.DECLINED, ProposalState.WITHDRAWN, ProposalState.CLOSED]),
    ),
    (
        ("service", "services"),
        "market.Service",
        ~Q(state__in=[ServiceState.CLOSED, ServiceState.REFUSED]),
    ),
    (
        ("request for a quote", "requests for quotes"),
        "market.QuoteRequest",
        ~Q(state__in=[RequestState.DECLINED, RequestState.WITHDRAWN, RequestState.LAPSED]),
    ),
    (("request to several makers", "requests to several makers"), "portfolio.Project", Q(closed_at=None)),
    (
        ("offer", "offers"),
        "contracts.Offer",
        ~Q(state__in=[OfferState.DECLINED, OfferState.WITHDRAWN, OfferState.EXPIRED]),
    ),
    (("contract", "contracts"), "contracts.Contract", ~Q(state=ContractState.ENDED)),
    (("posted order", "posted orders"), "contracts.Posting", Q(closed_at=None)),
    (
        ("outside position with its pay", "outside positions with their pay"),
        "listing.Position",
        Q(state__in=[PositionState.SUBMITTED, PositionState.LISTED])
        & (Q(pay_min_minor__isnull=False) | Q(pay_max_minor__isnull=False)),
    ),
    (("own price", "own prices"), "unit.OwnPrice", Q()),
    (
        ("request for a freelancer", "requests for freelancers"),
        "trial.MatchRequest",
        ~Q(state__in=[MatchState.WITHDRAWN, MatchState.CLOSED]),
    ),
    (("deposit that is due", "deposits that are due"), "listing.Deposit", Q(state=DepositState.DUE)),
    (("file of orders", "files of orders"), "unit.Batch", Q()),
)


def _counting(table: str, which: Q) -> Counter:
    def count(hall_id: UUID) -> int:
        model: Any = apps.get_model(table)
        way = "brief__hall_id" if table == "market.Proposal" else "hall_id"
        return int(model._default_manager.filter(which, **{way: hall_id}).count())

    return count


def fill() -> None:
    """Tell ``halls`` whom to ask; called once when the installation starts."""
    MOVED.update({table: _counting(table, Q()) for table in MONEY})
    PRICED.update({names: _counting(table, which) for names, table, which in OPEN})
