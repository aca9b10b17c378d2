"""Who acts: actors from sessions, staff sessions and tokens."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from hirehall.foundation import clock
from hirehall.foundation.actor import ANONYMOUS, STAFF_SCOPES, Actor, Hat, Scope, person, staff
from hirehall.foundation.reads import kept
from hirehall.people.models import Membership, Organisation, Person, StaffSession, Token, memberships_of

USED_MARK_EVERY = timedelta(hours=1)


def actor_for(who: Person, *, scopes: frozenset[Scope] | None = None, hat: Hat | None = None) -> Actor:
    """The actor that a signed-in person is: hat worn, memberships, token scopes."""
    return _actor(who, _memberships(who.id), scopes=scopes, hat=hat)


def actor_signed_in(who: Person) -> Actor:
    """The actor of a request, whose person came with their memberships, but for who signs in just now."""
    told = getattr(who, "belongs_to", None)
    return actor_for(who) if told is None else _actor(who, _told(told))


def _actor(
    who: Person,
    memberships: Iterable[tuple[UUID, str, str]],
    *,
    scopes: frozenset[Scope] | None = None,
    hat: Hat | None = None,
) -> Actor:
    rows = list(memberships)
    roles = tuple((id_, role) for id_, role, kind in rows if kind == Organisation.Kind.CLIENT)
    agencies = tuple((id_, role) for id_, role, kind in rows if kind == Organisation.Kind.AGENCY)
    return person(who.id, hat=hat or Hat(who.hat), scopes=scopes, roles=roles, agencies=agencies)


def _told(memberships: Iterable[dict[str, str]]) -> Iterator[tuple[UUID, str, str]]:
    """Memberships as ``memberships_of`` tells them."""
    return ((UUID(one["id"]), one["role"], one["kind"]) for one in memberships)


@kept
def _memberships(person_id: UUID) -> QuerySet[Membership, tuple[UUID, str, str]]:
    found = Membership.objects.filter(person_id=person_id).order_by("joined_at")
    return found.values_list("organisation_id", "role", "organisation__kind")


def actor_by_id(person_id: UUID, *, hat: Hat) -> Actor:
    """The actor for a person known by id; for jobs, commands and the demo."""
    return actor_for(Person.objects.get(id=person_id), hat=hat)


def staff_actor(
    who: Person, staff_session_id: UUID | str | None, *, scopes: frozenset[Scope] | None = None
) -> Actor | None:
    """The staff actor for an operator's running staff session, or None when it has ended or timed out."""
    if not staff_session_id or not who.is_operator:
        return None
    session = StaffSession.objects.filter(
        id=staff_session_id, person=who, ended_at=None, expires_at__gt=clock.now()
    ).first()
    return staff(who.id, staff_session_id=session.id, scopes=scopes) if session else None


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def actor_for_token(secret: str, *, staff_session_id: UUID | None = None) -> tuple[Actor, Person | None]:
    """The actor that a token stands for, or ANONYMOUS when it is unknown, revoked or expired.

    The tokens of before a suspension are revoked; one made since opens what ``people.api.suspension`` lists.

    Args:
        secret: the token.
        staff_session_id: the staff session that the call names; it counts for tokens with a staff scope only.
    """
    token = _living_token.first(digest(secret))
    belongs_to = getattr(token, "belongs_to", ())
    if token is None or (token.expires_at and token.expires_at <= clock.now()):
        return ANONYMOUS, None
    if not token.person.is_active and (token.person.suspended_at is None or token.person.closed_at):
        return ANONYMOUS, None
    _mark_used(token)
    scopes = frozenset(Scope(scope) for scope in token.scopes if scope in set(Scope))
    if staff_session_id and scopes & STAFF_SCOPES:
        at_the_desk = staff_actor(token.person, staff_session_id, scopes=scopes)
        if at_the_desk is not None:
            return at_the_desk, token.person
    return _actor(token.person, _told(belongs_to), scopes=scopes), token.person


@kept
def _living_token(digest: str) -> QuerySet[Token]:
    found = Token.objects.filter(digest=digest, revoked_at=None).select_related("person")
    return found.annotate(belongs_to=memberships_of("person_id"))


def _mark_used(token: Token) -> None:
    """Remember that a token is in use, at most once an hour, so that a busy one does not write all the time."""
    now = clock.now()
    if token.last_used_at is None or now - token.last_used_at > USED_MARK_EVERY:
        Token.objects.filter(id=token.id).update(last_used_at=now)
