"""Work that is handed in: what was counted, and the contract that the first hand-over begins."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.contracts import operations as contracts
from hirehall.contracts.models import Contract
from hirehall.contracts.states import Origin
from hirehall.engagements.unit import facts, rules
from hirehall.engagements.unit.models import PoolOrder, UnitDelivery, UnitOrder
from hirehall.engagements.unit.operations.pooling import end_claim, place_at
from hirehall.engagements.unit.operations.telling import tell
from hirehall.engagements.unit.operations.texts import keep_text
from hirehall.engagements.unit.queries import Counting
from hirehall.engagements.unit.states import Left, Place, State
from hirehall.files import operations as files
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor


def begin_contract(order: PoolOrder, *, count: int, by: Actor) -> tuple[Contract, UnitOrder]:
    """Whoever hands the work in has accepted the client's terms: the contract, its one unit, and its room."""
    end_claim(order, Left.DELIVERED)
    contract, _, taken_over = contracts.start_from_posting(
        order.posting, freelancer_id=by.require_person(), by=by, origin=Origin(order.origin)
    )
    hours = contract.policy.number("unit.silence_accepts_after_hours")
    work = UnitOrder.objects.create(
        **taken_over,
        instructions=order.instructions,
        what=order.what,
        least=order.least,
        most=order.most,
        level=order.level,
        price_minor=order.price_minor,
        count=count,
        auto_accept_at=clock.now() + timedelta(hours=hours),
    )
    place_at(order, Place.TAKEN)
    contracts.open_room(contract, by=by)
    return contract, work


def hand_over(
    contract: Contract,
    work: UnitOrder,
    *,
    text: str,
    note: str,
    counting: Counting,
    count: int,
    file_ids: tuple[UUID, ...],
    by: Actor,
) -> UnitDelivery:
    """Keep a hand-over with its count and its files; the client's time to answer starts."""
    now = clock.now()
    delivery = UnitDelivery.objects.create(
        order=work,
        number=work.deliveries.count() + 1,
        text=text,
        note=note,
        count=count,
        words=counting.words,
        counted=[file.to_json() for file in counting.files],
        files_count=len(file_ids),
        delivered_at=now,
    )
    keep_text(contract.hall_id, counting.reading, person_id=contract.freelancer_id, delivery=delivery)
    files.attach(list(file_ids), subject_kind="unit_delivery", subject_id=delivery.id, by=by)
    hours = contract.policy.number("unit.silence_accepts_after_hours")
    work.count, work.state, work.revise_by = count, State.DELIVERED, None
    work.auto_accept_at = now + timedelta(hours=hours)
    work.version += 1
    work.save()
    tell(
        facts.WorkDelivered,
        contract,
        work,
        by=by,
        number=delivery.number,
        count=count,
        counted=work.kind_of_unit.said(count),
        amount=rules.cost(work, count, contract.currency),
        auto_accept_at=work.auto_accept_at,
    )
    return delivery
