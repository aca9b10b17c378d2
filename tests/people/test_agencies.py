"""Agencies: freelancers who work under one name, in roles, and never on the client's side by it."""

from __future__ import annotations

import pytest
from django.test import Client

from hirehall.foundation import jobs
from hirehall.foundation.actor import Hat
from hirehall.foundation.models import FactRow
from hirehall.foundation.refused import Refused
from hirehall.people import queries
from hirehall.people.actions.answer_invitation import answer_invitation
from hirehall.people.actions.change_role import change_role
from hirehall.people.actions.end_membership import end_membership
from hirehall.people.actions.invite_member import invite_member
from hirehall.people.actions.make_organisation import make_organisation
from hirehall.people.actions.show_membership import show_membership
from hirehall.people.models import Membership, Organisation, Person
from tests.makers.base import actor_of, make_hall, make_person

pytestmark = pytest.mark.django_db


def agency(owner: Person, name: str = "Studio Y") -> Organisation:
    return make_organisation(by=actor_of(owner), name=name, kind="agency")


def joins(organisation: Organisation, owner: Person, who: Person, role: str = "member") -> Membership:
    asked = invite_member(organisation.id, by=actor_of(owner), email=who.email, role=role)
    answer_invitation(asked.id, accept=True, by=actor_of(who))
    return Membership.objects.get(organisation=organisation, person=who)


def test_whoever_makes_an_agency_owns_it_and_is_on_no_clients_side_by_it() -> None:
    ada = make_person("Ada")
    made = agency(ada)
    actor = actor_of(ada)
    assert (actor.agencies, actor.roles) == (((made.id, "owner"),), ())
    assert (actor.managed_agency_ids, actor.organisation_ids) == ((made.id,), ())
    assert not actor.is_client_side(ada.id, made.id)


def test_who_joins_an_agency_wears_the_freelancers_hat() -> None:
    ada, bea = make_person("Ada"), make_person("Bea", Hat.CLIENT)
    joins(agency(ada), ada, bea)
    bea.refresh_from_db()
    assert (bea.wears_freelancer, actor_of(bea).managed_agency_ids) == (True, ())


def test_who_is_here_is_invited_by_the_handle_and_the_address_stays_unsaid(client: Client) -> None:
    make_hall()
    ada, bea = make_person("Ada"), make_person("Bea")
    made = agency(ada)
    asked = invite_member(made.id, by=actor_of(ada), email="@bea", role="member")
    client.force_login(ada)
    page = client.get(f"/organisations/{made.id}/").content.decode()
    assert ("@bea" in page, bea.email in page) == (True, False)
    answer_invitation(asked.id, accept=True, by=actor_of(bea))
    assert actor_of(bea).agency_ids == (made.id,)
    with pytest.raises(Refused) as refused:
        invite_member(made.id, by=actor_of(ada), email="@nobody-here", role="member")
    assert refused.value.code == "invitation.email"


@pytest.mark.parametrize(("kind", "role"), [("agency", "hiring"), ("client", "manager")])
def test_each_kind_has_its_own_roles(kind: str, role: str) -> None:
    ada = make_person("Ada")
    made = make_organisation(by=actor_of(ada), name="Y", kind=kind)
    with pytest.raises(Refused) as refused:
        invite_member(made.id, by=actor_of(ada), email="x@example.org", role=role)
    assert refused.value.code == "role.unknown"


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        make_organisation(by=actor_of(make_person("Ada")), name="Y", kind="guild")
    assert refused.value.code == "organisation.kind"


def test_ownership_is_handed_over_and_the_last_owner_stays() -> None:
    ada, bea = make_person("Ada"), make_person("Bea")
    made = agency(ada)
    joins(made, ada, bea, "manager")
    with pytest.raises(Refused) as refused:
        end_membership(made.id, ada.id, by=actor_of(ada))
    assert refused.value.code == "organisation.last_owner"
    change_role(made.id, bea.id, role="owner", by=actor_of(ada))
    end_membership(made.id, ada.id, by=actor_of(ada))
    assert queries.leads_of(made.id) == [bea.id]


def test_a_manager_decides_nothing_about_members() -> None:
    ada, bea, cyr = (make_person(name) for name in ("Ada", "Bea", "Cyr"))
    made = agency(ada)
    joins(made, ada, bea, "manager")
    joins(made, ada, cyr)
    with pytest.raises(Refused) as refused:
        end_membership(made.id, cyr.id, by=actor_of(bea))
    assert refused.value.code == "organisation.owners_only"


def test_only_a_member_decides_to_be_shown() -> None:
    ada, bea = make_person("Ada"), make_person("Bea")
    made = agency(ada)
    joins(made, ada, bea)
    assert queries.agency_members(made.id, shown_only=True) == []
    show_membership(made.id, shown=True, by=actor_of(bea))
    show_membership(made.id, shown=True, by=actor_of(bea))
    assert [one.name for one in queries.agency_members(made.id, shown_only=True)] == ["Bea"]
    assert FactRow.objects.filter(name="organisation.membership_shown").count() == 1
    with pytest.raises(Refused) as refused:
        show_membership(made.id, shown=True, by=actor_of(make_person("Stranger")))
    assert refused.value.code == "organisation.not_found"


def test_an_organisation_that_hires_shows_no_members() -> None:
    boss = make_person("Boss", Hat.CLIENT)
    made = make_organisation(by=actor_of(boss), name="Works")
    with pytest.raises(Refused) as refused:
        show_membership(made.id, shown=True, by=actor_of(boss))
    assert refused.value.code == "agency.not_found"


def test_the_pages_of_an_agency(client: Client) -> None:
    make_hall()
    ada, bea = make_person("Ada"), make_person("Bea")
    client.force_login(ada)
    assert "No agency yet" in client.get("/agencies/").content.decode()
    made = client.post("/agencies/", {"name": "Studio Y"})
    page = client.get(made["Location"]).content.decode()
    assert "Your role: Owner" in page
    assert '<option value="manager">' in page
    assert "Hiring" not in page
    client.post(f"{made['Location']}invitations/", {"email": bea.email, "role": "member"})
    client.post(f"{made['Location']}showing/", {"shown": "yes"})
    assert Membership.objects.get(person=ada).shown
    jobs.drain()
    client.force_login(bea)
    listed = client.get("/agencies/").content.decode()
    assert "Ada invites you to Studio Y" in listed
    assert "Studio Y" not in client.get("/organisations/").content.decode()
