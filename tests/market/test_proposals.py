"""Proposals: sealed, capped, answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from hirehall.engagements.milestone.actions.make_offer import make_offer
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, Hat, staff
from hirehall.foundation.models import FactRow
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.halls.models import Hall
from hirehall.market import operations, queries
from hirehall.market.actions.answer_clarification import answer_clarification
from hirehall.market.actions.appeal_cap import appeal_cap
from hirehall.market.actions.ask_clarification import ask_clarification
from hirehall.market.actions.close_brief import close_brief
from hirehall.market.actions.decide_cap_appeal import decide_cap_appeal
from hirehall.market.actions.decline_invitation import decline_invitation
from hirehall.market.actions.decline_proposal import decline_proposal
from hirehall.market.actions.draft_brief import draft_brief
from hirehall.market.actions.edit_brief import edit_brief
from hirehall.market.actions.invite_freelancer import invite_freelancer
from hirehall.market.actions.publish_brief import publish_brief
from hirehall.market.actions.read_proposal import read_proposal
from hirehall.market.actions.save_proposal import save_proposal
from hirehall.market.actions.shortlist_proposal import shortlist_proposal
from hirehall.market.actions.submit_proposal import submit_proposal
from hirehall.market.actions.withdraw_proposal import withdraw_proposal
from hirehall.market.content import EvidenceLink, PlanStep
from hirehall.market.models import Brief, Clarification, Invitation, PriceSample, Proposal
from hirehall.money.operations import set_founding_schedule
from hirehall.people.models import Membership, Organisation
from hirehall.skills.models import PortfolioPiece
from tests.makers.base import LONG_AGO, actor_of, make_hall, make_person
from tests.makers.contracts import deal, planned
from tests.makers.market import (
    brief_content,
    make_brief,
    make_proposal,
    make_proposal_draft,
    make_skill,
    proposal_content,
)

pytestmark = pytest.mark.django_db


def refused(call: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.code


def test_a_plan_is_priced_by_its_sum(hall: Hall, client_: Actor, freelancer: Actor) -> None:
    brief = make_brief(hall, client_)
    plan = (
        PlanStep(title="Reading", amount=Money(200_00, "EUR"), due_days=5),
        PlanStep(title="Repairing", amount=Money(900_50, "EUR")),
    )
    proposal = make_proposal(brief, freelancer, plan=plan, amount=Money(1, "EUR"))
    assert proposal.amount == Money(1100_50, "EUR")
    assert [step["title"] for step in proposal.plan] == ["Reading", "Repairing"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"amount": Money(1200_00, "USD")}, "proposal.other_currency"),
        ({"amount": Money(0, "EUR")}, "proposal.bad_amount"),
        ({"amount": Money(10**12, "EUR")}, "proposal.bad_amount"),
        ({"plan": (PlanStep(title=" ", amount=Money(1, "EUR")),)}, "proposal.bad_milestone"),
        ({"links": (EvidenceLink(label="x", url="javascript:alert(1)"),)}, "proposal.bad_link"),
        ({"links": tuple(EvidenceLink(label="x", url="https://a.example") for _ in range(7))},
         "proposal.too_much_evidence"),
        ({"cover": "x" * 6001}, "text.too_long"),
    ],
)  # fmt: skip
def test_limits_hold_for_drafts_of_proposals(
    hall: Hall, client_: Actor, freelancer: Actor, changes: dict[str, Any], code: str
) -> None:
    brief = make_brief(hall, client_)
    assert refused(lambda: make_proposal_draft(brief, freelancer, **changes)) == code
    assert not Proposal.objects.exists()


def test_nobody_shows_pieces_of_somebody_else(
    hall: Hall, client_: Actor, freelancer: Actor, rival: Actor
) -> None:
    piece = PortfolioPiece.objects.create(person_id=rival.person_id, title="A museum", made_at=clock.now())
    brief = make_brief(hall, client_)
    code = refused(lambda: make_proposal_draft(brief, freelancer, piece_ids=(piece.id,)))
    assert code == "portfolio_piece.not_found"


@pytest.mark.parametrize(("changes", "field"), [({"cover": "Short"}, "cover"), ({"amount": None}, "amount")])
def test_an_incomplete_proposal_is_not_sent(
    hall: Hall, client_: Actor, freelancer: Actor, changes: dict[str, Any], field: str
) -> None:
    brief = make_brief(hall, client_)
    draft = make_proposal_draft(brief, freelancer, **changes)
    with pytest.raises(Refused) as caught:
        submit_proposal(draft.id, by=freelancer)
    assert (caught.value.code, caught.value.field) == ("proposal.incomplete", field)
    assert Proposal.objects.get().state == "draft"
    assert Brief.objects.get().proposal_count == 0


def test_an_unanswered_question_of_the_client_holds_a_proposal_back(
    hall: Hall, client_: Actor, freelancer: Actor
) -> None:
    brief = make_brief(hall, client_)
    draft = make_proposal_draft(brief, freelancer, answers=())
    assert refused(lambda: submit_proposal(draft.id, by=freelancer)) == "proposal.incomplete"


def test_sending_sets_the_day_for_the_answer_and_counts(
    hall: Hall, client_: Actor, freelancer: Actor
) -> None:
    proposal = make_proposal(make_brief(hall, client_), freelancer)
    assert proposal.state == "submitted"
    assert proposal.answer_due_at is not None
    assert proposal.submitted_at is not None
    assert (proposal.answer_due_at - proposal.submitted_at).days == 14
    assert Brief.objects.get().proposal_count == 1
    assert FactRow.objects.get(name="proposal.submitted").data["amount_minor"] == 1200_00


def test_sending_twice_is_refused(hall: Hall, client_: Actor, freelancer: Actor) -> None:
    proposal = make_proposal(make_brief(hall, client_), freelancer)
    assert refused(lambda: submit_proposal(proposal.id, by=freelancer)) == "proposal.is_submitted"


def test_a_client_does_not_propose_on_their_own_brief(hall: Hall, client_: Actor) -> None:
    brief = make_brief(hall, client_)
    code = refused(lambda: save_proposal(brief.id, by=client_, content=proposal_content(brief)))
    assert code == "proposal.own_brief"


def test_a_full_brief_takes_no_more_until_somebody_withdraws(
    client_: Actor, freelancer: Actor, rival: Actor
) -> None:
    hall = make_hall(proposals_per_brief=1)
    brief = make_brief(hall, client_)
    first = make_proposal(brief, freelancer)
    second = make_proposal_draft(brief, rival)
    assert refused(lambda: submit_proposal(second.id, by=rival)) == "proposal.brief_full"
    assert Proposal.objects.get(id=second.id).state == "draft"
    withdraw_proposal(first.id, by=freelancer)
    assert submit_proposal(second.id, by=rival).state == "submitted"


def test_the_weekly_cap_ends_after_seven_days(client_: Actor, freelancer: Actor) -> None:
    hall = make_hall(proposals_per_week=1)
    make_proposal(make_brief(hall, client_), freelancer)
    second = make_proposal_draft(make_brief(hall, client_), freelancer)
    assert refused(lambda: submit_proposal(second.id, by=freelancer)) == "proposal.week_full"
    with clock.later(days=7, seconds=1):
        assert submit_proposal(second.id, by=freelancer).state == "submitted"


def test_an_appeal_is_granted_by_an_operator_with_a_reason(client_: Actor, freelancer: Actor) -> None:
    hall = make_hall(proposals_per_week=1)
    assert (
        refused(lambda: appeal_cap(hall.id, by=freelancer, text="I need many more, please."))
        == "appeal.not_needed"
    )
    make_proposal(make_brief(hall, client_), freelancer)
    second = make_proposal_draft(make_brief(hall, client_), freelancer)
    appeal = appeal_cap(hall.id, by=freelancer, text="Two clients invited me on the same day.")
    assert (
        refused(lambda: appeal_cap(hall.id, by=freelancer, text="Once more, with feeling."))
        == "appeal.waiting"
    )
    operator = staff(make_person("Olga Ring", Hat.CLIENT, operator=True).id, staff_session_id=uuid4())
    decide_cap_appeal(appeal.id, by=operator, granted=1, reason="Both invitations are there.")
    assert submit_proposal(second.id, by=freelancer).state == "submitted"
    third = make_proposal_draft(make_brief(hall, client_), freelancer)
    assert refused(lambda: submit_proposal(third.id, by=freelancer)) == "proposal.week_full"


def test_a_read_proposal_stays_as_it_is(hall: Hall, client_: Actor, freelancer: Actor) -> None:
    brief = make_brief(hall, client_)
    proposal = make_proposal(brief, freelancer)
    cheaper = proposal_content(brief, amount=Money(1000_00, "EUR"))
    assert save_proposal(brief.id, by=freelancer, content=cheaper).amount_minor == 1000_00
    read_proposal(proposal.id, by=client_)
    assert refused(lambda: save_proposal(brief.id, by=freelancer, content=cheaper)) == "proposal.is_read"
    assert refused(lambda: withdraw_proposal(proposal.id, by=freelancer)) == "proposal.is_read"
    read_proposal(proposal.id, by=client_)
    assert FactRow.objects.filter(name="proposal.read").count() == 1


def test_a_sent_proposal_cannot_become_incomplete(hall: Hall, client_: Actor, freelancer: Actor) -> None:
    brief = make_brief(hall, client_)
    make_proposal(brief, freelancer)
    hollow = replace(proposal_content(brief), cover="No")
    assert refused(lambda: save_proposal(brief.id, by=freelancer, content=hollow)) == "proposal.incomplete"


def test_a_withdrawn_proposal_may_be_sent_again(hall: Hall, client_: Actor, freelancer: Actor) -> None:
    proposal = make_proposal(make_brief(hall, client_), freelancer)
    withdraw_proposal(proposal.id, by=freelancer)
    assert Brief.objects.get().proposal_count == 0
    assert refused(lambda: queries.proposal_for(client_, proposal.id)) == "proposal.not_found"
    assert submit_proposal(proposal.id, by=freelancer).state == "submitted"


def test_a_proposal_is_sealed_from_other_freelancers(
    hall: Hall, client_: Actor, freelancer: Actor, rival: Actor
) -> None:
    brief = make_brief(hall, client_)
    draft = make_proposal_draft(brief, freelancer)
    assert refused(lambda: queries.proposal_for(client_, draft.id)) == "proposal.not_found"
    submit_proposal(draft.id, by=freelancer)
    assert queries.proposal_for(client_, draft.id).id == draft.id
    assert refused(lambda: queries.proposal_for(rival, draft.id)) == "proposal.not_found"
    assert refused(lambda: queries.proposals_page(rival, brief.id)) == "brief.not_found"
    assert refused(lambda: shortlist_proposal(draft.id, by=rival)) == "proposal.not_found"


def test_shortlisting_counts_as_an_answer_and_keeps_a_note(
    hall: Hall, client_: Actor, freelancer: Actor
) -> None:
    proposal = make_proposal(make_brief(hall, client_), freelancer)
    shortlist_proposal(proposal.id, by=client_, note="Clear plan")
    row = shortlist_proposal(proposal.id, by=client_, note="Clear plan, fair price")
    assert (row.state, row.shortlist_note) == ("shortlisted", "Clear plan, fair price")
    assert row.answered_at is not None
    assert FactRow.objects.filter(name="proposal.shortlisted").count() == 1


def test_declining_needs_a_reason_and_is_final(hall: Hall, client_: Actor, freelancer: Actor) -> None:
    proposal = make_proposal(make_brief(hall, client_), freelancer)
    assert refused(lambda: decline_proposal(proposal.id, by=client_, reason=" ")) == "proposal.reason_missing"
    decline_proposal(proposal.id, by=client_, reason="We chose somebody nearer.")
    assert refused(lambda: shortlist_proposal(proposal.id, by=client_)) == "proposal.is_declined"
    assert FactRow.objects.get(name="proposal.declined").data["in_time"] is True


def test_an_overdue_answer_shows_on_the_brief_and_in_the_record(
    hall: Hall, client_: Actor, freelancer: Actor, rival: Actor
) -> None:
    brief = make_brief(hall, client_)
    make_proposal(brief, freelancer)
    with clock.later(days=15):
        page = queries.brief_page(rival, brief.id)
        assert page.overdue_answers == 1
        assert (page.habits.proposals_due, page.habits.proposals_answered) == (1, 0)
        decline_proposal(Proposal.objects.get().id, by=client_, reason="Forgot about it, sorry.")
        after = queries.brief_page(rival, brief.id)
        assert after.overdue_answers == 0
        assert (after.habits.proposals_due, after.habits.proposals_answered) == (1, 0)


def test_hiring_one_closes_the_others_and_the_brief(
    hall: Hall, client_: Actor, freelancer: Actor, rival: Actor
) -> None:
    brief = make_brief(hall, client_)
    won, lost = make_proposal(brief, freelancer), make_proposal(brief, rival)
    contract_id = uuid4()
    operations.mark_hired(won.id, contract_id=contract_id, by=freelancer)
    assert Proposal.objects.get(id=won.id).state == "hired"
    assert Proposal.objects.get(id=lost.id).state == "closed"
    row = Brief.objects.get()
    assert (row.state, row.contract_id) == ("hired", contract_id)
    assert refused(lambda: operations.mark_hired(lost.id, contract_id=uuid4(), by=rival)) == "brief.is_hired"


def test_a_declined_proposal_is_not_hired(hall: Hall, client_: Actor, freelancer: Actor) -> None:
    proposal = make_proposal(make_brief(hall, client_), freelancer)
    decline_proposal(proposal.id, by=client_, reason="We chose somebody nearer.")
    code = refused(lambda: operations.mark_hired(proposal.id, contract_id=uuid4(), by=client_))
    assert code == "proposal.is_declined"
    assert Brief.objects.get().state == "published"


# questions and invitations


def test_answers_are_for_everybody_and_open_questions_are_not(
    hall: Hall, client_: Actor, freelancer: Actor, rival: Actor
) -> None:
    brief = make_brief(hall, client_)
    row = ask_clarification(brief.id, by=freelancer, question="Does the calendar have to stay?")
    assert len(queries.brief_page(rival, brief.id).clarifications) == 0
    assert len(queries.brief_page(freelancer, brief.id).clarifications) == 1
    answer_clarification(row.id, by=client_, answer="No, it may go.")
    seen = queries.brief_page(rival, brief.id).clarifications[0]
    assert (seen.answer, seen.mine) == ("No, it may go.", False)
    assert (
        refused(lambda: answer_clarification(row.id, by=client_, answer="Or not")) == "clarification.answered"
    )


def test_one_person_has_five_open_questions_at_most(hall: Hall, client_: Actor, freelancer: Actor) -> None:
    brief = make_brief(hall, client_)
    for number in range(5):
        ask_clarification(brief.id, by=freelancer, question=f"Question number {number}?")
    code = refused(lambda: ask_clarification(brief.id, by=freelancer, question="And a sixth?"))
    assert code == "clarification.too_many"
    assert Clarification.objects.count() == 5


def test_a_brief_for_invited_people_is_seen_by_them_only(
    hall: Hall, client_: Actor, freelancer: Actor, rival: Actor
) -> None:
    brief = make_brief(hall, client_, visibility="invited")
    assert refused(lambda: queries.brief_for(freelancer, brief.id)) == "brief.not_found"
    invited = invite_freelancer(brief.id, by=client_, freelancer_id=freelancer.require_person())
    assert queries.brief_for(freelancer, brief.id).id == brief.id
    assert refused(lambda: queries.brief_for(rival, brief.id)) == "brief.not_found"
    proposal = make_proposal(brief, freelancer)
    assert proposal.by_invitation
    assert Invitation.objects.get(id=invited.id).state == "proposed"


def test_invitations_are_capped_and_repeat_harmlessly(
    client_: Actor, freelancer: Actor, rival: Actor
) -> None:
    hall = make_hall(invitations_per_brief=1)
    brief = make_brief(hall, client_)
    invite_freelancer(brief.id, by=client_, freelancer_id=freelancer.require_person())
    invite_freelancer(brief.id, by=client_, freelancer_id=freelancer.require_person())
    code = refused(lambda: invite_freelancer(brief.id, by=client_, freelancer_id=rival.require_person()))
    assert code == "invitation.too_many"
    assert Invitation.objects.count() == 1


def test_nobody_invites_themselves_or_a_client(hall: Hall, client_: Actor) -> None:
    brief = make_brief(hall, client_)
    someone = make_person("Paul Nore", Hat.CLIENT).id
    code = refused(lambda: invite_freelancer(brief.id, by=client_, freelancer_id=someone))
    assert code == "freelancer.not_found"


def test_declining_an_invitation_is_said_once(hall: Hall, client_: Actor, freelancer: Actor) -> None:
    brief = make_brief(hall, client_)
    row = invite_freelancer(brief.id, by=client_, freelancer_id=freelancer.require_person())
    assert [turn.button for turn in queries.turns_for(freelancer)] == ["Read the brief"]
    decline_invitation(row.id, by=freelancer, reason="Booked until May.")
    assert refused(lambda: decline_invitation(row.id, by=freelancer)) == "invitation.answered"
    assert queries.turns_for(freelancer) == []


def test_the_clients_turns_name_what_waits_and_until_when(
    hall: Hall, client_: Actor, freelancer: Actor
) -> None:
    brief = make_brief(hall, client_)
    proposal = make_proposal(brief, freelancer)
    ask_clarification(brief.id, by=freelancer, question="Does the calendar have to stay?")
    turns = queries.turns_for(client_)
    assert [turn.title for turn in turns] == [
        "Answer 1 proposal on “Repair the booking page of a small ferry”",
        "Answer 1 question about “Repair the booking page of a small ferry”",
    ]
    assert turns[0].due_at == proposal.answer_due_at
    assert queries.turns_for(freelancer) == []


# price hint


def test_prices_are_hinted_from_five_finished_contracts_on(hall: Hall, client_: Actor) -> None:
    brief = make_brief(hall, client_)
    category = make_skill(hall).category_id
    for amount in (400_00, 800_00, 1000_00, 1200_00):
        operations.note_price(uuid4(), brief_id=brief.id, paid=Money(amount, "EUR"), ended_at=clock.now())
    assert queries.price_hint(hall.id, category, "EUR") is None
    contract_id = uuid4()
    for _ in range(2):
        operations.note_price(
            contract_id, brief_id=brief.id, paid=Money(2000_00, "EUR"), ended_at=clock.now()
        )
    hint = queries.price_hint(hall.id, category, "EUR")
    assert hint is not None
    assert (hint.count, hint.low, hint.middle, hint.high) == (
        5,
        Money(800_00, "EUR"),
        Money(1000_00, "EUR"),
        Money(1200_00, "EUR"),
    )
    assert queries.price_hint(hall.id, category, "USD") is None
    assert PriceSample.objects.count() == 5


def test_a_proposal_says_that_the_brief_has_changed_since(
    hall: Hall, client_: Actor, freelancer: Actor
) -> None:
    brief = make_brief(hall, client_)
    proposal = make_proposal(brief, freelancer)
    edit_brief(brief.id, by=client_, content=brief_content(hall, title="Repair two booking pages"))
    assert queries.proposal_page(client_, proposal.id).card.older_brief


def test_a_closed_brief_takes_neither_proposals_nor_questions(
    hall: Hall, client_: Actor, freelancer: Actor
) -> None:
    brief = make_brief(hall, client_)
    draft = make_proposal_draft(brief, freelancer)
    close_brief(brief.id, by=client_, reason="We found the fault ourselves.")
    assert refused(lambda: submit_proposal(draft.id, by=freelancer)) == "brief.not_open"
    code = refused(lambda: ask_clarification(brief.id, by=freelancer, question="Is it really closed?"))
    assert code == "brief.not_open"


def test_members_of_an_organisation_share_its_briefs_by_role(hall: Hall, freelancer: Actor) -> None:

    firm = Organisation.objects.create(name="Ferry Friends", handle="ferry-friends", made_at=clock.now())
    people = {}
    for name, role in (("Oda Own", "owner"), ("Hein Hire", "hiring"), ("Bea Bill", "billing")):
        who = make_person(name, Hat.CLIENT)
        Membership.objects.create(organisation=firm, person=who, role=role, joined_at=clock.now())
        people[role] = actor_of(who)

    brief = draft_brief(hall.id, by=people["hiring"], content=brief_content(hall), organisation_id=firm.id)
    assert refused(lambda: publish_brief(brief.id, by=people["billing"])) == "brief.not_hiring"
    publish_brief(brief.id, by=people["owner"])
    proposal = make_proposal(brief, freelancer)
    assert queries.proposal_for(people["billing"], proposal.id).id == proposal.id
    assert refused(lambda: shortlist_proposal(proposal.id, by=people["billing"])) == "brief.not_hiring"
    assert shortlist_proposal(proposal.id, by=people["owner"]).state == "shortlisted"


def test_who_proposed_and_then_became_a_member_neither_decides_on_it_nor_hires_themselves(
    hall: Hall, client_: Actor, freelancer: Actor
) -> None:
    brief = make_brief(hall, client_)
    proposal = make_proposal(brief, freelancer)
    firm = Organisation.objects.create(name="North Works", handle="north-works", made_at=clock.now())
    Brief.objects.filter(id=brief.id).update(organisation=firm)
    Membership.objects.create(
        organisation=firm, person_id=freelancer.person_id, role="owner", joined_at=clock.now()
    )
    both = replace(freelancer, roles=((firm.id, "owner"),))
    assert refused(lambda: shortlist_proposal(proposal.id, by=both)) == "proposal.not_found"
    assert refused(lambda: decline_proposal(proposal.id, by=both, reason="Too dear.")) == "proposal.not_found"
    with transaction.atomic():
        set_founding_schedule(hall.id, at=LONG_AGO)
    offer = partial(make_offer, hall.id, terms=deal(), milestones=(planned(),), proposal_id=proposal.id)
    assert refused(lambda: offer(by=both)) == "offer.to_oneself"
