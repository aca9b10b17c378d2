"""Rows of panels: who sits on one, how the proposals stand, and what of a proposal the panel may read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import not_found
from hirehall.market.models import Addendum, Brief, Panel, PanelSeat, PanelVerdict, Proposal
from hirehall.market.rules import masking
from hirehall.market.rules import panels as rules
from hirehall.market.states import PanelState, SeatState
from hirehall.people.models import Membership, Person
from hirehall.people.queries import digest

LIVE_SEATS = (SeatState.INVITED, SeatState.SEATED)
SWEEP_AT_MOST = 1000


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a proposal stands: its weighed sum, that of a hundred, its rank; all None until it is agreed on."""

    total: int | None
    of_hundred: str
    rank: int | None


def standing(panel: Panel) -> dict[int, Standing]:
    """Entry number -> where it stands. Ranks are there once every proposal is agreed on."""
    weights = dict(panel.criteria.values_list("id", "weight"))
    entries = Proposal.objects.filter(brief_id=panel.brief_id, entry_number__isnull=False)
    numbers = dict(entries.values_list("id", "entry_number"))
    agreed: dict[UUID, list[tuple[int, int]]] = defaultdict(list)
    verdicts = PanelVerdict.objects.filter(proposal_id__in=numbers)
    for proposal_id, criterion_id, points in verdicts.values_list("proposal_id", "criterion_id", "points"):
        agreed[proposal_id].append((weights[criterion_id], points))
    totals = {
        number: sum(weight * points for weight, points in agreed[proposal_id])
        for proposal_id, number in numbers.items()
        if number is not None and len(agreed[proposal_id]) == len(weights)
    }
    ranks = rules.ranked(totals) if len(totals) == len(numbers) else {}
    return {
        number: Standing(
            totals.get(number),
            rules.of_hundred(totals[number], panel.top) if number in totals else "",
            ranks.get(number),
        )
        for number in numbers.values()
        if number is not None
    }


def panel_of(by: Actor, brief_id: UUID) -> tuple[Panel, PanelSeat | None]:
    """The panel with its brief, and the actor's own seat, for who may be in its room.

    Raises:
        Refused: ``panel.not_found``; ``panel.own_case`` in a staff session, for who has a part in it.
    """
    rows = Panel.objects.select_related("brief__organisation", "brief__client__client")
    panel = rows.filter(brief_id=brief_id).first()
    if panel is None:
        raise not_found("panel")
    seat = None
    if by.person_id is not None and not by.is_staff:
        own = PanelSeat.objects.filter(panel=panel, person_id=by.person_id, state__in=LIVE_SEATS)
        seat = own.first()
    rules.require_reader(panel.brief, seat, by)
    if by.is_staff and by.person_id is not None:
        rules.require_apart(has_part=_has_part(panel, by.person_id))
    return panel, seat


def _has_part(panel: Panel, person_id: UUID) -> bool:
    """Whether somebody asks, proposes, or was asked onto the panel: themselves, or as one of a house that does."""
    brief = panel.brief
    houses = list(Membership.objects.filter(person_id=person_id).values_list("organisation_id", flat=True))
    sent = Proposal.objects.filter(brief=brief)
    return (
        brief.client_id == person_id
        or brief.organisation_id in houses
        or PanelSeat.objects.filter(panel=panel, person_id=person_id).exists()
        or sent.filter(Q(freelancer_id=person_id) | Q(agency_id__in=houses)).exists()
    )


def entry_for(panel: Panel, number: int) -> Proposal:
    """“Proposer 3”, with who they are, which the caller does not show before the award.

    Raises:
        Refused: ``proposal.not_found``.
    """
    rows = Proposal.objects.select_related("freelancer", "agency")
    found = rows.filter(brief_id=panel.brief_id, entry_number=number).first()
    if found is None:
        raise not_found("proposal")
    found.brief = panel.brief
    return found


def names_of(proposals: Sequence[Proposal]) -> dict[UUID, list[str]]:
    """What each proposal's author can be known by: name, handle, mail; their agency, and whoever belongs to it."""
    agencies = {row.agency_id for row in proposals if row.agency_id}
    colleagues: dict[UUID, list[str]] = defaultdict(list)
    if agencies:
        rows = Membership.objects.filter(organisation_id__in=agencies)
        for agency_id, name, handle in rows.values_list("organisation_id", "person__name", "person__handle"):
            colleagues[agency_id] += [name, handle]
    found = {}
    for row in proposals:
        who = row.freelancer
        names = [who.name, who.handle, who.email.partition("@")[0]]
        if row.agency is not None:
            names += [row.agency.name, *colleagues[row.agency.id]]
        found[row.id] = names
    return found


def own_names(person: Person, agencies: Iterable[str] = ()) -> list[str]:
    return [person.name, person.handle, person.email.partition("@")[0], *agencies]


def cleaner(row: Proposal, names: Sequence[str], *, shown: bool) -> Callable[[str], str]:
    """What texts of a proposal go through before the panel reads them; nothing once names are shown."""
    return (lambda text: text) if shown else (lambda text: masking.masked(text, names))


def panels_to_open() -> list[UUID]:
    """Briefs whose closing day has come and whose proposals are sealed still."""
    rows = Brief.objects.filter(panel=PanelState.OPEN.value, state="published", closes_at__lte=clock.now())
    return list(rows.order_by("closes_at").values_list("id", flat=True)[:SWEEP_AT_MOST])


def scores_due_soon() -> list[UUID]:
    """Seats whose scores are due within a day and are not handed in."""
    now = clock.now()
    rows = PanelSeat.objects.filter(
        state=SeatState.SEATED.value, handed_in_at=None, panel__brief__panel=PanelState.SCORING.value,
        panel__brief__state="published", panel__score_by__gt=now, panel__score_by__lte=now + timedelta(days=1),
    )  # fmt: skip
    return list(rows.values_list("id", flat=True)[:SWEEP_AT_MOST])


def seat_by_token(token: str) -> PanelSeat:
    """The seat that a mailed link names, while it waits for an answer.

    Raises:
        Refused: ``panel.not_found``.
    """
    waiting = PanelSeat.objects.filter(state=SeatState.INVITED.value, person=None, token_hash=digest(token))
    found = waiting.select_related("panel__brief", "panel__hall").first() if token else None
    if found is None:
        raise not_found("panel")
    return found


def board_of(brief: Brief) -> Panel | None:
    """The panel that decides on a brief, if one does; no query where none does."""
    return Panel.objects.filter(brief=brief).first() if brief.panel else None


def addenda_of(brief: Brief) -> list[Addendum]:
    return list(Addendum.objects.filter(brief=brief).order_by("number")) if brief.addenda else []


def seated_people(brief_id: UUID) -> list[UUID]:
    """Who sits on the panel of a brief."""
    rows = PanelSeat.objects.filter(panel__brief_id=brief_id, state=SeatState.SEATED.value)
    return list(rows.values_list("person_id", flat=True))


def waits_for(by: Actor) -> Q:
    """The seats of the actor on panels that are not over."""
    return Q(person_id=by.person_id, state__in=LIVE_SEATS, panel__brief__state="published") | Q(
        person_id=by.person_id, state__in=LIVE_SEATS, panel__brief__state="draft"
    )
