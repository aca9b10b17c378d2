from __future__ import annotations

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.people.facts import CalendarKeyRemoved, TokenRevoked
from hirehall.people.models import CalendarKey, Token
from hirehall.people.operations import locked_person
from hirehall.people.rules import require_self


@action("people.revoke_every_token", scope=Scope.PROFILE_WRITE)
def revoke_every_token(*, by: Actor) -> int:
    """Every token of the person stops working at once, as after a password that somebody else may know.

    So does the private address of their calendar, which reads their dates without any token. Answers how many tokens
    there were.
    """
    who = locked_person(require_self(by))
    tokens = list(Token.objects.select_for_update().filter(person=who, revoked_at=None))
    Token.objects.filter(id__in=[token.id for token in tokens]).update(revoked_at=clock.now())
    for token in tokens:
        facts.record(TokenRevoked(person_id=who.id, token_id=token.id), by=by, hall_id=None, about=[who.id])
    gone, _ = CalendarKey.objects.filter(person=who).delete()
    if gone:
        facts.record(CalendarKeyRemoved(person_id=who.id), by=by, hall_id=None, about=[who.id])
    return len(tokens)
