"""Becoming a member of a hall, in the caller's transaction."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from hirehall.foundation import clock, facts
from hirehall.foundation.actor import Actor, ActorKind, require_operator
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.facts import (
    ApplicationDecided,
    ApplicationReopened,
    ApplicationWithdrawn,
    MemberJoined,
)
from hirehall.halls.models import Application, JoinInvitation, Member
from hirehall.halls.queries import policy_now
from hirehall.halls.queries.joining import membership, usable, usable_for
from hirehall.halls.rules import joining as rules
from hirehall.halls.states.joining import AGAIN_DAYS, Applied, How, Standing
from hirehall.people.queries import verified_addresses

CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def require_member(hall_id: UUID, *, by: Actor, beside: Collection[UUID] = ()) -> None:
    """Refuse to begin something in a hall of which the person is no member; an open hall makes them one, recorded.

    Who has left a hall joins it again by a click of their own. Operators and the system are no members anywhere:
    what they may begin, each action says itself.

    Args:
        beside: with whom it begins; none of them may be suspended in the hall.
    Raises:
        Refused: ``hall.members_only``, ``hall.suspended_here``, ``hall.other_suspended``.
    """
    if beside:
        _require_none_suspended(hall_id, beside)
    if by.kind is not ActorKind.PERSON or by.person_id is None:
        return
    row = membership(hall_id, by.person_id)
    if row is not None and row.state == Standing.JOINED:
        return
    if row is not None and row.state == Standing.SUSPENDED:
        raise rules.suspended_here(row.suspension_reason)
    policy = policy_now(hall_id)
    if row is not None or not rules.is_open(policy):
        raise rules.members_only(policy)
    enrol(hall_id, by.person_id, How.ACT, by=by)


def require_not_suspended(hall_id: UUID, person_id: UUID) -> None:
    """Refuse who is suspended in this hall; whether they are a member of it is not asked.

    Raises:
        Refused: ``hall.suspended_here``.
    """
    row = membership(hall_id, person_id)
    if row is not None and row.state == Standing.SUSPENDED:
        raise rules.suspended_here(row.suspension_reason)


def _require_none_suspended(hall_id: UUID, person_ids: Collection[UUID]) -> None:
    if Member.objects.filter(
        hall_id=hall_id, person_id__in=person_ids, state=Standing.SUSPENDED.value
    ).exists():
        raise Refused(
            "hall.other_suspended",
            "The other side’s membership of this hall is suspended; nothing new begins with them here.",
        )


def enrol(hall_id: UUID, person_id: UUID, how: How, *, by: Actor) -> Member:
    """The person is a member from now on; who is one stays one, and what they had asked for is settled.

    Raises:
        Refused: ``hall.suspended_here``.
    """
    row, now = locked_member(hall_id, person_id), clock.now()
    if row is None:
        try:
            with transaction.atomic():
                row = Member.objects.create(
                    hall_id=hall_id, person_id=person_id, how=how.value, joined_at=now
                )
        except IntegrityError:  # by another act of theirs in this very moment
            return Member.objects.get(hall_id=hall_id, person_id=person_id)
    elif row.state == Standing.SUSPENDED:
        raise rules.suspended_here(row.suspension_reason)
    elif row.state == Standing.JOINED:
        return row
    else:
        row.state, row.how, row.joined_at, row.left_at = Standing.JOINED.value, how.value, now, None
        row.save(update_fields=["state", "how", "joined_at", "left_at"])
    if how not in {How.ACT, How.APPLICATION}:
        open_ones = Application.objects.filter(
            hall_id=hall_id, person_id=person_id, state__in=[Applied.WAITING, Applied.APPEALED]
        )
        open_ones.update(state=Applied.WITHDRAWN.value)
    facts.record(MemberJoined(person_id=person_id, how=how.value), by=by, hall_id=hall_id, about=[person_id])
    return row


def locked_member(hall_id: UUID, person_id: UUID) -> Member | None:
    return Member.objects.select_for_update(no_key=True).filter(hall_id=hall_id, person_id=person_id).first()


def use_invitation(hall_id: UUID, person_id: UUID, code: str) -> JoinInvitation | None:
    """Use up one place of an invitation: the one with this code, or without one the person's own by address.

    Answers None where there is none that this person can use; the last place goes to one person only.
    """
    addresses = verified_addresses(person_id)
    if code:
        rows = usable(hall_id).select_for_update(no_key=True).filter(code=code.strip())
        found = rows.first()
        if found is not None and found.email and found.email.lower() not in addresses:
            return None
    else:
        mine = usable_for(hall_id, addresses)
        found = mine and usable(hall_id).select_for_update(no_key=True).filter(id=mine.id).first()
    if found is not None:
        JoinInvitation.objects.filter(id=found.id).update(uses=F("uses") + 1)
    return found


def new_code() -> str:
    """A code that can be read aloud and not be guessed: 80 bits in letters and digits that look like no other."""
    drawn = "".join(secrets.choice(CODE_LETTERS) for _ in range(16))
    return "-".join(drawn[at : at + 4] for at in range(0, 16, 4))


def own_matter() -> Refused:
    return Refused("staff.own_matter", "Somebody else decides about you.", because=Because.FORBIDDEN)


def own_application(application_id: UUID, *, by: Actor) -> Application:
    """The acting person's own application, locked.

    Raises:
        Refused: ``application.not_found``.
    """
    rules.require_person(by)
    row = Application.objects.select_for_update(no_key=True, of=("self",)).filter(id=application_id).first()
    if row is None or row.person_id != by.person_id:
        raise not_found("application")
    return row


def locked_application(application_id: UUID, *, by: Actor) -> Application:
    """The application, for who may decide in its hall.

    Raises:
        Refused: ``application.not_found``.
    """
    row = Application.objects.select_for_update(no_key=True, of=("self",)).filter(id=application_id).first()
    if row is None:
        raise not_found("application")
    if not by.is_system:
        require_operator(by, hall_id=row.hall_id)
    return row


def decide_application(
    application_id: UUID, *, accepts: bool, reason: str, by: Actor, again_at: datetime | None = None
) -> Application:
    """Somebody is let in, or is not and may apply again from a date on; always with a reason that they are told.

    For the desk's action, and for the action of a module to which the hall's applications are left.

    Args:
        again_at: from when who is refused may apply again; by default as the hall's policy says.
    Raises:
        Refused: ``staff.session_needed``, ``application.not_found``, ``application.decided``,
            ``application.reason_missing``.
    """
    row = locked_application(application_id, by=by)
    if row.person_id == by.person_id:
        raise own_matter()
    if row.state != Applied.WAITING:
        raise Refused("application.decided", "This application does not wait for an answer any more.")
    row.reason = rules.require_reason(reason)
    row.decided_at, row.decided_by_id = clock.now(), by.person_id
    row.state = (Applied.ACCEPTED if accepts else Applied.REFUSED).value
    if not accepts:
        usual = timedelta(days=policy_now(row.hall_id).number(AGAIN_DAYS))
        row.again_at = again_at or row.decided_at + usual
    row.save(update_fields=["reason", "decided_at", "decided_by_id", "state", "again_at"])
    if accepts:
        enrol(row.hall_id, row.person_id, How.APPLICATION, by=by)
    facts.record(
        ApplicationDecided(
            application_id=row.id, person_id=row.person_id, accepts=accepts, reason=row.reason
        ),
        by=by,
        hall_id=row.hall_id,
        about=[row.id, row.person_id],
    )
    return row


def withdraw_waiting(application_id: UUID, *, by: Actor) -> None:
    """An application that waits, or whose appeal does, is withdrawn; what is decided stays."""
    row = Application.objects.select_for_update(no_key=True, of=("self",)).get(id=application_id)
    if row.state not in {Applied.WAITING, Applied.APPEALED}:
        return
    row.state = Applied.WITHDRAWN.value
    row.save(update_fields=["state"])
    fact = ApplicationWithdrawn(application_id=row.id, person_id=row.person_id)
    facts.record(fact, by=by, hall_id=row.hall_id, about=[row.id, row.person_id])


def reopen_application(application_id: UUID, *, by: Actor) -> Application | None:
    """What was refused waits again, because what refused it has changed; None where something newer is asked.

    An appeal was against the decision that stands no more: the next decision can be appealed in its turn.
    """
    row = locked_application(application_id, by=by)
    newer = Application.objects.filter(
        hall_id=row.hall_id, person_id=row.person_id, applied_at__gt=row.applied_at
    )
    if row.state not in {Applied.REFUSED, Applied.APPEALED} or newer.exists():
        return None
    row.state = Applied.WAITING.value
    row.set_decision_aside()
    row.save()
    facts.record(
        ApplicationReopened(application_id=row.id, person_id=row.person_id),
        by=by,
        hall_id=row.hall_id,
        about=[row.id, row.person_id],
    )
    return row


def erase_applications(person_id: UUID) -> None:
    """Who closes their account leaves no answers behind; that they were a member stays with what they did."""
    Application.objects.filter(person_id=person_id).update(answers=[], appeal="", earlier=[])
    mine = JoinInvitation.objects.filter(email__in=verified_addresses(person_id))
    mine.update(email="", note="", withdrawn_at=clock.now())
