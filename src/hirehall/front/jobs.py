"""What the desk does by itself."""

from __future__ import annotations

from hirehall.foundation.actor import system
from hirehall.foundation.jobs import periodic
from hirehall.front.actions.audit_books import audit_books


@periodic("front.audit_books", cron="23 2 * * *")
def audit_nightly() -> None:
    """The books are checked each night; the desk shows the result."""
    audit_books(by=system("clock"))
