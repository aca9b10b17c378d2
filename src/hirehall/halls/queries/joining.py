"""Who is a member of which hall, how one becomes one, and what waits at the desk."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import at_hall
from hirehall.foundation.reads import kept
from hirehall.halls.models import Application, Hall, HallOperator, JoinInvitation, Member, Policy
from hirehall.halls.queries import policy_now
from hirehall.halls.queries.staff import office_of
from hirehall.halls.rules import joining
from hirehall.halls.states.joining import (
    APPLICATION,
    DOMAIN,
    DOMAINS,
    ELSEWHERE,
    INVITATION,
    Applied,
    Standing,
)
from hirehall.people.models import Person
from hirehall.people.queries import verified_addresses

PAGE = 50
MOST_SHOWN = 200


def membership(hall_id: UUID, person_id: UUID) -> Member | None:
    """The person's row in the hall, whether they are in it, have left it or are suspended there."""
    return _membership.first(hall_id, person_id)


@kept
def _membership(hall_id: UUID, person_id: UUID) -> QuerySet[Member]:
    return Member.objects.filter(hall_id=hall_id, person_id=person_id)


def is_shown(hall_id: UUID, person_id: UUID) -> bool:
    """Whether the hall's search may show the person: not who has left, is suspended there or does not want it."""
    row = membership(hall_id, person_id)
    return row is None or (row.state == Standing.JOINED and row.shown_in_search)


def hide_elsewhere(hall_id: UUID, person_ids: Collection[UUID]) -> frozenset[UUID]:
    """Of whom this hall shows nothing that was earned elsewhere: by their choice, else by its policy. Two queries."""
    chosen = dict(_chosen(hall_id, tuple(person_ids)))
    usual = bool(policy_now(hall_id).number(ELSEWHERE))
    return frozenset(one for one in person_ids if not (usual if chosen.get(one) is None else chosen[one]))


@kept
def _chosen(hall_id: UUID, person_ids: tuple[UUID, ...]) -> QuerySet[Member, tuple[UUID, bool | None]]:
    rows = Member.objects.filter(hall_id=hall_id, person_id__any_of=person_ids)
    return rows.values_list("person_id", "shows_elsewhere")


def memberships(person_id: UUID) -> list[Member]:
    """The halls of a person, the first joined first, those that they have left included."""
    return list(_memberships(person_id))


@kept
def _memberships(person_id: UUID) -> QuerySet[Member]:
    return Member.objects.filter(person_id=person_id).select_related("hall").order_by("joined_at", "id")


def members_only_at(hall: Hall, by: Actor) -> bool:
    """Whether the hall turns this actor away where something would begin. Two queries at most."""
    if by.person_id is None or by.is_staff or by.is_system:
        return False
    row = membership(hall.id, by.person_id)
    if row is not None:
        return row.state != Standing.JOINED
    return not joining.is_open(policy_now(hall.id))


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody stands to a hall, and what they can do about it.

    Attributes:
        how: how people become members, as the rest of a sentence; empty where nobody can now.
        may_enter: whether one click makes them a member, and why in ``because``.
        questions: what who applies is asked; empty where nobody can apply.
        latest: their newest application here.
        may_apply: whether they can send one now.
    """

    policy: Policy
    how: str
    member: Member | None
    is_open: bool
    by_invitation: bool
    domains: tuple[str, ...]
    questions: tuple[str, ...]
    may_enter: bool
    because: str
    latest: Application | None
    may_apply: bool
    may_appeal: bool
    serves: bool

    @property
    def is_member(self) -> bool:
        return self.member is not None and self.member.state == Standing.JOINED

    @property
    def is_suspended(self) -> bool:
        return self.member is not None and self.member.state == Standing.SUSPENDED


def way_in(hall: Hall, by: Actor) -> Way:
    """How the hall takes members, and where this person stands. At most six queries."""
    policy, me = policy_now(hall.id), by.person_id
    member = membership(hall.id, me) if me else None
    latest = latest_application(hall.id, me) if me else None
    is_in = member is not None and member.state != Standing.LEFT
    because = "" if is_in or me is None else door_open(policy, hall.id, me)
    applies = joining.takes(policy, APPLICATION)
    waits = latest is not None and latest.state in {Applied.WAITING, Applied.APPEALED}
    early = latest is not None and latest.again_at is not None and latest.again_at > clock.now()
    return Way(
        policy=policy,
        how=joining.ways_in(policy),
        member=member,
        is_open=joining.is_open(policy),
        by_invitation=joining.takes(policy, INVITATION),
        domains=policy.words(DOMAINS) if joining.takes(policy, DOMAIN) else (),
        questions=joining.questions(policy) if applies else (),
        may_enter=bool(because),
        because=because,
        latest=latest,
        may_apply=applies and me is not None and not (is_in or waits or early),
        may_appeal=latest is not None
        and latest.state == Applied.REFUSED
        and latest.appealed_at is None
        and not is_in,
        serves=me is not None and office_of(hall.id, me) is not None,
    )


def how_one_joins(hall_id: UUID) -> str:
    """How people become members now, as the rest of a sentence; empty where nobody can."""
    return joining.ways_in(policy_now(hall_id))


def takes_applications(hall_id: UUID) -> bool:
    """Whether people come into the hall by application now."""
    return joining.takes(policy_now(hall_id), APPLICATION)


def door_open(policy: Policy, hall_id: UUID, person_id: UUID) -> str:
    """By which door a person may come in with one click now; empty for none: ``open``, ``domain``, ``invitation``."""
    if joining.is_open(policy):
        return "open"
    domains = policy.words(DOMAINS) if joining.takes(policy, DOMAIN) else ()
    invited = joining.takes(policy, INVITATION)
    if not (domains or invited):
        return ""
    addresses = verified_addresses(person_id)
    if any(one.rpartition("@")[2] in domains for one in addresses):
        return "domain"
    return "invitation" if invited and usable_for(hall_id, addresses) is not None else ""


def usable_for(hall_id: UUID, addresses: Iterable[str]) -> JoinInvitation | None:
    """The newest personal invitation to one of these addresses that can still be used."""
    mine = Q()
    for one in addresses:
        mine |= Q(email__iexact=one)
    return usable(hall_id).filter(mine).order_by("-made_at").first() if mine else None


def usable(hall_id: UUID) -> QuerySet[JoinInvitation]:
    """Invitations of the hall that somebody can still use."""
    return JoinInvitation.objects.filter(
        hall_id=hall_id, withdrawn_at=None, expires_at__gt=clock.now(), uses__lt=F("most_uses")
    )


def invitation_by_code(hall_id: UUID, code: str) -> JoinInvitation | None:
    """A code that can still be used in this hall."""
    return usable(hall_id).filter(code=code.strip()).first()


def applications_for(by: Actor) -> tuple[int, datetime | None]:
    """How many applications and appeals the person could answer here, as an operator; since when. One query."""
    if by.person_id is None:
        return 0, None
    waits = Application.objects.filter(at_hall(by), state__in=[Applied.WAITING, Applied.APPEALED])
    if not by.is_staff:
        office = HallOperator.objects.filter(
            hall_id=OuterRef("hall_id"), person_id=by.person_id, ended_at=None
        )
        everywhere = Person.objects.filter(id=by.person_id, is_operator=True)
        waits = waits.filter(Exists(office) | Exists(everywhere))
    else_decides = ~Q(decider="desk") | Q(person_id=by.person_id)
    else_decides |= Q(state=Applied.APPEALED, decided_by_id=by.person_id)
    else_decides |= Q(earlier__contains=[{"answered_by": str(by.person_id)}], state=Applied.APPEALED)
    told = waits.exclude(else_decides).aggregate(many=Count("id"), since=Min("applied_at"))
    return told["many"], told["since"]


def latest_application(hall_id: UUID, person_id: UUID) -> Application | None:
    return (
        Application.objects.filter(hall_id=hall_id, person_id=person_id)
        .order_by("-applied_at", "-id")
        .first()
    )


def is_member(hall_id: UUID, person_id: UUID) -> bool:
    """Whether the person is in the hall now, and not suspended there."""
    row = membership(hall_id, person_id)
    return row is not None and row.state == Standing.JOINED


def suspended_in(hall_id: UUID) -> QuerySet[Member, UUID]:
    """Who is suspended in this hall alone, to be left out of what begins there."""
    rows = Member.objects.filter(hall_id=hall_id, state=Standing.SUSPENDED)
    return rows.values_list("person_id", flat=True)


def application_locked(application_id: UUID) -> Application:
    """The application as it is, locked until the transaction ends."""
    return Application.objects.select_for_update(no_key=True, of=("self",)).get(id=application_id)


def applications(hall_id: UUID) -> list[Application]:
    """Applications and appeals that the hall has to answer, the longest waiting first."""
    return list(
        Application.objects.filter(hall_id=hall_id, state__in=[Applied.WAITING, Applied.APPEALED])
        .select_related("person")
        .order_by("applied_at", "id")[:MOST_SHOWN]
    )


def decided(hall_id: UUID) -> list[Application]:
    """What was decided last."""
    return list(
        Application.objects.filter(hall_id=hall_id, state__in=[Applied.ACCEPTED, Applied.REFUSED])
        .select_related("person")
        .order_by("-decided_at", "-id")[:20]
    )


def waiting_applications(hall_id: UUID) -> int:
    """How many wait for somebody at the desk."""
    return Application.objects.filter(hall_id=hall_id, state__in=[Applied.WAITING, Applied.APPEALED]).count()


def invitations(hall_id: UUID) -> list[JoinInvitation]:
    """The hall's invitations, the newest first."""
    return list(JoinInvitation.objects.filter(hall_id=hall_id).order_by("-made_at", "-id")[:MOST_SHOWN])


def members(
    hall_id: UUID, text: str = "", *, after: UUID | None = None, limit: int = PAGE
) -> tuple[list[Member], UUID | None]:
    """The hall's people, the newest first, and where the next page begins."""
    rows = Member.objects.filter(hall_id=hall_id).select_related("person").order_by("-id")
    if text:
        rows = rows.filter(
            Q(person__name__icontains=text)
            | Q(person__email__icontains=text)
            | Q(person__handle__icontains=text)
        )
    if after is not None:
        rows = rows.filter(id__lt=after)
    found = list(rows[: limit + 1])
    return found[:limit], found[limit - 1].id if len(found) > limit else None


def exported(person_id: UUID) -> dict[str, Any]:
    """A person's halls and applications, for the export of their own data."""
    return {
        "halls": [
            {
                "hall": one.hall.name,
                "state": one.state,
                "joined_by": one.how,
                "joined_at": _said(one.joined_at),
                "left_at": _said(one.left_at),
                "shown_in_search": one.shown_in_search,
                "shows_elsewhere": one.shows_elsewhere,
                "suspension_reason": one.suspension_reason,
            }
            for one in memberships(person_id)
        ],
        "operator_of": [
            {
                "hall": one.hall.name,
                "appointed_at": _said(one.appointed_at),
                "ended_at": _said(one.ended_at),
                "sessions": [
                    {"reason": said.reason, "started_at": _said(said.started_at)}
                    for said in one.sessions.order_by("started_at")
                ],
            }
            for one in HallOperator.objects.filter(person_id=person_id).select_related("hall")
        ],
        "applications": [
            {
                "hall": one.hall.name,
                "state": one.state,
                "answers": one.answers,
                "applied_at": _said(one.applied_at),
                "decided_at": _said(one.decided_at),
                "reason": one.reason,
                "again_at": _said(one.again_at),
                "appeal": one.appeal,
                "appeal_answer": one.appeal_answer,
                "earlier_decisions": one.earlier_decisions,
            }
            for one in Application.objects.filter(person_id=person_id)
            .select_related("hall")
            .order_by("applied_at", "id")
        ],
    }


def _said(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
