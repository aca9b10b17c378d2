"""Somebody with a token, for tests of the API."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.test import Client

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, Scope
from hirehall.people.models import Token
from hirehall.people.queries import digest


class Caller:
    """Somebody whose token may do everything, or what ``scopes`` say."""

    def __init__(self, who: Actor, *, scopes: Sequence[str] = tuple(Scope)) -> None:
        secret = f"secret of {who.person_id}"
        Token.objects.create(  # type: ignore[misc]
            person_id=who.person_id,
            name="test",
            digest=digest(secret),
            hint="s",
            scopes=[str(scope) for scope in scopes],
            made_at=clock.now(),
        )
        self.headers = {"Authorization": f"Bearer {secret}"}
        self.browser = Client()

    def call(self, method: str, path: str, body: Any = None, *, status: tuple[int, ...] = (200, 201)) -> Any:
        answer = self.browser.generic(
            method,
            f"/api/v1/{path}",
            json.dumps(body or {}),
            content_type="application/json",
            headers=self.headers,
        )
        assert answer.status_code in status, answer.content
        return answer.json() if answer.content else None
