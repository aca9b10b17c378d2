from __future__ import annotations

from uuid import UUID

from hirehall.contracts import queries as contract_queries
from hirehall.contracts import rules as contract_rules
from hirehall.conversations.models import Message
from hirehall.conversations.operations import write_message
from hirehall.engagements.package import queries
from hirehall.engagements.package.states import MODEL
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import not_found


@action("package.ask_about_offer", scope=Scope.MESSAGES_WRITE)
def ask_about_offer(offer_id: UUID, *, by: Actor, text: str) -> Message:
    """A question back about a custom offer, in its conversation; the offer stays on the table."""
    offer = contract_queries.offer_to_move(offer_id, by=by, model=MODEL)
    custom = queries.custom_of(offer)
    contract_rules.require_answerable(offer, by)
    if custom.inquiry.thread_id is None:
        raise not_found("thread")
    return write_message(custom.inquiry.thread_id, by=by, text=text)
