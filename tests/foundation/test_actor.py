from __future__ import annotations

from hirehall.foundation.actor import ANONYMOUS, Hat, Scope, person, staff, system
from hirehall.foundation.ids import new_id

ME, OTHER, FIRM = new_id(), new_id(), new_id()


def test_one_who_hires_alone_stands_for_themselves_only() -> None:
    me = person(ME, hat=Hat.CLIENT)
    assert me.is_client_side(ME, None)
    assert me.may_hire_for(ME, None)
    assert me.may_pay_for(ME, None)
    assert not me.is_client_side(OTHER, None)
    assert not me.is_client_side(ME, FIRM)


def test_roles_in_an_organisation_part_hiring_from_paying() -> None:
    owner = person(ME, hat=Hat.CLIENT, roles=((FIRM, "owner"),))
    hiring = person(ME, hat=Hat.CLIENT, roles=((FIRM, "hiring"),))
    billing = person(ME, hat=Hat.CLIENT, roles=((FIRM, "billing"),))
    assert [one.may_hire_for(OTHER, FIRM) for one in (owner, hiring, billing)] == [True, True, False]
    assert [one.may_pay_for(OTHER, FIRM) for one in (owner, hiring, billing)] == [True, False, True]
    assert [one.is_client_side(OTHER, FIRM) for one in (owner, hiring, billing)] == [True, True, True]
    assert owner.organisation_ids == (FIRM,)


def test_staff_system_and_nobody_are_never_a_party() -> None:
    for actor in (staff(ME, staff_session_id=new_id()), system("clock"), ANONYMOUS):
        assert not actor.is_client_side(ME, None)


def test_the_hat_changes_and_the_person_stays() -> None:
    me = person(ME, hat=Hat.CLIENT, scopes=frozenset({Scope.MONEY_READ}))
    other_hat = me.wearing(Hat.FREELANCER)
    assert (other_hat.person_id, other_hat.hat, other_hat.scopes) == (ME, Hat.FREELANCER, me.scopes)
    assert me.holds(Scope.MONEY_READ)
    assert not me.holds(Scope.MONEY_WRITE)
    assert person(ME, hat=Hat.CLIENT).holds(Scope.MONEY_WRITE)
