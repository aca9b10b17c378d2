"""Orders of the pool, made the way people make them: through actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hirehall.engagements.unit.actions.answer_delivery import ask_revision
from hirehall.engagements.unit.actions.claim_order import claim_order, start_work
from hirehall.engagements.unit.actions.deliver_order import deliver_order, revise_order
from hirehall.engagements.unit.actions.post_order import order_direct, post_order
from hirehall.engagements.unit.actions.set_level import set_level
from hirehall.engagements.unit.actions.set_own_price import set_own_prices
from hirehall.engagements.unit.models import PoolOrder, UnitOrder
from hirehall.foundation import jobs
from hirehall.foundation.actor import Actor, Hat, staff
from hirehall.halls.models import Hall
from hirehall.people.actions.start_staff_session import start_staff_session
from tests.makers.base import actor_of, make_person
from tests.makers.contracts import make_pair

WHY = "Clear, exact, and without a mistake in the whole sample."


def words(count: int) -> str:
    return " ".join(f"word{number}" for number in range(count))


@dataclass
class Pool:
    """A hall with a client, a freelancer who has a level, and an editor in a staff session."""

    hall: Hall
    client: Actor
    freelancer: Actor
    editor: Actor

    def posted(self, **more: Any) -> PoolOrder:
        """Posted and, unless the method says otherwise, paid."""
        given: dict[str, Any] = {
            "title": "Care of an oiled table",
            "instructions": "For people who have just bought one: how to clean it, how to oil it, what to leave.",
            "what": "word", "least": 300, "most": 400, "level": 1, "hours": 48,
        }  # fmt: skip
        order = post_order(self.hall.id, by=more.pop("by", self.client), **{**given, **more})
        jobs.drain()
        return pool_again(order)

    def asked(self, **more: Any) -> PoolOrder:
        """Ordered from the freelancer directly, at a price of their own, and paid."""
        set_own_prices(self.hall.id, by=self.freelancer, prices={"word": 4_00, "item": 9_00})
        given: dict[str, Any] = {
            "title": "A letter to old guests", "instructions": "Two paragraphs, warm, and the new opening hours.",
            "what": "word", "least": 300, "most": 400, "hours": 24, "to_pool": False,
        }  # fmt: skip
        order = order_direct(
            self.hall.id, self.freelancer.require_person(), by=self.client, **{**given, **more}
        )
        jobs.drain()
        return pool_again(order)

    def claimed(self, **more: Any) -> PoolOrder:
        return claim_order(self.posted(**more).posting_id, by=self.freelancer)

    def begun(self, **more: Any) -> PoolOrder:
        return start_work(self.claimed(**more).posting_id, by=self.freelancer)

    def delivered(self, count: int = 350, **more: Any) -> UnitOrder:
        order = self.begun(**more)
        declared = {} if order.kind_of_unit.is_counted else {"count": count}
        text = words(count) if not declared else "Here they are."
        deliver_order(order.posting_id, by=self.freelancer, text=text, **declared)
        jobs.drain()
        return again(order)

    def revising(self, **more: Any) -> UnitOrder:
        work = self.delivered(**more)
        return ask_revision(work.id, by=self.client, text="The part about oil is missing.")

    def revised(self, **more: Any) -> UnitOrder:
        work = self.revising(**more)
        revise_order(work.id, by=self.freelancer, text=words(360))
        return again(work)

    def writer(self, name: str, level: int = 1) -> Actor:
        """Somebody else with a level."""
        who = actor_of(make_person(name))
        set_level(self.hall.id, who.require_person(), by=self.editor, level=level, reason=WHY)
        return who


def pool_again(order: PoolOrder | UnitOrder) -> PoolOrder:
    return PoolOrder.objects.select_related("posting__policy").get(posting_id=order.pk)


def again(order: PoolOrder | UnitOrder) -> UnitOrder:
    return UnitOrder.objects.select_related("contract").get(id=order.pk)


def make_editor(name: str = "Edda Lind") -> Actor:
    who = make_person(name, Hat.CLIENT, operator=True)
    session = start_staff_session(by=actor_of(who), reason="The queue of the editors")
    return staff(who.id, staff_session_id=session.id)


def make_pool(
    hall: Hall | None = None,
    *,
    client: str = "Hollis Grey",
    freelancer: str = "Mateus Lindqvist",
    level: int = 2,
) -> Pool:
    pair = make_pair(hall, client=client, freelancer=freelancer)
    editor = make_editor(f"Editor of {client}")
    set_level(pair.hall.id, pair.freelancer.require_person(), by=editor, level=level, reason=WHY)
    return Pool(pair.hall, pair.client, pair.freelancer, editor)
