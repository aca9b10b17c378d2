"""Which background jobs follow from which fact. The whole table, in one place; nothing else reacts."""

from __future__ import annotations

from hirehall.conversations.facts import MessageSent
from hirehall.conversations.notices import tell_of_message
from hirehall.foundation.facts import Fact
from hirehall.foundation.jobs import Job
from hirehall.money import facts as money
from hirehall.money import jobs as money_jobs

REACTIONS: dict[type[Fact], tuple[Job, ...]] = {
    MessageSent: (tell_of_message,),
    money.PaymentBegun: (money_jobs.drive_payment,),
    money.RefundBegun: (money_jobs.drive_refund,),
    money.PayoutRequested: (money_jobs.drive_payout,),
    money.RailEventReceived: (money_jobs.handle_rail_event,),
}
