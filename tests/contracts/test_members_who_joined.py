"""Who hires for the client's organisation from now on takes part in its conversations, and only those."""

from __future__ import annotations

import pytest
from django.urls import reverse

from hirehall.conversations.actions import send_message
from hirehall.conversations.models import Participant
from hirehall.conversations.queries import thread_for, threads_for
from hirehall.engagements.package.actions.open_inquiry import open_inquiry
from hirehall.foundation import jobs
from hirehall.foundation.actor import Actor, Hat
from hirehall.foundation.refused import Refused
from hirehall.market.actions.draft_service import draft_service
from hirehall.market.actions.open_proposal_thread import open_proposal_thread
from hirehall.market.actions.publish_service import publish_service
from hirehall.people.actions.answer_invitation import answer_invitation
from hirehall.people.actions.change_role import change_role
from hirehall.people.actions.end_membership import end_membership
from hirehall.people.actions.invite_member import invite_member
from hirehall.people.actions.make_organisation import make_organisation
from hirehall.people.models import Organisation, Person
from tests.makers.agencies import make_studio
from tests.makers.base import actor_of, make_person
from tests.makers.contracts import Pair
from tests.makers.market import make_brief, make_proposal
from tests.makers.package import make_service, service_content

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm(pair: Pair) -> Organisation:
    """An organisation whose owner is the pair's client."""
    organisation = make_organisation(by=pair.client, name="Hollis & Grey")
    owner = Person.objects.get(id=pair.client.person_id)
    pair.client = actor_of(owner).wearing(Hat.CLIENT, organisation_id=organisation.id)
    return organisation


def come(organisation: Organisation, pair: Pair, *, role: str = "hiring", name: str = "Nora Grey") -> Actor:
    """A new member who has said yes."""
    person = make_person(name, Hat.CLIENT)
    invitation = invite_member(organisation.id, by=pair.client, email=person.email, role=role)
    answer_invitation(invitation.id, accept=True, by=actor_of(person))
    jobs.drain()
    return actor_of(Person.objects.get(id=person.id))


def test_a_new_member_reads_and_writes_about_contract_and_proposal(pair: Pair, firm: Organisation) -> None:
    contract_thread = pair.contract().thread_id
    assert contract_thread is not None
    brief = make_brief(pair.hall, pair.client)
    brief.organisation = firm
    brief.save(update_fields=["organisation"])
    proposal = make_proposal(brief, pair.freelancer)
    proposal_thread = open_proposal_thread(proposal.id, by=pair.client).id
    send_message(contract_thread, by=pair.client, text="We start on Monday.")

    nora = come(firm, pair)

    found, _ = threads_for(nora)
    assert {line.id for line in found} == {contract_thread, proposal_thread}
    assert {line.hat for line in found} == {Hat.CLIENT}
    assert [line.unread for line in found] == [0, 0], "what was written before is not news"
    assert [message.text for message in thread_for(nora, contract_thread).messages] == ["We start on Monday."]
    send_message(contract_thread, by=nora, text="I am new here.")
    assert open_proposal_thread(proposal.id, by=pair.client).id == proposal_thread, "still one thread"
    assert open_proposal_thread(proposal.id, by=pair.freelancer).id == proposal_thread


def test_who_only_pays_joins_when_they_hire(pair: Pair, firm: Organisation) -> None:
    thread_id = pair.contract().thread_id
    assert thread_id is not None
    paul = come(firm, pair, role="billing", name="Paul Billing")
    with pytest.raises(Refused):
        thread_for(paul, thread_id)
    assert paul.person_id is not None
    change_role(firm.id, paul.person_id, role="hiring", by=pair.client)
    jobs.drain()
    assert thread_for(paul, thread_id).title


def test_a_no_and_another_firms_member_join_nothing(pair: Pair, firm: Organisation) -> None:
    thread_id = pair.contract().thread_id
    person = make_person("Nils No", Hat.CLIENT)
    invitation = invite_member(firm.id, by=pair.client, email=person.email, role="hiring")
    answer_invitation(invitation.id, accept=False, by=actor_of(person))
    other = make_organisation(by=actor_of(make_person("Olga Else", Hat.CLIENT)), name="Else & Co")
    jobs.drain()
    assert other.id != firm.id
    taking_part = set(Participant.objects.filter(thread_id=thread_id).values_list("person_id", flat=True))
    assert taking_part == {pair.client.person_id, pair.freelancer.person_id}


def test_a_contract_that_starts_later_has_everybody_who_hires(pair: Pair, firm: Organisation) -> None:
    nora = come(firm, pair)
    come(firm, pair, role="billing", name="Paul Billing")
    thread_id = pair.contract().thread_id
    taking_part = set(Participant.objects.filter(thread_id=thread_id).values_list("person_id", flat=True))
    assert taking_part == {pair.client.person_id, pair.freelancer.person_id, nora.person_id}


def test_a_removed_member_is_out_at_once_on_the_page_as_well(client, pair: Pair, firm: Organisation) -> None:  # type: ignore[no-untyped-def]
    thread_id = pair.contract().thread_id
    nora = come(firm, pair)
    assert nora.person_id is not None
    client.force_login(Person.objects.get(id=nora.person_id))
    address = reverse("conversations:thread", args=[thread_id])
    assert client.get(address).status_code == 200
    end_membership(firm.id, nora.person_id, by=pair.client)
    jobs.drain()
    assert client.get(address).status_code == 404


def test_a_new_member_reads_what_was_asked_about_services_until_they_leave(
    pair: Pair, firm: Organisation
) -> None:
    service = make_service(pair.hall, pair.freelancer)
    thread_id = open_inquiry(service.id, by=pair.client, text="Can you draw a sign?").thread_id
    assert thread_id is not None
    nora = come(firm, pair)
    paul = come(firm, pair, role="billing", name="Paul Billing")
    assert [message.text for message in thread_for(nora, thread_id).messages] == ["Can you draw a sign?"]
    send_message(thread_id, by=nora, text="In bronze, if you can.")
    as_house = nora.wearing(Hat.CLIENT, organisation_id=firm.id)
    assert open_inquiry(service.id, by=as_house, text="And a flag?").thread_id == thread_id
    with pytest.raises(Refused):
        thread_for(paul, thread_id)
    assert nora.person_id is not None
    end_membership(firm.id, nora.person_id, by=pair.client)
    jobs.drain()
    with pytest.raises(Refused):
        thread_for(nora, thread_id)
    assert len(thread_for(pair.client, thread_id).messages) == 3, "what they wrote stays"
    later = make_service(pair.hall, pair.freelancer)
    third = come(firm, pair, name="Theo Grey")
    both = open_inquiry(later.id, by=pair.client, text="Another one?").thread_id
    assert both is not None
    assert thread_for(third, both).title


def test_who_manages_an_agency_later_reads_its_contracts_and_inquiries_until_they_leave(db: None) -> None:
    studio = make_studio()
    contract = studio.contract()
    content = service_content(studio.hall)
    drafted = draft_service(
        studio.hall.id, by=studio.by("Mateus"), content=content, agency_id=studio.agency.id
    )
    service = publish_service(drafted.id, by=studio.by("Mateus"))
    inquiry = open_inquiry(service.id, by=studio.client, text="Can you draw a sign?")
    threads = [contract.thread_id, inquiry.thread_id]
    for thread_id in threads:
        with pytest.raises(Refused):
            thread_for(studio.by("Cyr"), thread_id)
    change_role(studio.agency.id, studio.id("Cyr"), role="manager", by=studio.by("Mateus"))
    jobs.drain()
    for thread_id in threads:
        send_message(thread_id, by=studio.by("Cyr"), text="I am here as well.")
        row = Participant.objects.get(thread_id=thread_id, person_id=studio.id("Cyr"))
        assert row.hat == Hat.FREELANCER
    before = studio.by("Cyr")
    studio.leaves("Cyr")
    jobs.drain()
    for thread_id in threads:
        for by in (before, studio.by("Cyr")):
            with pytest.raises(Refused):
                thread_for(by, thread_id)
        assert Participant.objects.get(thread_id=thread_id, person_id=studio.id("Bea")).hat == Hat.FREELANCER
