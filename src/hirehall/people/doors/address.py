"""Another e-mail address, for programs: it counts from the moment that the link in its mail is opened."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.internal.flows import manage_email
from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from django.http import HttpRequest

from hirehall.foundation.refused import not_found
from hirehall.people.doors.sessionless import require_valid, throttle, without_session
from hirehall.people.doors.tickets import require_proof
from hirehall.people.login_forms import ChangeEmailForm
from hirehall.people.models import Person


@dataclass(frozen=True, slots=True)
class Address:
    """The address that counts, and the one that waits for its confirmation."""

    email: str
    waiting: str | None


def address_of(who: Person) -> Address:
    new = EmailAddress.objects.get_new(who)
    return Address(email=who.email, waiting=new.email if new else None)


def ask_for_address(request: HttpRequest, who: Person, proof: str, *, email: str) -> Address:
    """Send the link to the new address. Asking for the same one again sends it again.

    The answer is the same whether somebody else has that address or not; its owner's mail leads to a page that
    says so. The old address is told when the new one has come in its place.

    Raises:
        Refused: ``proof.needed``, ``email.too_many``, ``email.email``.
    """
    require_proof(who, proof)
    throttle(request, "manage_email", code="email.too_many", user=who)
    waiting = EmailAddress.objects.get_new(who)
    with without_session(request, proven=who):
        if waiting is not None and waiting.email == email.strip().lower():
            send_verification_email_to_address(request, waiting)
        else:
            form = ChangeEmailForm(data={"email": email}, user=who)
            require_valid(form, "email", {})
            manage_email.add_email(request, form)
    return address_of(who)


def keep_address(request: HttpRequest, who: Person) -> None:
    """The address that waits for its confirmation is forgotten; the link in its mail stops working.

    Raises:
        Refused: ``waiting_address.not_found``.
    """
    waiting = EmailAddress.objects.get_new(who)
    if waiting is None or waiting.email.lower() == who.email.lower():
        raise not_found("waiting_address")
    with without_session(request, proven=who):
        manage_email.delete_email(request, waiting)
