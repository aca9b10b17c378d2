from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from hirehall.files.operations import erase_own_of
from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused
from hirehall.people.facts import AccountClosed
from hirehall.people.leaving import follow_departure
from hirehall.people.models import (
    ClientProfile,
    FreelancerProfile,
    Membership,
    OrganisationInvitation,
    OwnDataExport,
    Person,
    Token,
)
from hirehall.people.operations import end_all_sessions, forget_appeal, locked_person
from hirehall.people.own_data import ERASERS, reasons_against_closing
from hirehall.people.rules import require_self

CLOSED_NAME = "Closed account"


@action("people.close_account", scope=Scope.PROFILE_WRITE)
def close_account(*, by: Actor) -> Person:
    """The account is closed for good: what tells who the person was is erased, what others rely on stays.

    Contracts, reviews and the ledger keep an id without a name, because the other side and the law need them.

    Raises:
        Refused: ``account.in_use`` with everything that is still open: contracts, money, organisations.
    """
    who = locked_person(require_self(by))
    reasons = reasons_against_closing(who.id)
    if reasons:
        raise Refused("account.in_use", "Your account cannot be closed yet. " + " ".join(reasons))
    address = who.email
    end_all_sessions(who.id)
    for erase in ERASERS.values():
        erase(who.id)
    erase_own_of(who.id)
    for organisation_id in Membership.objects.filter(person=who).values_list("organisation_id", flat=True):
        follow_departure(organisation_id, who.id)
    for rows in (FreelancerProfile, ClientProfile, Membership, Token, OwnDataExport):
        rows._default_manager.filter(person_id=who.id).delete()
    OrganisationInvitation.objects.filter(email__iexact=address).delete()
    EmailAddress.objects.filter(user=who).delete()
    Authenticator.objects.filter(user=who).delete()
    who.name, who.handle = CLOSED_NAME, f"closed-{who.id.hex[-20:]}"
    who.email = f"{who.id.hex}@closed.invalid"
    who.set_unusable_password()
    who.is_active = who.is_operator = who.wears_freelancer = who.wears_client = False
    who.avatar_file_id, who.time_zone, who.locale = None, "UTC", "en"
    who.suspension_reason, who.last_login = "", None
    forget_appeal(who)
    who.closed_at = clock.now()
    who.save()
    facts.record(AccountClosed(person_id=who.id), by=by, hall_id=None, about=[who.id])
    return who
