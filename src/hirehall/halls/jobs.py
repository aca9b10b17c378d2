"""What comes with its date."""

from __future__ import annotations

from hirehall.foundation import clock
from hirehall.foundation.actor import system
from hirehall.foundation.jobs import periodic
from hirehall.halls.actions.date_time_zone import begin_time_zone
from hirehall.halls.queries.zones import halls_with_another_zone


@periodic("halls.begin_time_zones", cron="*/5 * * * *")
def begin_time_zones() -> None:
    """Halls whose new time zone counts from now on."""
    for hall_id in halls_with_another_zone(clock.now()):
        begin_time_zone(hall_id, by=system("clock"))
