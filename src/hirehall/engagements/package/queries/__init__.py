"""How orders are obtained, and the page models of their room and their steps."""

from hirehall.engagements.package.queries.own_data import exported
from hirehall.engagements.package.queries.pricing import quote_for
from hirehall.engagements.package.queries.room import (
    AskPage,
    DeliveryCard,
    Room,
    StepPage,
    ask_page,
    room_for,
    step_page,
)
from hirehall.engagements.package.queries.rows import (
    ask_for,
    ask_to_move,
    asks_to_grant,
    count_unpaid,
    delivery_visible,
    is_order,
    order_for,
    order_to_move,
    order_visible,
    orders_running_late,
    orders_running_very_late,
    orders_to_accept,
    orders_to_drop,
    orders_to_remind,
    very_late_at,
)
from hirehall.engagements.package.queries.steps import next_step, steps_of, turns_for

__all__ = [
    "AskPage",
    "DeliveryCard",
    "Room",
    "StepPage",
    "ask_for",
    "ask_page",
    "ask_to_move",
    "asks_to_grant",
    "count_unpaid",
    "delivery_visible",
    "exported",
    "is_order",
    "next_step",
    "order_for",
    "order_to_move",
    "order_visible",
    "orders_running_late",
    "orders_running_very_late",
    "orders_to_accept",
    "orders_to_drop",
    "orders_to_remind",
    "quote_for",
    "room_for",
    "step_page",
    "steps_of",
    "turns_for",
    "very_late_at",
]
