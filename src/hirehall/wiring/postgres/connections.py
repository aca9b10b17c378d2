"""A connection to the database as the application holds it."""

from __future__ import annotations

from typing import Any

import psycopg

# All that pages, actions and jobs ask again and again are some hundreds of statements; the driver's own limit is 100,
# at which they push each other out and are planned anew.
PLANS_KEPT = 400


class KeepingConnection(psycopg.Connection[Any]):
    """Keeps the plans of as many statements as this application has."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepared_max = PLANS_KEPT
