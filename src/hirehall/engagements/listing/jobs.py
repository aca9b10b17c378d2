"""What runs in the background: the days of listed positions."""

from __future__ import annotations

from hirehall.engagements.listing import queries
from hirehall.engagements.listing.actions.close_position import expire_position
from hirehall.foundation import clock
from hirehall.foundation.actor import system
from hirehall.foundation.jobs import enqueue, job, periodic, unless_moved

CLOCK = system("clock")


@job("listing.expire_position")
def expire_one(position_id: str) -> None:
    unless_moved(expire_position, position_id, by=CLOCK)


@periodic("listing.sweep_positions", cron="*/10 * * * *")
def sweep_positions() -> None:
    """Positions whose days are over: one job each, so that one failure holds up nobody else."""
    for position_id in queries.to_expire(clock.now()):
        enqueue(expire_one, once=f"position-expire:{position_id}", position_id=str(position_id))
