"""What a client's record says, and what work of a kind has cost at this hall."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import quantiles
from uuid import UUID

from django.db.models import Count, F, Q

from hirehall.foundation import clock
from hirehall.foundation.money import Money
from hirehall.market.models import Brief, PriceSample, Proposal
from hirehall.market.states import BriefState, ProposalState

SAMPLES_AT_LEAST = 5
SAMPLES_AT_MOST = 200
UNSENT = [ProposalState.DRAFT.value, ProposalState.WITHDRAWN.value]


@dataclass(frozen=True, slots=True)
class ClientHabits:
    """How a client has dealt with briefs and proposals: the record that faces the one of freelancers."""

    briefs: int = 0
    hired: int = 0
    proposals_due: int = 0
    proposals_answered: int = 0
    overdue_now: int = 0

    @property
    def is_new(self) -> bool:
        return self.briefs <= 1 and self.hired == 0


ClientPair = tuple[UUID, UUID | None]


def client_habits(pairs: Iterable[ClientPair]) -> dict[ClientPair, ClientHabits]:
    """Each client's record over all halls, in two queries; a client without briefs has an empty one.

    A proposal is due when its day has come or it was answered; it counts as answered when that was in time.
    """
    wanted = list(dict.fromkeys(pairs))
    who = Q(pk__in=[])
    for client_id, organisation_id in wanted:
        who |= (
            Q(organisation_id=organisation_id)
            if organisation_id
            else Q(client_id=client_id, organisation=None)
        )
    briefs = {
        _pair(row["client_id"], row["organisation_id"], wanted): row
        for row in Brief.objects.filter(who)
        .exclude(state=BriefState.DRAFT.value)
        .values("client_id", "organisation_id")
        .annotate(briefs=Count("id"), hired=Count("id", filter=Q(state=BriefState.HIRED.value)))
    }
    answers = _answers(wanted)
    return {
        pair: ClientHabits(
            briefs=briefs[pair]["briefs"] if pair in briefs else 0,
            hired=briefs[pair]["hired"] if pair in briefs else 0,
            **answers.get(pair, {}),
        )
        for pair in wanted
    }


def _pair(client_id: UUID, organisation_id: UUID | None, wanted: list[ClientPair]) -> ClientPair:
    """Briefs of one organisation count together, whoever of it has made them."""
    if organisation_id is not None:
        return next(pair for pair in wanted if pair[1] == organisation_id)
    return (client_id, None)


def _answers(wanted: list[ClientPair]) -> dict[ClientPair, dict[str, int]]:
    who, now = Q(pk__in=[]), clock.now()
    for client_id, organisation_id in wanted:
        who |= (
            Q(brief__organisation_id=organisation_id)
            if organisation_id
            else Q(brief__client_id=client_id, brief__organisation=None)
        )
    waiting = Q(state__in=["submitted", "read"], answered_at=None)
    late = waiting & Q(answer_due_at__lte=now)
    rows = (
        Proposal.objects.filter(who)
        .exclude(state__in=UNSENT)
        .values("brief__client_id", "brief__organisation_id")
        .annotate(
            due=Count("id", filter=Q(answered_at__isnull=False) | late),
            overdue=Count("id", filter=late),
            late=Count("id", filter=Q(answered_at__gt=F("answer_due_at"))),
        )
    )
    found: dict[ClientPair, dict[str, int]] = {}
    for row in rows:
        pair = _pair(row["brief__client_id"], row["brief__organisation_id"], wanted)
        sums = found.setdefault(pair, {"proposals_due": 0, "proposals_answered": 0, "overdue_now": 0})
        sums["proposals_due"] += row["due"]
        sums["proposals_answered"] += row["due"] - row["overdue"] - row["late"]
        sums["overdue_now"] += row["overdue"]
    return found


@dataclass(frozen=True, slots=True)
class PriceHint:
    """What finished contracts of this hall in this field have cost: quartiles over ``count`` of them."""

    count: int
    low: Money
    middle: Money
    high: Money


def price_hint(hall_id: UUID, category_id: UUID | None, currency: str) -> PriceHint | None:
    """The quartiles over the latest finished contracts; None below five, because that would say whose they were."""
    if category_id is None:
        return None
    amounts = list(
        PriceSample.objects.filter(hall_id=hall_id, category_id=category_id, currency=currency)
        .order_by("-ended_at")
        .values_list("amount_minor", flat=True)[:SAMPLES_AT_MOST]
    )
    if len(amounts) < SAMPLES_AT_LEAST:
        return None
    low, middle, high = (
        Money(round(value), currency) for value in quantiles(amounts, n=4, method="inclusive")
    )
    return PriceHint(len(amounts), low, middle, high)
