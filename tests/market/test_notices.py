"""Who is told what, once."""

from __future__ import annotations

import pytest

from hirehall.conversations.models import Notice
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor
from hirehall.halls.models import Hall
from hirehall.market.actions.answer_clarification import answer_clarification
from hirehall.market.actions.ask_clarification import ask_clarification
from hirehall.market.actions.close_brief import close_brief
from hirehall.market.actions.decline_invitation import decline_invitation
from hirehall.market.actions.decline_proposal import decline_proposal
from hirehall.market.actions.edit_brief import edit_brief
from hirehall.market.actions.invite_freelancer import invite_freelancer
from hirehall.market.actions.read_proposal import read_proposal
from hirehall.market.models import Brief
from tests.makers.market import brief_content, make_brief, make_proposal

pytestmark = pytest.mark.django_db
TITLE = "“Repair the booking page of a small ferry”"


def told(who: Actor) -> list[str]:
    """What a person has been told, oldest first."""
    jobs.drain()
    return list(
        Notice.objects.filter(person_id=who.person_id).order_by("id").values_list("sentence", flat=True)
    )


def test_a_client_hears_of_proposals_with_amount_and_day(
    hall: Hall, client_: Actor, freelancer: Actor
) -> None:
    proposal = make_proposal(make_brief(hall, client_), freelancer)
    assert told(client_) == [f"Tomas Reyl has proposed for {TITLE}."]
    notice = Notice.objects.get()
    assert (notice.amount_minor, notice.deadline) == (1200_00, proposal.answer_due_at)


def test_a_freelancer_hears_that_it_was_read_and_why_it_was_declined(
    hall: Hall, client_: Actor, freelancer: Actor
) -> None:
    proposal = make_proposal(make_brief(hall, client_), freelancer)
    read_proposal(proposal.id, by=client_)
    decline_proposal(proposal.id, by=client_, reason="We chose somebody nearer.")
    assert told(freelancer) == [
        f"Your proposal for {TITLE} was read.",
        f"Your proposal for {TITLE} was declined: We chose somebody nearer.",
    ]


def test_an_answer_is_told_to_who_asked_and_to_all_proposers(
    hall: Hall, client_: Actor, freelancer: Actor, rival: Actor
) -> None:
    brief = make_brief(hall, client_)
    make_proposal(brief, rival)
    row = ask_clarification(brief.id, by=freelancer, question="Does the calendar have to stay?")
    answer_clarification(row.id, by=client_, answer="No, it may go.")
    assert told(client_)[-1] == f"Somebody has a question about {TITLE}."
    assert told(rival) == told(freelancer) == [f"A question about {TITLE} was answered."]


def test_an_edit_and_a_closure_are_told_to_proposers(hall: Hall, client_: Actor, freelancer: Actor) -> None:
    brief = make_brief(hall, client_)
    make_proposal(brief, freelancer)
    edit_brief(brief.id, by=client_, content=brief_content(hall, problem="It is lost on tablets as well."))
    close_brief(brief.id, by=client_, reason="We found the fault.")
    assert told(freelancer) == [f"{TITLE} has changed: problem.", f"{TITLE} was closed: We found the fault."]


def test_the_sweep_closes_stale_briefs_and_tells_everybody_once(
    hall: Hall, client_: Actor, freelancer: Actor
) -> None:
    brief = make_brief(hall, client_)
    make_proposal(brief, freelancer)
    jobs.drain()
    with clock.later(days=31):
        jobs.sweeps["market.close_stale_briefs"]()
        jobs.sweeps["market.close_stale_briefs"]()
        assert told(freelancer) == [f"{TITLE} ended without a decision; your proposal is closed."]
        assert told(client_)[-1].startswith(f"Your brief {TITLE} went stale.")
    assert Brief.objects.get(id=brief.id).state == "stale"


def test_a_client_is_reminded_once_before_an_answer_falls_due(
    hall: Hall, client_: Actor, freelancer: Actor
) -> None:
    make_proposal(make_brief(hall, client_), freelancer)
    jobs.drain()
    jobs.sweeps["market.remind_of_answers"]()
    assert len(told(client_)) == 1
    with clock.later(days=13, hours=12):
        for _ in range(2):
            jobs.sweeps["market.remind_of_answers"]()
            said = told(client_)
    assert said[1:] == [f"Tomas Reyl waits for your answer on {TITLE}."]


def test_invitations_are_told_to_both_sides(hall: Hall, client_: Actor, freelancer: Actor) -> None:
    brief = make_brief(hall, client_)
    row = invite_freelancer(brief.id, by=client_, freelancer_id=freelancer.require_person())
    assert told(freelancer) == [f"Maren Holt Ltd invites you to propose for {TITLE}."]
    decline_invitation(row.id, by=freelancer)
    assert told(client_) == [f"Tomas Reyl cannot take {TITLE}."]
