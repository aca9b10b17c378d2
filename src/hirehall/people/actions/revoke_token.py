from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import not_found
from hirehall.people.facts import TokenRevoked
from hirehall.people.models import Token
from hirehall.people.rules import require_self


@action("people.revoke_token", scope=Scope.PROFILE_WRITE)
def revoke_token(token_id: UUID, *, by: Actor) -> Token:
    """The token stops working at once; revoking it again changes nothing.

    Raises:
        Refused: ``token.not_found``.
    """
    person_id = require_self(by)
    token = Token.objects.select_for_update().filter(id=token_id, person_id=person_id).first()
    if token is None:
        raise not_found("token")
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
        facts.record(
            TokenRevoked(person_id=person_id, token_id=token.id), by=by, hall_id=None, about=[person_id]
        )
    return token
