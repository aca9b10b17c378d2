"""The happy path: a service is ordered, paid, answered, delivered, accepted, and its money released."""

from __future__ import annotations

from hirehall.contracts.models import Contract
from hirehall.engagements.package.actions.accept_order import accept_order
from hirehall.engagements.package.actions.deliver_order import deliver_order
from hirehall.engagements.package.actions.give_requirements import give_requirements
from hirehall.foundation import jobs
from hirehall.market.models import Service
from hirehall.money import invariants
from hirehall.money import queries as money
from tests.makers.contracts import eur
from tests.makers.package import Shop, again, make_service


def test_an_order_runs_from_payment_to_release_and_ends_its_contract(shop: Shop) -> None:
    order = shop.ordered(package=2, extras=(1,))
    assert (order.state, order.amount_minor, order.client_fee_minor) == ("requirements", 450_00, 13_50)
    assert money.escrow_by_unit(order.contract_id) == {order.id: eur(450_00)}
    assert Service.objects.get(id=shop.service.id).open_orders == 1

    order = give_requirements(order.id, by=shop.client, answers=("A bakery", "Warm ones"))
    assert order.state == "in_progress"
    assert order.due_at is not None
    assert order.answered_at is not None
    assert (order.due_at - order.answered_at).days == 9

    order = deliver_order(order.id, by=shop.freelancer, note="All files, and how to use them.")
    assert order.state == "delivered"

    accept_order(order.id, by=shop.client)
    jobs.drain()
    order = again(order)
    assert (order.state, order.released_minor, order.held) == ("accepted", 450_00, eur(0))
    ended = Contract.objects.get(id=order.contract_id)
    assert (ended.state, ended.ended_by, ended.paid_minor) == ("ended", "completion", 450_00)
    assert money.balance_of(shop.freelancer.person_id, shop.hall).coming_total == eur(360_00)
    service = Service.objects.get(id=shop.service.id)
    assert (service.open_orders, service.orders_done) == (0, 1)
    assert invariants.check() == []


def test_without_questions_the_clock_starts_with_the_payment(shop: Shop) -> None:
    plain = make_service(shop.hall, shop.freelancer, title="Proofreading of a page", questions=())
    order = shop.ordered(service=plain)
    assert order.state == "in_progress"
    assert order.due_at is not None
