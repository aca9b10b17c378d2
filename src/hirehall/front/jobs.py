"""What the desk does by itself."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actor import system
from hirehall.foundation.jobs import job, periodic
from hirehall.front.actions.audit_books import audit_books
from hirehall.front.desk.reading import last_audit
from hirehall.front.fee_replay import charge_again

OFTEN_ENOUGH = timedelta(hours=20)


@periodic("front.audit_books", cron="23 2 * * *")
def audit_nightly() -> None:
    """The books are checked each night; the desk shows the result. Run twice in a day, it does nothing."""
    last = last_audit()
    if last is None or clock.now() - last.recorded_at >= OFTEN_ENOUGH:
        audit_books(by=system("clock"))


@job("front.charge_year_again", queue="slow")
def charge_year_again(fact_id: str) -> None:
    """The hall's last year is charged by a draft of fees. Where a page did it already, nothing is left to do."""
    charge_again(UUID(facts.read(fact_id).data["draft_id"]))
