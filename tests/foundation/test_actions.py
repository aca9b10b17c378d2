"""The door of every action, shown with small actions that write an idempotency-independent row: a fact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

import psycopg.errors
import pytest
from django.db import OperationalError, transaction

from hirehall.foundation import actions, facts
from hirehall.foundation.actions import action, registry
from hirehall.foundation.actor import ANONYMOUS, Actor, Hat, Scope, person, system
from hirehall.foundation.ids import new_id
from hirehall.foundation.models import FactRow, IdempotencyKey
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True, kw_only=True)
class BellRung(facts.Fact):
    name: ClassVar[str] = "test.bell_rung"
    amount: Money


@pytest.fixture(autouse=True)
def own_registry() -> Iterator[None]:
    kept = dict(actions._registry)
    yield
    actions._registry.clear()
    actions._registry.update(kept)


def ring_action(**options: Any) -> Any:
    @action("test.ring_bell", scope=Scope.PROFILE_WRITE, **options)
    def ring_bell(amount: Money, *, by: Actor) -> FactRow:
        return facts.record(BellRung(amount=amount), by=by, hall_id=None, about=[])

    return ring_bell


def rings() -> int:
    return FactRow.objects.filter(name=BellRung.name).count()


someone = person(new_id(), hat=Hat.CLIENT)
FIVE = Money(5_00, "EUR")


def test_without_a_key_every_call_has_its_effect() -> None:
    ring = ring_action()
    ring(FIVE, by=someone)
    ring(FIVE, by=someone)
    assert rings() == 2


def test_the_same_key_has_one_effect_and_gives_back_the_same_thing() -> None:
    ring = ring_action()
    first = ring(FIVE, by=someone, key="k1")
    again = ring(FIVE, by=someone, key="k1")
    assert first == again
    assert rings() == 1


def test_the_same_key_with_another_body_is_refused_and_moves_nothing() -> None:
    ring = ring_action()
    ring(FIVE, by=someone, key="k1")
    with pytest.raises(Refused) as refused:
        ring(Money(6_00, "EUR"), by=someone, key="k1")
    assert refused.value.code == "idempotency.key_reused"
    assert rings() == 1


def test_a_key_belongs_to_the_one_who_sent_it() -> None:
    ring = ring_action()
    ring(FIVE, by=someone, key="k1")
    ring(FIVE, by=person(new_id(), hat=Hat.CLIENT), key="k1")
    ring(FIVE, by=system("clock"), key="k1")
    assert rings() == 3


def test_a_refused_call_does_not_use_its_key_up() -> None:
    ready = []

    @action("test.ring_when_ready")
    def ring_when_ready(*, by: Actor) -> FactRow:
        if not ready:
            raise Refused("test.not_ready", "Wait a little.")
        return facts.record(BellRung(amount=FIVE), by=by, hall_id=None, about=[])

    with pytest.raises(Refused, match="Wait"):
        ring_when_ready(by=someone, key="k1")
    assert IdempotencyKey.objects.count() == 0
    ready.append(True)
    ring_when_ready(by=someone, key="k1")
    assert rings() == 1


@pytest.mark.parametrize("given", [None, "text", 7, True, UUID(int=7)])
def test_plain_results_are_given_back_as_they_were(given: object) -> None:
    @action("test.answer")
    def answer(*, by: Actor) -> object:
        return given

    assert answer(by=someone, key="k1") == given
    assert answer(by=someone, key="k1") == given


def test_a_result_that_cannot_be_kept_undoes_the_action() -> None:
    @action("test.answer_badly")
    def answer_badly(*, by: Actor) -> object:
        facts.record(BellRung(amount=FIVE), by=by, hall_id=None, about=[])
        return object()

    with pytest.raises(TypeError, match="model instance"):
        answer_badly(by=someone, key="k1")
    assert rings() == 0


def test_a_token_needs_the_scope() -> None:
    ring = ring_action()
    reader = person(new_id(), hat=Hat.CLIENT, scopes=frozenset({Scope.PROFILE_READ}))
    with pytest.raises(Refused) as refused:
        ring(FIVE, by=reader)
    assert (refused.value.code, refused.value.because) == ("token.scope_missing", Because.FORBIDDEN)
    assert rings() == 0
    ring(FIVE, by=person(new_id(), hat=Hat.CLIENT, scopes=frozenset({Scope.PROFILE_WRITE})))
    assert rings() == 1


def test_what_has_no_scope_is_closed_to_every_token() -> None:
    @action("test.only_by_page")
    def only_by_page(*, by: Actor) -> None:
        raise AssertionError("never reached")

    with pytest.raises(Refused, match="use the pages"):
        only_by_page(by=person(new_id(), hat=Hat.CLIENT, scopes=frozenset(Scope)))


@pytest.mark.django_db(transaction=True)
def test_an_action_cannot_call_another_action() -> None:
    ring = ring_action()

    @action("test.ring_twice")
    def ring_twice(*, by: Actor) -> None:
        ring(FIVE, by=by)

    with pytest.raises(RuntimeError, match="durable"):
        ring_twice(by=someone)
    assert rings() == 0


def failing_with(error: type[Exception], times: int) -> Any:
    left = [times]

    @action("test.ring_after_trouble")
    def ring_after_trouble(*, by: Actor) -> FactRow:
        row = facts.record(BellRung(amount=FIVE), by=by, hall_id=None, about=[])
        if left[0]:
            left[0] -= 1
            raise OperationalError("deadlock detected") from error()
        return row

    return ring_after_trouble


def test_a_deadlock_is_tried_again_and_leaves_one_effect() -> None:
    failing_with(psycopg.errors.DeadlockDetected, 2)(by=someone)
    assert rings() == 1


def test_a_third_deadlock_is_an_error() -> None:
    with pytest.raises(OperationalError):
        failing_with(psycopg.errors.DeadlockDetected, 3)(by=someone)
    assert rings() == 0


def test_another_database_error_is_not_tried_again() -> None:
    with pytest.raises(OperationalError):
        failing_with(psycopg.errors.LockNotAvailable, 1)(by=someone)
    assert rings() == 0


def test_two_actions_cannot_share_a_name() -> None:
    ring_action()
    assert "test.ring_bell" in registry()
    with pytest.raises(ValueError, match="two actions"):
        ring_action()


def test_the_anonymous_actor_has_no_person() -> None:
    with pytest.raises(Refused) as refused:
        ANONYMOUS.require_person()
    assert refused.value.code == "actor.sign_in"


@pytest.mark.django_db(transaction=True)
def test_an_action_refuses_to_run_inside_a_transaction() -> None:
    ring = ring_action()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        ring(FIVE, by=someone)
    assert rings() == 0
