"""What a payment costs at a hall, and which schedules a hall has had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, require_operator
from hirehall.foundation.addresses import at_hall
from hirehall.foundation.money import Money
from hirehall.foundation.reads import kept
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.money.fees.models import FeeDraft, FeeDraftMember, FeeSchedule, FeeVote, FeeVoter
from hirehall.money.fees.primitives import Situation
from hirehall.money.fees.quotes import FeeQuote as FeeQuote
from hirehall.money.fees.quotes import OtherCurrency, quote
from hirehall.money.models.payouts import Earning

MARKETPLACE = "marketplace"


def schedule_in_force(hall_id: UUID, *, at: datetime | None = None) -> FeeSchedule:
    """The schedule that counts at ``at`` (now by default).

    Raises:
        Refused: ``fee_schedule.not_found`` when the hall has none yet.
    """
    schedule = _in_force.first(hall_id, at or clock.now())
    if schedule is None:
        raise not_found("fee_schedule")
    return schedule


@kept
def _in_force(hall_id: UUID, at: datetime) -> QuerySet[FeeSchedule]:
    begun = FeeSchedule.objects.filter(hall_id=hall_id, effective_from__lte=at, withdrawn_at__isnull=True)
    return begun.order_by("-effective_from")[:1]


def schedules_of(hall_id: UUID) -> list[FeeSchedule]:
    """Every schedule of the hall, the latest first, those that are announced or were withdrawn included."""
    return list(FeeSchedule.objects.filter(hall_id=hall_id).order_by("-effective_from"))


def schedule_for(hall_id: UUID, schedule_id: UUID) -> FeeSchedule:
    """One schedule of the hall.

    Raises:
        Refused: ``fee_schedule.not_found``.
    """
    schedule = FeeSchedule.objects.filter(id=schedule_id, hall_id=hall_id).first()
    if schedule is None:
        raise not_found("fee_schedule")
    return schedule


def fee_quote(
    hall_id: UUID,
    *,
    amount: Money,
    origin: str = MARKETPLACE,
    pair_before: Money | None = None,
    first_payment: bool = True,
    at: datetime | None = None,
    chosen: Mapping[str, str] | None = None,
) -> FeeQuote:
    """What a payment of ``amount`` costs by the schedule in force at ``at``. One query.

    Args:
        hall_id: the hall.
        amount: the price between the two sides.
        origin: where the relationship came from; ``marketplace`` unless the freelancer brought the client.
        pair_before: what this client has paid this freelancer before, less refunds.
        first_payment: whether nothing was paid under this contract yet.
        at: the instant whose schedule counts.
        chosen: level or plan of a side, where the schedule selects by it.
    Raises:
        Refused: ``fee_schedule.not_found``, ``fee_schedule.other_currency``, ``fee_schedule.negative_amount``.
    """
    schedule = schedule_in_force(hall_id, at=at)
    return _quoted(schedule, amount, origin, pair_before, first_payment, chosen)


def quote_under(
    schedule_id: UUID,
    *,
    amount: Money,
    origin: str = MARKETPLACE,
    pair_before: Money | None = None,
    first_payment: bool = True,
    chosen: Mapping[str, str] | None = None,
) -> FeeQuote:
    """What a payment costs under one given schedule: the one that a contract was made under. One query.

    Raises:
        Refused: as ``fee_quote``.
    """
    return _quoted(_schedule(schedule_id), amount, origin, pair_before, first_payment, chosen)


def tip_quote(hall_id: UUID, *, amount: Money, schedule_id: UUID | None = None) -> FeeQuote:
    """What a tip or a bonus costs: nothing, unless the schedule charges tips. One query.

    Args:
        schedule_id: the schedule of the contract; None takes the one in force now.
    Raises:
        Refused: as ``fee_quote``.
    """
    schedule = schedule_in_force(hall_id) if schedule_id is None else _schedule(schedule_id)
    return _quoted(schedule, amount, MARKETPLACE, None, False, None, tip=True)


def quotes_of_plans(
    hall_id: UUID,
    plans: Sequence[Sequence[Money]],
    *,
    origin: str = MARKETPLACE,
    pair_before: Money | None = None,
    schedule_id: UUID | None = None,
) -> list[list[FeeQuote]]:
    """What each payment of some plans costs, in order, as offers of these plans would freeze them now. One query.

    Args:
        origin, pair_before: as ``fee_quote``.
        schedule_id: the schedule of a running contract; None takes the one in force now.
    Raises:
        Refused: as ``fee_quote``.
    """
    schedule = schedule_in_force(hall_id) if schedule_id is None else _schedule(schedule_id)
    found = []
    for plan in plans:
        quotes: list[FeeQuote] = []
        before = pair_before
        for amount in plan:
            quotes.append(_quoted(schedule, amount, origin, before, not quotes, None))
            before = amount if before is None else before + amount
        found.append(quotes)
    return found


def _schedule(schedule_id: UUID) -> FeeSchedule:
    schedule = FeeSchedule.objects.filter(id=schedule_id).first()
    if schedule is None:
        raise not_found("fee_schedule")
    return schedule


def _quoted(
    schedule: FeeSchedule,
    amount: Money,
    origin: str,
    pair_before: Money | None,
    first_payment: bool,
    chosen: Mapping[str, str] | None,
    *,
    tip: bool = False,
) -> FeeQuote:
    if amount.minor < 0:
        raise Refused(
            "fee_schedule.negative_amount",
            "Give an amount of zero or more.",
            because=Because.INVALID,
            field="amount",
        )
    situation = Situation(
        amount=amount.minor,
        origin=origin,
        pair_before=pair_before.minor if pair_before else 0,
        first_payment=first_payment,
        chosen=chosen or {},
    )
    try:
        rules = schedule.read().for_tips() if tip else schedule.read()
        return quote(rules, amount, situation, schedule_id=schedule.id)
    except OtherCurrency as error:
        raise Refused(
            "fee_schedule.other_currency",
            f"This hall’s fees have fixed sums in {schedule.rules['currency']}; "
            f"an amount in {amount.currency} cannot be quoted.",
            because=Because.INVALID,
            field="currency",
        ) from error


DRAFTS_SHOWN = 20
SORTS = ("change", "before", "after", "volume")


def drafts_of(hall_id: UUID) -> list[FeeDraft]:
    """The latest drafts of the hall. One query."""
    return list(FeeDraft.objects.filter(hall_id=hall_id).order_by("-drafted_at")[:DRAFTS_SHOWN])


def draft_for(by: Actor, hall_id: UUID, draft_id: UUID) -> FeeDraft:
    """One draft of the hall, for an operator in a staff session.

    Raises:
        Refused: ``staff.session_needed``, ``fee_draft.not_found``.
    """
    require_operator(by, hall_id=hall_id)
    draft = FeeDraft.objects.filter(id=draft_id, hall_id=hall_id).select_related("hall").first()
    if draft is None:
        raise not_found("fee_draft")
    return draft


def count_released(hall_id: UUID, since: datetime, until: datetime, currency: str) -> int:
    """Of how many units of work something was released in a span. One query."""
    span = Earning.objects.filter(
        hall_id=hall_id, currency=currency, released_at__gte=since, released_at__lt=until
    )
    return span.aggregate(units=Count("unit_id", distinct=True))["units"] or 0


def draft_members(
    draft: FeeDraft, *, side: str, sort: str = "-change", after: UUID | None = None, most: int | None = None
) -> list[FeeDraftMember]:
    """What each member of one side would have borne, sorted, from below a row on. With names: for operators.

    Args:
        sort: one of ``SORTS``, with a minus the largest first.
    """
    rows = draft.members.filter(side=side).select_related("person", "organisation")
    down, name = sort.startswith("-"), sort.removeprefix("-")
    column = f"{name if name in SORTS else 'change'}_minor"
    last = draft.members.filter(id=after, side=side).first() if after else None
    if last is not None:
        value, beyond = getattr(last, column), "lt" if down else "gt"
        rows = rows.filter(
            Q(**{f"{column}__{beyond}": value}) | Q(**{column: value, f"id__{beyond}": last.id})
        )
    ordered = rows.order_by(*((f"-{column}", "-id") if down else (column, "id")))
    return list(ordered if most is None else ordered[:most])


def votes_of(hall_id: UUID) -> list[FeeVote]:
    """The hall's votes on fees, the latest first. One query."""
    return list(
        FeeVote.objects.filter(hall_id=hall_id).select_related("draft").order_by("-opened_at")[:DRAFTS_SHOWN]
    )


def vote_in(hall_id: UUID, vote_id: UUID) -> FeeVote:
    """One vote of the hall; votes are public.

    Raises:
        Refused: ``fee_vote.not_found``.
    """
    vote = FeeVote.objects.filter(id=vote_id, hall_id=hall_id).select_related("draft", "schedule").first()
    if vote is None:
        raise not_found("fee_vote")
    return vote


def vote_on(draft: FeeDraft) -> FeeVote | None:
    """The vote on a draft; None where it was not put to one."""
    return FeeVote.objects.filter(draft=draft).first()


def own_ballot(vote: FeeVote, person_id: UUID | None) -> FeeVoter | None:
    """The person's place on the roll, with what they chose while the vote is open; None for who is not on it."""
    return vote.roll.filter(person_id=person_id).first() if person_id else None


def cast_so_far(vote: FeeVote) -> int:
    """How many have voted; how they did is shown to nobody before the end."""
    return vote.turnout if vote.yes is not None else vote.roll.exclude(choice="").count()


def votes_waiting_for(by: Actor) -> list[FeeVote]:
    """Open votes on fees on whose roll the person stands without having voted, the nearest end first. One query."""
    if by.person_id is None or by.is_staff:
        return []
    rows = FeeVote.objects.filter(at_hall(by), closed_at=None, closes_at__gt=clock.now())
    mine = FeeVoter.objects.filter(vote_id=OuterRef("id"), person_id=by.person_id, choice="")
    return list(rows.filter(Exists(mine)).order_by("closes_at"))


def own_year(vote: FeeVote, person_id: UUID) -> list[FeeDraftMember]:
    """What the person themselves bore in the year, and would have by the draft: for their eyes only."""
    return list(vote.draft.members.filter(person_id=person_id).order_by("-side"))


def votes_to_close(now: datetime) -> list[UUID]:
    return list(FeeVote.objects.filter(closed_at=None, closes_at__lte=now).values_list("id", flat=True))


def roll_of(vote_id: UUID, *, after: str, limit: int) -> list[UUID]:
    """The next people on the roll, by id."""
    rows = FeeVoter.objects.filter(vote_id=vote_id)
    later = rows.filter(person_id__gt=UUID(after)) if after else rows
    return list(later.order_by("person_id").values_list("person_id", flat=True)[:limit])
