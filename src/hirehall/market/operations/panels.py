"""What actions on panels share: rows that are locked, people who are asked, proposals that get their numbers."""

from __future__ import annotations

import secrets
from collections import defaultdict
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import Fact
from hirehall.foundation.refused import Refused, not_found
from hirehall.halls.queries import policy_now
from hirehall.market import rules
from hirehall.market.facts import PanelCompared, PanelMemberInvited
from hirehall.market.models import Brief, Panel, PanelScore, PanelSeat, PanelVerdict, Proposal
from hirehall.market.operations.locks import lock_brief, lock_managed_brief
from hirehall.market.rules import panels as panel_rules
from hirehall.market.states import PanelState, ProposalState, SeatState
from hirehall.people.models import Membership, Person
from hirehall.people.queries import digest

LIVE_SEATS = (SeatState.INVITED, SeatState.SEATED)


def tell(fact: Fact, brief: Brief, *, by: Actor) -> None:
    facts.record(fact, by=by, hall_id=brief.hall_id, about=[brief.id])


def locked_panel(brief: Brief) -> Panel:
    """The panel of a brief that the caller has locked.

    Raises:
        Refused: ``panel.not_found``.
    """
    panel = Panel.objects.filter(brief=brief).first()
    if panel is None:
        raise not_found("panel")
    panel.brief = brief
    return panel


def managed_panel(brief_id: UUID, by: Actor) -> Panel:
    """The panel, its brief locked, for whoever decides for the client: they moderate it.

    Raises:
        Refused: ``brief.not_found``, ``brief.not_hiring``, ``panel.not_found``.
    """
    return locked_panel(lock_managed_brief(brief_id, by))


def own_seat(brief_id: UUID, by: Actor, *states: PanelState) -> PanelSeat:
    """The actor's own seat on the panel, its brief locked.

    Raises:
        Refused: ``panel.not_found`` for who was not asked, ``panel.not_seated``, ``panel.is_*``.
    """
    brief = lock_brief(brief_id)
    panel = locked_panel(brief)
    person_id = by.require_person()
    found = PanelSeat.objects.filter(panel=panel, person_id=person_id, state__in=LIVE_SEATS).first()
    if found is None or by.is_staff:
        raise not_found("panel")
    seat = panel_rules.require_seated(found)
    seat.panel = panel
    panel_rules.require_panel(brief, *states)
    return seat


def scoring_seat(brief_id: UUID, by: Actor) -> PanelSeat:
    """The actor's own seat while they can score from it.

    Raises:
        Refused: what ``own_seat`` refuses, ``panel.handed_in``, ``panel.scoring_over``.
    """
    seat = own_seat(brief_id, by, PanelState.SCORING)
    panel_rules.require_scoring(seat)
    seated = PanelSeat.objects.filter(panel=seat.panel, state=SeatState.SEATED.value)
    panel_rules.require_in_time(seat.panel, handed_in=seated.filter(handed_in_at__isnull=False).count())
    return seat


def entry_of(panel: Panel, number: int) -> Proposal:
    """“Proposer 3”.

    Raises:
        Refused: ``proposal.not_found``.
    """
    found = Proposal.objects.filter(brief_id=panel.brief_id, entry_number=number).first()
    if found is None:
        raise not_found("proposal")
    found.brief = panel.brief
    return found


def invite(panel: Panel, who: str, *, by: Actor) -> PanelSeat:
    """Ask somebody onto the panel, by handle or by mail; asking again changes nothing.

    Who is asked by mail answers by the mailed link, with or without an account: a seat never tells whose mailbox it is.

    Raises:
        Refused: ``panel.nobody``, ``panel.seats_full``, ``panel.excluded``.
    """
    text = who.strip().removeprefix("@")
    person: Person | None = None
    email = ""
    if "@" in text:
        if len(text) > 254 or text.count("@") != 1 or " " in text:
            raise rules.invalid("panel.nobody", "Write a handle, or an e-mail address.", "who")
        email = text.lower()
    else:
        person = Person.objects.filter(handle=text.lower(), closed_at=None, is_active=True).first()
        if person is None:
            raise rules.invalid(
                "panel.nobody", "Nobody here has this handle. Ask them by e-mail instead.", "who"
            )
    if person is not None:
        require_not_excluded(panel, person.id)
    seats = PanelSeat.objects.filter(panel=panel)
    same = seats.filter(state__in=LIVE_SEATS)
    earlier = same.filter(person=person).first() if person else same.filter(email=email).first()
    if earlier is not None:
        return earlier
    if same.count() >= panel_rules.SEATS_AT_MOST:
        raise Refused("panel.seats_full", f"A panel has at most {panel_rules.SEATS_AT_MOST} members.")
    seat = PanelSeat.objects.create(
        panel=panel, number=seats.count() + 1, person=person, email=email,
        invited_by_id=by.require_person(), invited_at=clock.now(),
    )  # fmt: skip
    tell(PanelMemberInvited(brief_id=panel.brief_id, seat_id=seat.id), panel.brief, by=by)
    return seat


def begin_panel(brief: Brief) -> None:
    """A brief that is published now has the panel that was planned for it: enough people, and days that can be kept.

    Raises:
        Refused: ``panel.closes``, ``panel.score_by``, ``panel.too_few_seats``.
    """
    if brief.panel != PanelState.PLANNED or brief.closes_at is None:
        return
    panel = locked_panel(brief)
    panel_rules.require_days(brief.closes_at, panel.score_by)
    asked = PanelSeat.objects.filter(panel=panel, state__in=LIVE_SEATS).count()
    if asked < panel.scorers_least:
        raise rules.invalid(
            "panel.too_few_seats",
            f"Ask at least {panel.scorers_least} people onto the panel; {asked} are asked so far.",
            "panel",
        )
    brief.panel = PanelState.OPEN.value
    days = policy_now(brief.hall_id).brief_stale_after_days
    brief.stale_at = panel.score_by + timedelta(days=days)


def answer_due(brief: Brief) -> datetime:
    """By when the client owes whoever proposes now an answer; a panel scores first."""
    begins = clock.now()
    if brief.panel:
        begins = Panel.objects.values_list("score_by", flat=True).get(brief=brief)
    return begins + timedelta(days=policy_now(brief.hall_id).proposal_answer_days)


def new_seat_link(seat: PanelSeat) -> str:
    """A fresh secret for the mailed link of who is asked by mail; only its hash is kept."""
    token = secrets.token_urlsafe(24)
    seat.token_hash = digest(token)
    seat.save(update_fields=["token_hash"])
    return token


def require_unbound(brief: Brief, person_id: UUID) -> None:
    """Refuse onto the panel who proposes there, in their own name or an agency's of theirs. They alone are told.

    Who has taken back what they had sent is refused as well: they know what was to be decided against them.

    Raises:
        Refused: ``panel.proposes``.
    """
    sent = Proposal.objects.filter(brief=brief).exclude(
        state=ProposalState.WITHDRAWN.value, submitted_at=None
    )
    agencies = Membership.objects.filter(person_id=person_id).values("organisation_id")
    if sent.filter(freelancer_id=person_id).exists() or sent.filter(agency_id__in=agencies).exists():
        raise Refused(
            "panel.proposes",
            "You or your agency propose for this brief, or have proposed, so you cannot sit on its panel.",
        )


def require_off_panel(brief: Brief, person_id: UUID, agency_id: UUID | None) -> None:
    """Who sits on a brief's panel, or has sat on it, does not propose there, nor does an agency of theirs.

    Raises:
        Refused: ``panel.sits_on_it``.
    """
    if not brief.panel:
        return
    seated = PanelSeat.objects.filter(panel__brief=brief, declared_at__isnull=False)
    people = [person_id]
    if agency_id is not None:
        people += Membership.objects.filter(organisation_id=agency_id).values_list("person_id", flat=True)
    if seated.filter(person_id__in=people).exists():
        raise Refused(
            "panel.sits_on_it", "Somebody of your side sits, or sat, on the panel that decides here."
        )


def number_proposals(panel: Panel) -> list[Proposal]:
    """Give every proposal that was sent its number, in an order that the seed alone decides, and fix them all."""
    sent = Proposal.objects.select_for_update(no_key=True).filter(
        brief=panel.brief, state=ProposalState.SUBMITTED.value
    )
    rows = list(sent.order_by("id"))
    Random(panel.seed).shuffle(rows)  # noqa: S311 - an order that can be repeated, no secret
    for number, row in enumerate(rows, 1):
        row.entry_number, row.state, row.read_at = number, ProposalState.READ.value, clock.now()
    Proposal.objects.bulk_update(rows, ["entry_number", "state", "read_at"])
    return rows


def counted_scores(panel: Panel) -> dict[tuple[UUID, UUID], list[int]]:
    """(proposal, criterion) -> the points of everybody who has handed in and still sits on the panel."""
    found: dict[tuple[UUID, UUID], list[int]] = defaultdict(list)
    rows = PanelScore.objects.filter(
        seat__panel=panel, seat__state=SeatState.SEATED.value, seat__handed_in_at__isnull=False
    )
    for proposal_id, criterion_id, points in rows.values_list("proposal_id", "criterion_id", "points"):
        found[proposal_id, criterion_id].append(points)
    return found


def compare(panel: Panel, *, by: Actor) -> None:
    """From now on the members see each other's scores, and the panel agrees.

    Raises:
        Refused: ``panel.too_few_scores``, ``panel.still_scoring``.
    """
    seated = PanelSeat.objects.filter(panel=panel, state=SeatState.SEATED.value)
    handed_in = seated.filter(handed_in_at__isnull=False).count()
    panel_rules.require_comparable(panel, seated=seated.count(), handed_in=handed_in)
    panel.consensus_at = clock.now()
    panel.save(update_fields=["consensus_at"])
    panel.brief.panel = PanelState.CONSENSUS.value
    panel.brief.save(update_fields=["panel"])
    tell(PanelCompared(brief_id=panel.brief_id, scorers=handed_in), panel.brief, by=by)


def compare_if_all_in(panel: Panel, *, by: Actor) -> None:
    """With the last member's scores all are compared, when they are as many as were promised."""
    seated = PanelSeat.objects.filter(panel=panel, state=SeatState.SEATED.value)
    handed_in = seated.filter(handed_in_at__isnull=False).count()
    if handed_in >= panel.scorers_least and handed_in == seated.count():
        compare(panel, by=by)


def go_on_without(panel: Panel, *, by: Actor) -> None:
    """A member is excluded: what was agreed on with their scores is agreed on anew, by the rest.

    With fewer than were promised the panel is scoring again, until somebody who was asked onto it has made them up.
    """
    brief = panel.brief
    if brief.panel == PanelState.SCORING:
        compare_if_all_in(panel, by=by)
    if brief.panel != PanelState.CONSENSUS:
        return
    PanelVerdict.objects.filter(criterion__panel=panel).delete()
    seated = PanelSeat.objects.filter(panel=panel, state=SeatState.SEATED.value)
    if seated.filter(handed_in_at__isnull=False).count() < panel.scorers_least:
        panel.consensus_at = None
        panel.save(update_fields=["consensus_at"])
        brief.panel = PanelState.SCORING.value
        brief.save(update_fields=["panel"])


def require_not_excluded(panel: Panel, person_id: UUID) -> None:
    """Refuse onto a panel whom a conflict of interest has taken off it.

    Raises:
        Refused: ``panel.excluded``.
    """
    if PanelSeat.objects.filter(panel=panel, person_id=person_id, state=SeatState.EXCLUDED.value).exists():
        raise Refused("panel.excluded", "A conflict of interest has taken this member off the panel.")


def is_complete(seat: PanelSeat) -> bool:
    """Whether a member has scored each proposal by each criterion, but those that they are bound to."""
    entries = Proposal.objects.filter(brief_id=seat.panel.brief_id, entry_number__isnull=False)
    there = entries.exclude(id__in=seat.recusals.values("proposal_id")).count()
    return seat.scores.count() == there * seat.panel.criteria.count()
