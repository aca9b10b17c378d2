"""Which background jobs follow from which fact. The whole table, in one place; nothing else reacts."""

from __future__ import annotations

from hirehall.foundation.facts import Fact
from hirehall.foundation.jobs import Job

REACTIONS: dict[type[Fact], tuple[Job, ...]] = {}
