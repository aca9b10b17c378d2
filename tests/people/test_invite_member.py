"""An invitation is a mail to somebody who did not ask for one: a few a day, and no more."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.core import mail

from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor, Hat
from hirehall.foundation.models import FactRow
from hirehall.foundation.refused import Because, Refused
from hirehall.people.actions.invite_member import invite_member
from hirehall.people.actions.make_organisation import make_organisation
from hirehall.people.actions.withdraw_invitation import withdraw_invitation
from hirehall.people.models import OrganisationInvitation
from hirehall.people.rules import MAILS_TO_ONE_ADDRESS_A_DAY
from tests.makers.base import actor_of, make_person

pytestmark = pytest.mark.django_db
ADDRESS = "mara@example.org"


@pytest.fixture
def boss() -> Actor:
    who = make_person("Ida Holm", Hat.CLIENT)
    make_organisation(by=actor_of(who), name="North Works")
    return actor_of(who)


def invite(by: Actor, email: str = ADDRESS) -> OrganisationInvitation:
    [(organisation_id, _)] = by.roles
    return invite_member(organisation_id, by=by, email=email, role="hiring")


def mails_to(address: str) -> int:
    jobs.drain()
    return sum(address in sent.to for sent in mail.outbox)


@pytest.mark.parametrize("withdrawn", [False, True])
def test_one_address_is_written_to_a_few_times_a_day_withdrawn_or_not(boss: Actor, withdrawn: bool) -> None:
    for _ in range(MAILS_TO_ONE_ADDRESS_A_DAY):
        invitation = invite(boss)
        jobs.drain()
        if withdrawn:
            withdraw_invitation(invitation.id, by=boss)
    with pytest.raises(Refused) as caught:
        invite(boss, ADDRESS.upper())
    assert (caught.value.code, caught.value.because) == ("invitation.too_often", Because.TOO_MANY)
    assert mails_to(ADDRESS) == MAILS_TO_ONE_ADDRESS_A_DAY
    assert OrganisationInvitation.objects.count() == (0 if withdrawn else 1), "the open one stays as it was"


def test_others_may_be_invited_and_the_same_again_a_day_later(boss: Actor) -> None:
    for _ in range(MAILS_TO_ONE_ADDRESS_A_DAY):
        invite(boss)
    invite(boss, "nora@example.org")
    with clock.later(days=1, seconds=1):
        assert isinstance(invite(boss).id, UUID)


def test_the_fact_does_not_keep_the_address(boss: Actor) -> None:
    invite(boss)
    told = FactRow.objects.get(name="organisation.member_invited")
    assert ADDRESS not in str(told.data)
    assert len(told.data["address_mark"]) == 64
