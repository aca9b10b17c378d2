"""Who leaves the client's organisation leaves its conversations too; who hires for it takes their place."""

from __future__ import annotations

import pytest

from hirehall.conversations.actions import send_message
from hirehall.conversations.models import Participant
from hirehall.conversations.queries import thread_for
from hirehall.engagements.milestone.actions.accept_offer import accept_offer
from hirehall.foundation import jobs
from hirehall.foundation.actor import Actor, Hat
from hirehall.foundation.refused import Refused
from hirehall.market.actions.open_proposal_thread import open_proposal_thread
from hirehall.people.actions.change_role import change_role
from hirehall.people.actions.end_membership import end_membership
from hirehall.people.actions.make_organisation import make_organisation
from hirehall.people.models import Membership, Organisation, Person
from tests.makers.base import actor_of, make_person
from tests.makers.contracts import Pair
from tests.makers.market import make_brief, make_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm(pair: Pair) -> tuple[Organisation, Actor]:
    """An organisation with an owner and a hiring member; the hiring member is the pair's client."""
    owner = actor_of(make_person("Nora Grey", Hat.CLIENT))
    organisation = make_organisation(by=owner, name="Hollis & Grey")
    Membership.objects.create(
        organisation=organisation, person_id=pair.client.person_id, role="hiring",
        joined_at=organisation.made_at,
    )  # fmt: skip
    member = Person.objects.get(id=pair.client.person_id)
    pair.client = actor_of(member).wearing(Hat.CLIENT, organisation_id=organisation.id)
    return organisation, actor_of(Person.objects.get(id=owner.person_id))


def leave(organisation: Organisation, by: Actor) -> Actor:
    """The member as they are after leaving."""
    assert by.person_id is not None
    end_membership(organisation.id, by.person_id, by=by)
    jobs.drain()
    return actor_of(Person.objects.get(id=by.person_id))


def refused(thread_id: object, by: Actor) -> list[str]:
    codes = []
    for act in (
        lambda: thread_for(by, thread_id),
        lambda: send_message(thread_id, by=by, text="Still here?"),
    ):
        with pytest.raises(Refused) as caught:
            act()
        codes.append(caught.value.code)
    return codes


def test_a_member_who_left_neither_reads_nor_writes_about_the_contract(
    pair: Pair, firm: tuple[Organisation, Actor]
) -> None:
    organisation, owner = firm
    thread_id = pair.contract().thread_id
    assert thread_id is not None
    send_message(thread_id, by=pair.client, text="I start on Monday.")
    gone = leave(organisation, pair.client)
    assert refused(thread_id, gone) == ["thread.not_found"] * 2
    page = thread_for(owner, thread_id)
    assert [message.text for message in page.messages] == ["I start on Monday."]
    heir = Participant.objects.get(thread_id=thread_id, person_id=owner.person_id)
    assert heir.hat == Hat.CLIENT


def test_nor_about_a_proposal(pair: Pair, firm: tuple[Organisation, Actor]) -> None:
    organisation, owner = firm
    brief = make_brief(pair.hall, pair.client)
    brief.organisation = organisation
    brief.save(update_fields=["organisation"])
    thread = open_proposal_thread(make_proposal(brief, pair.freelancer).id, by=pair.client)
    gone = leave(organisation, pair.client)
    assert refused(thread.id, gone) == ["thread.not_found"] * 2
    assert thread_for(pair.freelancer, thread.id).others[0].id == owner.person_id


def test_who_may_only_pay_from_now_on_leaves_what_is_talked_about_hiring(
    pair: Pair, firm: tuple[Organisation, Actor]
) -> None:
    organisation, owner = firm
    thread_id = pair.contract().thread_id
    assert thread_id is not None
    brief = make_brief(pair.hall, pair.client)
    brief.organisation = organisation
    brief.save(update_fields=["organisation"])
    about_proposal = open_proposal_thread(make_proposal(brief, pair.freelancer).id, by=pair.client)
    member = Person.objects.get(id=pair.client.person_id)
    change_role(organisation.id, member.id, role="billing", by=owner)
    jobs.drain()
    for thread in (thread_id, about_proposal.id):
        assert refused(thread, actor_of(member)) == ["thread.not_found"] * 2
        assert Participant.objects.filter(thread_id=thread, person_id=owner.person_id).exists()
    change_role(organisation.id, member.id, role="owner", by=owner)
    jobs.drain()
    assert thread_for(actor_of(member), thread_id).id == thread_id, "who hires again is in again"


def test_who_left_before_the_offer_was_accepted_is_not_let_in(
    pair: Pair, firm: tuple[Organisation, Actor]
) -> None:
    organisation, owner = firm
    offer = pair.offer()
    gone = leave(organisation, pair.client)
    thread_id = accept_offer(offer.id, by=pair.freelancer).thread_id
    assert refused(thread_id, gone) == ["thread.not_found"] * 2
    talking = Participant.objects.filter(thread_id=thread_id).values_list("person_id", flat=True)
    assert set(talking) == {owner.person_id, pair.freelancer.person_id}


def test_conversations_of_ones_own_contracts_stay(pair: Pair, firm: tuple[Organisation, Actor]) -> None:
    organisation, _ = firm
    pair.client = pair.client.wearing(Hat.CLIENT)
    thread_id = pair.contract().thread_id
    assert thread_id is not None
    gone = leave(organisation, pair.client)
    assert thread_for(gone, thread_id).id == thread_id
