"""What the desk does by itself."""

from __future__ import annotations

from datetime import timedelta

from hirehall.foundation import clock
from hirehall.foundation.actor import system
from hirehall.foundation.jobs import periodic
from hirehall.front.actions.audit_books import audit_books
from hirehall.front.desk.reading import last_audit

OFTEN_ENOUGH = timedelta(hours=20)


@periodic("front.audit_books", cron="23 2 * * *")
def audit_nightly() -> None:
    """The books are checked each night; the desk shows the result. Run twice in a day, it does nothing."""
    last = last_audit()
    if last is None or clock.now() - last.recorded_at >= OFTEN_ENOUGH:
        audit_books(by=system("clock"))
