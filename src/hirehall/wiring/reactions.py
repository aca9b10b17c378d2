"""Which background jobs follow from which fact. The whole table, in one place; nothing else reacts."""

from __future__ import annotations

from hirehall.conversations.facts import MessageSent
from hirehall.conversations.notices import tell_of_message
from hirehall.foundation.facts import Fact
from hirehall.foundation.jobs import Job

REACTIONS: dict[type[Fact], tuple[Job, ...]] = {
    MessageSent: (tell_of_message,),
}
