from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.facts import JoinInvitationMade
from hirehall.halls.models import JoinInvitation
from hirehall.halls.operations import locked_hall
from hirehall.halls.operations.joining import new_code
from hirehall.halls.rules import joining as rules


@action("halls.make_join_code", scope=Scope.STAFF_WRITE)
def make_join_code(hall_id: UUID, *, by: Actor, most_uses: int, days: int, note: str = "") -> JoinInvitation:
    """A code, and a link with it, by which so many people join until a date.

    Raises:
        Refused: ``staff.session_needed``, ``staff.other_hall``, ``hall.not_found``, ``invitation.invalid``.
    """
    require_operator(by, hall_id=hall_id)
    hall = locked_hall(hall_id)
    if not 1 <= most_uses <= rules.MOST_USES:
        raise _invalid("most_uses", f"A code is used 1 to {rules.MOST_USES} times.")
    return _made(hall.id, days, by, most_uses=most_uses, note=note.strip()[:120])


@action("halls.invite_to_hall", scope=Scope.STAFF_WRITE)
def invite_to_hall(hall_id: UUID, *, by: Actor, emails: Sequence[str], days: int, note: str = "") -> int:
    """Personal invitations by e-mail, each for its address alone; answers how many were sent.

    Raises:
        Refused: ``staff.session_needed``, ``staff.other_hall``, ``hall.not_found``, ``invitation.invalid``.
    """
    require_operator(by, hall_id=hall_id)
    hall = locked_hall(hall_id)
    wanted = list(dict.fromkeys(one.strip().lower() for one in emails if one.strip()))
    if not 1 <= len(wanted) <= rules.MOST_ADDRESSES:
        raise _invalid("emails", f"Write 1 to {rules.MOST_ADDRESSES} addresses.")
    for one in wanted:
        try:
            validate_email(one)
        except ValidationError as wrong:
            raise _invalid("emails", f"{one[:80]} is no e-mail address.") from wrong
    for one in wanted:
        _made(hall.id, days, by, email=one, note=note.strip()[:120])
    return len(wanted)


def _made(hall_id: UUID, days: int, by: Actor, **given: object) -> JoinInvitation:
    if not 1 <= days <= rules.LONGEST_INVITATION_DAYS:
        raise _invalid("days", f"An invitation lasts 1 to {rules.LONGEST_INVITATION_DAYS} days.")
    made = JoinInvitation.objects.create(
        hall_id=hall_id,
        code=new_code(),
        made_at=clock.now(),
        made_by_id=by.person_id,
        expires_at=clock.now() + timedelta(days=days),
        **given,
    )
    facts.record(JoinInvitationMade(invitation_id=made.id), by=by, hall_id=hall_id, about=[made.id])
    return made


def _invalid(field: str, sentence: str) -> Refused:
    return Refused("invitation.invalid", sentence, because=Because.INVALID, field=field)
