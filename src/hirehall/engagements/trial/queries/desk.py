"""The matcher's desk: what waits, by its deadline; who could be proposed; and how the desk is doing, as figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from uuid import UUID

from hirehall.engagements.trial.models import Match, MatchRequest, Trial
from hirehall.engagements.trial.queries.pots import Between, pots_with
from hirehall.engagements.trial.states import LIVE, MatchState, RequestState
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.money.queries import earned_of, guarantee_of
from hirehall.people.models import FreelancerProfile, Membership
from hirehall.vetting.queries import vetted_people

MOST_WAITING = 100
MOST_CANDIDATES = 12
LOOKED_BACK = timedelta(days=90)
ANSWER_WORDS = {
    MatchState.READY: "Yes",
    MatchState.CHOSEN: "Yes",
    MatchState.HIRED: "Yes",
    MatchState.DECLINED: "No",
    MatchState.LAPSED: "No answer",
}
WAITS = ((24, "Up to a day"), (48, "Up to two days"), (96, "Up to four days"), (None, "Longer"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody vetted whom the matcher may propose."""

    person_id: UUID
    name: str
    handle: str
    since: datetime
    skills: tuple[str, ...]
    certified: tuple[str, ...]
    availability: str
    languages: tuple[str, ...]
    is_busy: bool
    pots: Between | None


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One request at the desk."""

    request: MatchRequest
    is_late: bool
    matches: list[Match]
    ready: int
    may_propose: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class DeskPage:
    rows: list[DeskRow]
    waits: list[tuple[str, int]]
    answers: list[tuple[str, int]]
    median_hours: int | None
    for_the_pot: list[Trial]
    pot: Money
    free: Money


def desk_page(hall: Hall, *, by: Actor) -> DeskPage:
    """What waits at the desk of a hall, the nearest deadline first, and its last ninety days. Nine queries.

    Of a request in which the actor has a part nothing is told but that it waits.
    """
    rows = MatchRequest.objects.filter(hall=hall, state=RequestState.AT_DESK)
    requests = list(
        rows.select_related("client", "organisation", "policy").order_by("propose_by")[:MOST_WAITING]
    )
    by_request: dict[UUID, list[Match]] = {}
    matches = Match.objects.filter(request__in=requests).select_related("person").order_by("proposed_at")
    for match in matches:
        by_request.setdefault(match.request_id, []).append(match)
    mine = set(
        Membership.objects.filter(person_id=by.require_person()).values_list("organisation_id", flat=True)
    )
    since = clock.now() - LOOKED_BACK
    hours = [
        int((shown - asked).total_seconds() // 3600)
        for asked, shown in MatchRequest.objects.filter(hall=hall, first_shown_at__gte=since).values_list(
            "asked_at", "first_shown_at"
        )
        if shown is not None
    ]
    said = Counter(
        ANSWER_WORDS[MatchState(state)]
        for state in Match.objects.filter(
            request__hall=hall, proposed_at__gte=since, state__in=list(ANSWER_WORDS)
        ).values_list("state", flat=True)
    )
    waiting = Trial.objects.filter(contract__hall=hall, pot_minor__gt=0, pot_paid_at=None)
    return DeskPage(
        rows=[_row(one, by_request.get(one.id, []), by.person_id, mine) for one in requests],
        waits=_waits(hours),
        answers=[(word, said.get(word, 0)) for word in ("Yes", "No", "No answer")] if said else [],
        median_hours=int(median(hours)) if hours else None,
        for_the_pot=list(waiting.select_related("contract__freelancer").order_by("closed_at")[:MOST_WAITING]),
        pot=guarantee_of(hall.id, hall.currency),
        free=earned_of(hall.id, hall.currency),
    )


def _waits(hours: Sequence[int]) -> list[tuple[str, int]]:
    """How many requests waited how long for the first people: each band holds what the ones before it do not."""
    if not hours:
        return []
    bands, left = [], sorted(hours)
    for most, word in WAITS:
        inside = [one for one in left if most is None or one <= most]
        left = left[len(inside) :]
        bands.append((word, len(inside)))
    return bands


def _row(request: MatchRequest, matches: list[Match], me: UUID | None, mine: set[UUID]) -> DeskRow:
    proposed = {match.person_id for match in matches if match.round == request.round}
    live = [match for match in matches if match.state in LIVE]
    return DeskRow(
        request=request,
        is_late=request.propose_by is not None and request.propose_by <= clock.now(),
        matches=matches,
        ready=sum(match.state == MatchState.READY for match in matches),
        may_propose=len(live) < 3,
        is_own=me in (request.client_id, *proposed) or request.organisation_id in mine,
    )


def candidates_for(request: MatchRequest) -> list[Candidate]:
    """Vetted people who fit a request, whoever holds most of its skills first. Seven queries."""
    found = vetted_people(request.hall_id, request.skill_ids, limit=MOST_CANDIDATES + 1)
    there = [one for one in found if one.person_id != request.client_id][:MOST_CANDIDATES]
    ids = [one.person_id for one in there]
    asked = set(
        request.matches.filter(round=request.round, person__in=ids).values_list("person_id", flat=True)
    )
    busy = set(
        Trial.objects.filter(
            contract__hall_id=request.hall_id, contract__freelancer__in=ids, closed_at=None
        ).values_list("contract__freelancer_id", flat=True)
    )
    profiles = {
        row.person_id: row
        for row in FreelancerProfile.objects.filter(person__in=ids).only(
            "person_id", "availability", "languages"
        )
    }
    pots = pots_with(request, ids)
    names = dict(zip(request.skill_ids, request.skill_names, strict=True))
    return [
        Candidate(
            person_id=one.person_id,
            name=one.name,
            handle=one.handle,
            since=one.since,
            skills=tuple(names[key] for key in names if key in one.skills),
            certified=tuple(names[key] for key in names if key in one.certified),
            availability=profiles[one.person_id].get_availability_display()
            if one.person_id in profiles
            else "",
            languages=tuple(profiles[one.person_id].languages) if one.person_id in profiles else (),
            is_busy=one.person_id in busy,
            pots=pots.get(one.person_id),
        )
        for one in there
        if one.person_id not in asked
    ]
