from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused
from hirehall.people import rules
from hirehall.people.facts import TokenMade
from hirehall.people.models import Token
from hirehall.people.operations import locked_person
from hirehall.people.queries.actors import digest
from hirehall.people.serving import serves_somewhere

LONGEST_DAYS = 366


@action("people.make_token")
def make_token(secret: str, *, by: Actor, name: str, scopes: Sequence[str], days: int | None = 90) -> Token:
    """A program may act for the person, within the scopes, until the token ends or is revoked.

    Only the secret's SHA-256 is kept; make the secret with ``queries.new_secret()`` and show it once.

    Raises:
        Refused: ``token.name_missing``, ``token.scopes_missing``, ``token.scope_unknown``, ``token.days``,
            ``token.too_many``.
    """
    who = locked_person(rules.require_self(by))
    clean = " ".join(name.split())
    if not clean or len(clean) > 80:
        raise rules.invalid(
            "token.name_missing", "Name what the token is for, in up to 80 characters.", "name"
        )
    rules.require_scopes(scopes, operator=serves_somewhere(who))
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        raise rules.invalid("token.days", f"A token lives 1 to {LONGEST_DAYS} days.", "days")
    if Token.objects.filter(person=who, revoked_at=None).count() >= rules.TOKENS_AT_MOST:
        raise Refused("token.too_many", f"You have {rules.TOKENS_AT_MOST} tokens. Revoke one first.")
    token = Token.objects.create(
        person=who,
        name=clean,
        digest=digest(secret),
        hint=secret[:8],
        scopes=sorted(set(scopes)),
        made_at=clock.now(),
        expires_at=clock.now() + timedelta(days=days) if days else None,
    )
    facts.record(
        TokenMade(person_id=who.id, token_id=token.id, scopes=tuple(token.scopes)),
        by=by,
        hall_id=None,
        about=[who.id],
    )
    return token
