"""Two at the same moment, in matters of people: one address, one last owner, one answer, one hat."""

from __future__ import annotations

import pytest

from hirehall.foundation import clock
from hirehall.foundation.actor import ANONYMOUS, Actor, Hat
from hirehall.foundation.refused import Refused
from hirehall.people.actions.answer_invitation import answer_invitation
from hirehall.people.actions.change_avatar import change_avatar
from hirehall.people.actions.change_role import change_role
from hirehall.people.actions.end_membership import end_membership
from hirehall.people.actions.invite_member import invite_member
from hirehall.people.actions.join import join
from hirehall.people.actions.make_organisation import make_organisation
from hirehall.people.actions.wear_hat import wear_hat
from hirehall.people.models import ClientProfile, Membership, Person
from tests.makers.base import actor_of, make_person
from tests.makers.files import make_upload, picture_bytes
from tests.races.together import together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_one_address_joins_once_however_many_ask() -> None:
    def ask(number: int) -> object:
        return join(
            by=ANONYMOUS, name=f"Amara {number}", email="amara@example.org", password="", side="freelancer"
        )

    outcomes = together(*[lambda number=number: ask(number) for number in range(4)])
    assert Person.objects.filter(email="amara@example.org").count() == 1
    assert codes(outcomes) == ["person.email_taken"] * 3


def test_people_with_one_name_who_join_together_get_handles_of_their_own() -> None:
    def ask(number: int) -> object:
        return join(
            by=ANONYMOUS, name="Amara Okafor", email=f"amara{number}@example.org", password="", side="client"
        )

    outcomes = together(*[lambda number=number: ask(number) for number in range(3)])
    assert codes(outcomes) == []
    assert len(set(Person.objects.values_list("handle", flat=True))) == 3


def test_two_owners_who_leave_together_leave_one_owner() -> None:
    first, second = make_person("Ida", Hat.CLIENT), make_person("Mara", Hat.CLIENT)
    organisation = make_organisation(by=actor_of(first), name="North Works")
    Membership.objects.create(organisation=organisation, person=second, role="owner", joined_at=clock.now())
    actors = {who.id: actor_of(who) for who in (first, second)}
    outcomes = together(
        *[
            lambda who=who: end_membership(organisation.id, who.id, by=actors[who.id])
            for who in (first, second)
        ]
    )
    assert codes(outcomes) == ["organisation.last_owner"]
    assert Membership.objects.filter(organisation=organisation, role="owner").count() == 1


@pytest.mark.parametrize("way", ["removal", "role"])
def test_of_two_owners_who_turn_on_each_other_only_the_first_still_has_the_power(way: str) -> None:
    """The third owner keeps the rule of the last owner out of this: what decides is the role after the lock."""
    first, second, third = (make_person(name, Hat.CLIENT) for name in ("Ida", "Mara", "Nora"))
    organisation = make_organisation(by=actor_of(first), name="North Works")
    for who in (second, third):
        Membership.objects.create(organisation=organisation, person=who, role="owner", joined_at=clock.now())

    def turn_on(other: Person, by: Actor) -> object:
        if way == "removal":
            return end_membership(organisation.id, other.id, by=by)
        return change_role(organisation.id, other.id, role="billing", by=by)

    actors = [actor_of(first), actor_of(second)]
    outcomes = together(lambda: turn_on(second, actors[0]), lambda: turn_on(first, actors[1]))
    assert codes(outcomes) == [{"removal": "organisation.not_found", "role": "organisation.owners_only"}[way]]
    assert Membership.objects.filter(organisation=organisation, role="owner").count() == 2


def test_an_invitation_is_answered_once() -> None:
    boss, invited = make_person("Ida", Hat.CLIENT), make_person("Mara", Hat.CLIENT)
    organisation = make_organisation(by=actor_of(boss), name="North Works")
    invitation = invite_member(organisation.id, by=actor_of(boss), email=invited.email, role="hiring")
    by = actor_of(invited)
    outcomes = together(
        lambda: answer_invitation(invitation.id, accept=True, by=by),
        lambda: answer_invitation(invitation.id, accept=False, by=by),
    )
    assert codes(outcomes) == ["invitation.answered"]
    invitation.refresh_from_db()
    joined = Membership.objects.filter(organisation=organisation, person=invited).exists()
    assert joined == invitation.accepted


def test_a_double_click_on_the_other_hat_makes_one_profile() -> None:
    who = make_person("Mara")
    by = actor_of(who)
    assert codes(together(*[lambda: wear_hat("client", by=by)] * 3)) == []
    assert ClientProfile.objects.filter(person=who).count() == 1


def test_two_new_pictures_leave_one() -> None:
    who = make_person("Mara")
    by = actor_of(who)
    pictures = [
        make_upload(by, name="me.png", data=picture_bytes(60 + number), purpose="avatar").id
        for number in range(2)
    ]
    together(*[lambda picture=picture: change_avatar(picture, by=by) for picture in pictures])
    who.refresh_from_db()
    assert who.avatar_file_id in pictures


def codes(outcomes: list[object]) -> list[str]:
    """The codes of what was refused; anything else that was raised is raised here."""
    for outcome in outcomes:
        if isinstance(outcome, Exception) and not isinstance(outcome, Refused):
            raise outcome
    return [outcome.code for outcome in outcomes if isinstance(outcome, Refused)]
