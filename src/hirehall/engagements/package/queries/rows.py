"""Single rows and small sets: for an actor, locked for a move, or due for a sweep."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Min, Q, QuerySet

from hirehall.contracts import queries as contracts
from hirehall.contracts.models import Contract
from hirehall.contracts.states import AskState, ContractState, Side
from hirehall.engagements.package.models import Ask, Order, OrderDelivery, RevisionPurchase
from hirehall.engagements.package.states import State
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused, not_found
from hirehall.market.models import Service
from hirehall.money.models import Payment

PARTIES = (
    "contract__client",
    "contract__organisation",
    "contract__freelancer",
    "contract__agency",
    "contract__policy",
    "service",
)
SWEEP_AT_MOST = 500
RECORD_AT_MOST = 200
FAVOURITE_FROM = 3
REMIND_EVERY = timedelta(days=1)


def order_for(by: Actor, order_id: UUID) -> Order:
    """The order with its contract and parties, when the actor may see it.

    Raises:
        Refused: ``order.not_found``.
    """
    return contracts.unit_for(by, Order, order_id, parties=PARTIES, called="order")


def order_to_move(order_id: UUID, *, by: Actor) -> tuple[Contract, Order]:
    """The contract, locked as the root, then its order, locked.

    Raises:
        Refused: ``order.not_found``.
    """
    return contracts.unit_to_move(Order, order_id, by=by, called="order")


def purchase_to_move(payment_id: UUID, *, by: Actor) -> tuple[Contract, Order, RevisionPurchase]:
    """More revisions that are paid for by this payment, with their locked contract and order.

    Raises:
        Refused: ``purchase.not_found``.
    """
    found = RevisionPurchase.objects.filter(payment_id=payment_id).values_list("order_id", flat=True).first()
    if found is None:
        raise not_found("purchase")
    contract, order = order_to_move(found, by=by)
    return contract, order, RevisionPurchase.objects.get(payment_id=payment_id)


def paid_for_by(payment_id: UUID) -> str:
    """What waits for this payment: ``order`` or ``revisions``; empty when it is no part of this model."""
    if RevisionPurchase.objects.filter(payment_id=payment_id).exists():
        return "revisions"
    unit = Payment.objects.filter(id=payment_id).values("unit_id")
    return "order" if Order.objects.filter(id__in=unit).exists() else ""


def wished_since_delivery(order: Order, side: Side) -> bool:
    """Whether this side has wished to cancel since the last hand-over: the clock of silence stops for it once."""
    return (
        order.delivered_at is not None
        and order.asks.filter(kind=Ask.Kind.CANCEL, side=side, asked_at__gte=order.delivered_at).exists()
    )


def ask_to_move(ask_id: UUID, *, by: Actor) -> tuple[Contract, Order, Ask]:
    """What was asked, with its locked contract and order; read again after the lock.

    Raises:
        Refused: ``ask.not_found``.
    """
    root = Ask.objects.filter(id=ask_id).values_list("order_id", flat=True).first()
    if root is None:
        raise not_found("ask")
    try:
        contract, order = order_to_move(root, by=by)
    except Refused as refused:
        raise not_found("ask") from refused
    return contract, order, Ask.objects.select_for_update(no_key=True).get(id=ask_id)


def ask_for(by: Actor, ask_id: UUID) -> Ask:
    """What was asked, when the actor may see its contract.

    Raises:
        Refused: ``ask.not_found``.
    """
    visible = Ask.objects.filter(order__contract__in=contracts.contracts_visible_to(by))
    found = visible.select_related(*(f"order__{name}" for name in PARTIES)).filter(id=ask_id).first()
    if found is None:
        raise not_found("ask")
    return found


def delivery_visible(by: Actor, delivery_id: UUID) -> bool:
    """Whether the actor may read the files of a delivery: both sides of its contract, and staff."""
    visible = contracts.contracts_visible_to(by)
    return OrderDelivery.objects.filter(id=delivery_id, order__contract__in=visible).exists()


def order_visible(by: Actor, order_id: UUID) -> bool:
    """Whether the actor may read the files that came with the client's answers."""
    return Order.objects.filter(id=order_id, contract__in=contracts.contracts_visible_to(by)).exists()


def count_unpaid(service: Service, *, client_id: UUID) -> int:
    """How many places in the queue of a service this client has taken without having paid yet."""
    unpaid = Order.objects.filter(service=service, state__in=[State.ORDERED, State.UNPAID])
    return unpaid.filter(contract__client_id=client_id).count()


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """What orders say about their service: which packages were accepted, which is ordered most, when one is free."""

    packages: dict[UUID, str]
    favourite: int | None
    free_at: datetime | None


def record_of_service(service: Service) -> ServiceRecord:
    """Two queries, of the latest orders."""
    rows = list(
        Order.objects.filter(service=service)
        .exclude(state=State.CANCELLED)
        .order_by("-ordered_at")
        .values_list("contract_id", "package", "state")[:RECORD_AT_MOST]
    )
    counted = Counter(package["number"] for _, package, _ in rows if package["number"])
    (favourite, most), (_, following) = [*counted.most_common(2), (0, 0), (0, 0)][:2]
    open_ones = Order.objects.filter(service=service, closed_at=None, due_at__isnull=False)
    free_at = open_ones.aggregate(first=Min("due_at"))["first"] if service.is_full else None
    return ServiceRecord(
        packages={contract: package["title"] for contract, package, state in rows if state == State.ACCEPTED},
        favourite=favourite if most >= FAVOURITE_FROM and most > following else None,
        free_at=max(free_at, clock.now()) if free_at else None,
    )


def _moving() -> QuerySet[Order]:
    return Order.objects.exclude(contract__state=ContractState.FROZEN)


def orders_to_accept(now: datetime) -> list[UUID]:
    """Orders whose silence has spoken; read from the partial index."""
    due = _moving().filter(state=State.DELIVERED, auto_accept_at__lte=now).order_by("auto_accept_at")
    return list(due.values_list("id", flat=True)[:SWEEP_AT_MOST])


def orders_running_late(now: datetime) -> list[UUID]:
    """Orders whose date has passed."""
    due = _moving().filter(state__in=[State.IN_PROGRESS, State.REVISION], due_at__lte=now)
    return list(due.order_by("due_at").values_list("id", flat=True)[:SWEEP_AT_MOST])


def orders_running_very_late(now: datetime) -> list[UUID]:
    """Late orders whose policy's hours have passed as well."""
    found = _moving().filter(state=State.LATE, due_at__lte=now).select_related("contract__policy")
    return [order.id for order in found.order_by("due_at")[:SWEEP_AT_MOST] if very_late_at(order) <= now]


def very_late_at(order: Order) -> datetime:
    """When an order becomes very late, under the policy of its contract."""
    assert order.due_at is not None  # noqa: S101 - it has been started
    return order.due_at + timedelta(hours=order.contract.policy.number("package.very_late_after_hours"))


def orders_to_drop(now: datetime) -> list[UUID]:
    """Orders that nobody has paid in time."""
    due = _moving().filter(state=State.UNPAID, drop_at__lte=now).order_by("drop_at")
    return list(due.values_list("id", flat=True)[:SWEEP_AT_MOST])


def asks_to_grant(now: datetime) -> list[UUID]:
    """Wishes to cancel that nobody answered in time."""
    due = Ask.objects.filter(state=AskState.OPEN, kind=Ask.Kind.CANCEL, answer_by__lte=now)
    moving = due.exclude(order__contract__state=ContractState.FROZEN)
    return list(moving.order_by("answer_by").values_list("id", flat=True)[:SWEEP_AT_MOST])


def orders_to_remind(now: datetime) -> list[UUID]:
    """Orders that have waited a day for the client's answers, since the order or the last reminder."""
    waiting = _moving().filter(state=State.REQUIREMENTS, ordered_at__lte=now - REMIND_EVERY)
    due = waiting.filter(Q(reminded_at=None) | Q(reminded_at__lte=now - REMIND_EVERY))
    return list(
        due.order_by(F("reminded_at").asc(nulls_first=True)).values_list("id", flat=True)[:SWEEP_AT_MOST]
    )
