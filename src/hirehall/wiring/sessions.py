"""Where sessions are kept: the framework's own table, read by a statement that is written once."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.db.models.functions import Now

from hirehall.foundation.reads import kept


class SessionStore(db.SessionStore):
    """The framework's store in the database; each page of somebody signed in begins with what it loads."""

    def load(self) -> dict[str, Any]:
        found = _living.first(self.session_key)
        if found is None:
            self._session_key = None
            return {}
        return self.decode(found)


@kept
def _living(key: str | None) -> QuerySet[Session, str]:
    return Session.objects.filter(session_key=key, expire_date__gt=Now()).values_list(
        "session_data", flat=True
    )
