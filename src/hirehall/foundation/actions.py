"""The door of every business action: one transaction, one effect per idempotency key, one registry.

``@action("milestone.accept_delivery")`` wraps a function in ``transaction.atomic(durable=True)``: an action
can therefore not call another one (Django refuses), and shared steps live in ``operations.py``. Callers may
pass ``key=...``; the same key by the same actor gives back the first call's result, and the same key with
other arguments is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, OperationalError, connection, models, transaction

from hirehall.foundation import clock, outbox
from hirehall.foundation.actor import STAFF_SCOPES, Actor, Scope
from hirehall.foundation.ids import new_id
from hirehall.foundation.models import IdempotencyKey
from hirehall.foundation.refused import Because, Refused

F = TypeVar("F", bound=Callable[..., Any])

DEADLOCK_RETRIES = 3
LONGEST_KEY = 200
CLAIM = (
    "INSERT INTO foundation_idempotency_key (id, owner, key, action, body_hash, claimed_at)"
    " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (owner, key) DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class Declared:
    """One action as the registry knows it."""

    name: str
    function: Callable[..., Any]
    scope: Scope | None


_registry: dict[str, Declared] = {}


def registry() -> Mapping[str, Declared]:
    """Every declared action by name; the permission matrix test walks it."""
    return dict(_registry)


def action(name: str, *, scope: Scope | None = None) -> Callable[[F], F]:
    """Declare a business action.

    Args:
        name: ``module.verb_noun``, unique, stable.
        scope: what a token must hold to perform it; None for what tokens may never do.
    """

    def declare(function: F) -> F:
        @wraps(function)
        def perform(*args: Any, key: str | None = None, **kwargs: Any) -> Any:
            by = kwargs["by"]
            _require_scope(by, scope)
            by = kwargs["by"] = _within_token(by, scope)
            for attempt in range(DEADLOCK_RETRIES):
                try:
                    with transaction.atomic(durable=True), outbox.together():
                        if key is None:
                            return function(*args, **kwargs)
                        return _once(name, function, by, key, args, kwargs)
                except IntegrityError as error:
                    if (said := _said(error)) is not None:
                        raise said from error
                    raise
                except OperationalError as error:
                    if not _is_deadlock(error) or attempt == DEADLOCK_RETRIES - 1:
                        raise
            raise AssertionError("unreachable")

        if name in _registry:
            raise ValueError(f"two actions are called {name}")
        _registry[name] = Declared(name, perform, scope)
        return cast(F, perform)

    return declare


def _require_scope(by: Actor, scope: Scope | None) -> None:
    if by.scopes is not None and (scope is None or scope not in by.scopes):
        raise Refused(
            "token.scope_missing",
            f"This token lacks the scope {scope}." if scope else "Tokens cannot do this; use the pages.",
            because=Because.FORBIDDEN,
        )


def _within_token(by: Actor, scope: Scope | None) -> Actor:
    """A token that only reads the desk has no staff power in an action that is everybody's.

    An operator of one hall then acts as the person; one of the installation is nobody else in their session.
    """
    if by.scopes is None or scope in STAFF_SCOPES or Scope.STAFF_WRITE in by.scopes:
        return by
    if by.is_staff:
        _require_scope(by, Scope.STAFF_WRITE)
    return replace(by, staff_of=None, staff_session_id=None) if by.staff_of is not None else by


# what the database refuses by the name of a constraint -> code and sentence; filled where the constraint is made
CONSTRAINTS: dict[str, tuple[str, str]] = {}


def _said(error: IntegrityError) -> Refused | None:
    told = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    return Refused(*CONSTRAINTS[told]) if told in CONSTRAINTS else None


def _is_deadlock(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", None) in {"40P01", "40001"}


def _once(
    name: str,
    function: Callable[..., Any],
    by: Actor,
    key: str,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> Any:
    if len(key) > LONGEST_KEY or "\x00" in key:
        raise Refused(
            "idempotency.key_unusable",
            f"An idempotency key has at most {LONGEST_KEY} characters.",
            because=Because.INVALID,
        )
    owner = f"{by.kind}:{by.person_id or by.name}"
    body = {"args": args, "kwargs": {k: v for k, v in kwargs.items() if k != "by"}}
    body_hash = hashlib.sha256(json.dumps(body, sort_keys=True, default=repr).encode()).hexdigest()
    claimed = _claim(owner, key, name, body_hash)
    if claimed is not None:
        if (claimed.action, claimed.body_hash) != (name, body_hash):
            raise Refused(
                "idempotency.key_reused",
                "This idempotency key was used for something else. Send a new key for a new request.",
            )
        return _restored(claimed.result)
    result = function(*args, **kwargs)
    IdempotencyKey.objects.filter(owner=owner, key=key).update(result=_stored(result))
    return result


def _claim(owner: str, key: str, name: str, body_hash: str) -> IdempotencyKey | None:
    """Claim the key; a concurrent holder of the same key makes this wait until it has committed.

    Answers None when the key is ours now, and the earlier row when it was taken.
    """
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [new_id(), owner, key, name, body_hash, clock.now()])
        if cursor.rowcount:
            return None
    return IdempotencyKey.objects.get(owner=owner, key=key)


def _stored(result: Any) -> Any:
    if isinstance(result, models.Model):
        return {"model": result._meta.label, "id": str(result.pk)}
    if result is None or isinstance(result, str | int | bool):
        return {"value": result}
    if isinstance(result, UUID):
        return {"uuid": str(result)}
    raise TypeError(
        f"an action gives back a model instance, a plain value or None, not {type(result).__name__}"
    )


def _restored(stored: Any) -> Any:
    if "model" in stored:
        return apps.get_model(stored["model"])._default_manager.get(pk=stored["id"])
    return UUID(stored["uuid"]) if "uuid" in stored else stored["value"]


__all__ = ["Declared", "action", "registry"]
