"""What a client's record says, and what work of a kind has cost at this hall."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import quantiles
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from hirehall.foundation import clock
from hirehall.foundation.money import Money
from hirehall.foundation.reads import kept
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


Ids = tuple[UUID, ...]
ClientPair = tuple[UUID, UUID | None]


def client_habits(pairs: Iterable[ClientPair]) -> dict[ClientPair, ClientHabits]:
    """Each client's record over all halls, in two queries; a client without briefs has an empty one.

    A proposal is due when its day has come or it was answered; it counts as answered when that was in time.
    """
    wanted = list(dict.fromkeys(pairs))
    people = tuple(client_id for client_id, organisation_id in wanted if organisation_id is None)
    organisations = tuple(organisation_id for _, organisation_id in wanted if organisation_id is not None)
    briefs: dict[ClientPair, tuple[int, int]] = {}
    for client_id, organisation_id, count, hired in _briefs(people, organisations):
        pair = _pair(client_id, organisation_id, wanted)
        before = briefs.get(pair, (0, 0))
        briefs[pair] = (before[0] + count, before[1] + hired)
    answers = _answers(wanted, people, organisations)
    return {pair: ClientHabits(*briefs.get(pair, (0, 0)), **answers.get(pair, {})) for pair in wanted}


@kept
def _briefs(people: Ids, organisations: Ids) -> QuerySet[Brief, tuple[UUID, UUID | None, int, int]]:
    """By client: how many briefs were published, and how many of them led to a contract."""
    return (
        Brief.objects.filter(_theirs("", people, organisations))
        .exclude(state=BriefState.DRAFT.value)
        .values_list("client_id", "organisation_id")
        .annotate(briefs=Count("id"), hired=Count("id", filter=Q(state=BriefState.HIRED.value)))
    )


def _theirs(prefix: str, people: Ids, organisations: Ids) -> Q:
    alone = Q(**{f"{prefix}client_id__any_of": people, f"{prefix}organisation": None})
    return alone | Q(**{f"{prefix}organisation_id__any_of": organisations})


def _pair(client_id: UUID, organisation_id: UUID | None, wanted: list[ClientPair]) -> ClientPair:
    """Briefs of one organisation count together, whoever of it has made them."""
    if organisation_id is not None:
        return next(pair for pair in wanted if pair[1] == organisation_id)
    return (client_id, None)


def _answers(wanted: list[ClientPair], people: Ids, organisations: Ids) -> dict[ClientPair, dict[str, int]]:
    found: dict[ClientPair, dict[str, int]] = {}
    for client_id, organisation_id, due, overdue, late in _proposals(people, organisations, clock.now()):
        pair = _pair(client_id, organisation_id, wanted)
        sums = found.setdefault(pair, {"proposals_due": 0, "proposals_answered": 0, "overdue_now": 0})
        sums["proposals_due"] += due
        sums["proposals_answered"] += due - overdue - late
        sums["overdue_now"] += overdue
    return found


@kept
def _proposals(
    people: Ids, organisations: Ids, now: datetime
) -> QuerySet[Proposal, tuple[UUID, UUID | None, int, int, int]]:
    """By client: how many proposals were due, wait for their answer too long, and were answered late."""
    late = Q(state__in=["submitted", "read"], answered_at=None) & Q(answer_due_at__lte=now)
    return (
        Proposal.objects.filter(_theirs("brief__", people, organisations))
        .exclude(state__in=UNSENT)
        .values_list("brief__client_id", "brief__organisation_id")
        .annotate(
            due=Count("id", filter=Q(answered_at__isnull=False) | late),
            overdue=Count("id", filter=late),
            late=Count("id", filter=Q(answered_at__gt=F("answer_due_at"))),
        )
    )


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
