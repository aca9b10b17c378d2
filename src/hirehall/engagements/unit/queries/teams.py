"""Teams: for their client, for who is of one, and for who may apply."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from hirehall.contracts import queries as contracts
from hirehall.engagements.unit.models import Candidate, Team
from hirehall.engagements.unit.states import Candidacy
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import not_found
from hirehall.halls.models import Hall

TEAMS, MOST_CANDIDATES = 25, 200


@dataclass(frozen=True, slots=True)
class TeamsPage:
    """The teams that one has, is of or has applied to; and those that take applications."""

    own: list[Team]
    mine: list[Candidate]
    open: list[Team]
    more: str | None


@dataclass(frozen=True, slots=True)
class TeamPage:
    """One team, for its client with who applied and who is of it; for somebody else with their own test."""

    team: Team
    is_client: bool
    waiting: list[Candidate]
    members: list[Candidate]
    mine: Candidate | None
    may_apply: bool


def own_teams(by: Actor, hall_id: UUID) -> QuerySet[Team]:
    """The teams of the actor's side in a hall, newest first."""
    side = Q(client_id=by.person_id, organisation=None) | Q(organisation_id__in=by.organisation_ids)
    return Team.objects.filter(side, hall_id=hall_id).order_by("-made_at", "-id")


def teams_of(hall_id: UUID, person_id: UUID) -> QuerySet[Team]:
    """The teams that a person is of."""
    return Team.objects.filter(
        hall_id=hall_id, candidates__person_id=person_id, candidates__state=Candidacy.ADMITTED
    )


def is_of_team(team_id: UUID, person_id: UUID) -> bool:
    return Candidate.objects.filter(team_id=team_id, person_id=person_id, state=Candidacy.ADMITTED).exists()


def open_teams(
    by: Actor, hall: Hall, *, after: str = "", limit: int = TEAMS
) -> tuple[list[Team], str | None]:
    """The teams that take applications, newest first, without one's own; and the cursor of the next page."""
    found = Team.objects.filter(hall=hall, is_open=True, client__is_active=True).exclude(
        Q(client_id=by.person_id) | Q(organisation_id__in=by.organisation_ids)
    )
    place = contracts.cursor(after)
    if place is not None:
        at, key = place
        found = found.filter(Q(made_at__lt=at) | Q(made_at=at, id__lt=key))
    rows = list(found.select_related("client", "organisation").order_by("-made_at", "-id")[: limit + 1])
    last = rows[limit - 1] if len(rows) > limit else None
    return rows[:limit], f"{last.made_at.isoformat()}~{last.id}" if last else None


def teams_page(by: Actor, hall: Hall, *, after: str = "") -> TeamsPage:
    """Three queries."""
    waiting = Count("candidates", filter=Q(candidates__state=Candidacy.APPLIED))
    members = Count("candidates", filter=Q(candidates__state=Candidacy.ADMITTED))
    rows, more = open_teams(by, hall, after=after)
    mine = Candidate.objects.filter(person_id=by.require_person(), team__hall=hall)
    own = (
        own_teams(by, hall.id)
        .annotate(waiting=waiting, members=members)
        .select_related("client", "organisation")
    )
    return TeamsPage(
        own=list(own[:MOST_CANDIDATES]),
        mine=list(mine.select_related("team__client", "team__organisation").order_by("-applied_at")[:TEAMS]),
        open=rows,
        more=more,
    )


def team_page(by: Actor, team_id: UUID) -> TeamPage:
    """Two queries. What others have written for the test, only the client's side and staff read.

    Raises:
        Refused: ``team.not_found``.
    """
    team = Team.objects.filter(id=team_id).select_related("client", "organisation").first()
    if team is None:
        raise not_found("team")
    is_client = by.may_hire_for(team.client_id, team.organisation_id)
    mine = Candidate.objects.filter(team=team, person_id=by.require_person()).first()
    outside = not by.is_client_side(team.client_id, team.organisation_id) and not by.is_staff
    if not (is_client or mine or by.is_staff or (team.is_open and outside)):
        raise not_found("team")
    rows: list[Candidate] = []
    if is_client or by.is_staff:
        states = [Candidacy.APPLIED, Candidacy.ADMITTED]
        found = Candidate.objects.filter(team=team, state__in=states).select_related("person")
        rows = list(found.order_by("applied_at")[:MOST_CANDIDATES])
    return TeamPage(
        team=team,
        is_client=is_client,
        waiting=[row for row in rows if row.state == Candidacy.APPLIED],
        members=[row for row in rows if row.state == Candidacy.ADMITTED],
        mine=mine,
        may_apply=team.is_open and outside and (mine is None or mine.state in ("refused", "ended")),
    )


def team_to_move(team_id: UUID) -> Team:
    """The team, locked. Who may move it, the caller asks next.

    Raises:
        Refused: ``team.not_found``.
    """
    team = Team.objects.select_for_update(no_key=True).filter(id=team_id).first()
    if team is None:
        raise not_found("team")
    return team


def candidate_to_move(candidate_id: UUID) -> Candidate:
    """Somebody's test, locked, with its team.

    Raises:
        Refused: ``application.not_found``.
    """
    rows = Candidate.objects.select_for_update(no_key=True, of=("self",)).select_related("team")
    row = rows.filter(id=candidate_id).first()
    if row is None:
        raise not_found("application")
    return row
