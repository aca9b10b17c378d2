"""Shared steps of the unit order, each in the caller's transaction."""

from hirehall.engagements.unit.operations.asking import go_on, hold_clock
from hirehall.engagements.unit.operations.closing import (
    accept,
    lose,
    move_to,
    reject,
    stop_clocks_for,
)
from hirehall.engagements.unit.operations.levels import give_level
from hirehall.engagements.unit.operations.ordering import (
    may_order,
    paid,
    require_own_team,
    require_price,
)
from hirehall.engagements.unit.operations.pooling import (
    ask_writer,
    begin_payment,
    call_off,
    leave,
    list_order,
    lose_order,
    pass_on,
    place_at,
    post,
    run_on,
    stand_still,
)
from hirehall.engagements.unit.operations.telling import (
    tell,
    tell_batch,
    tell_candidate,
    tell_claim,
    tell_pool,
    tell_question,
    tell_team,
)
from hirehall.engagements.unit.operations.texts import compare, keep_text, note_packed
from hirehall.engagements.unit.operations.working import begin_contract, hand_over

__all__ = [
    "accept",
    "ask_writer",
    "begin_contract",
    "begin_payment",
    "call_off",
    "compare",
    "give_level",
    "go_on",
    "hand_over",
    "hold_clock",
    "keep_text",
    "leave",
    "list_order",
    "lose",
    "lose_order",
    "may_order",
    "move_to",
    "note_packed",
    "paid",
    "pass_on",
    "place_at",
    "post",
    "reject",
    "require_own_team",
    "require_price",
    "run_on",
    "stand_still",
    "stop_clocks_for",
    "tell",
    "tell_batch",
    "tell_candidate",
    "tell_claim",
    "tell_pool",
    "tell_question",
    "tell_team",
]
