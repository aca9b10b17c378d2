"""One’s e-mail address, for programs."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Schema, Status

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in, person_id_in
from hirehall.people import doors, queries
from hirehall.people.api.shared import Short, proof_in
from hirehall.people.models import Person

router = Router()


class AddressBody(Schema):
    email: Short


class AddressOut(Schema):
    """``waiting``: the address whose link has not been opened yet."""

    email: str
    waiting: str | None


@router.get("me/email", operation_id="people.address", response=AddressOut, summary="Your e-mail address")
def address(request: HttpRequest) -> doors.Address:
    return doors.address_of(_me(request, Scope.PROFILE_READ))


@router.put(
    "me/email",
    operation_id="people.ask_for_address",
    response={202: AddressOut},
    summary="Change the e-mail address",
)
def address_asked(request: HttpRequest, body: AddressBody) -> Status[doors.Address]:
    """It counts from the moment that the link in its mail is opened, in a browser; the old one is told then.

    The answer is the same for an address that somebody else has. Asking again sends the link again. Asks for a proof.
    """
    me = _me(request, Scope.PROFILE_WRITE)
    return Status(202, doors.ask_for_address(request, me, proof_in(request), email=body.email))


@router.delete(
    "me/email", operation_id="people.keep_address", response={204: None}, summary="Keep the current address"
)
def address_kept(request: HttpRequest) -> Status[None]:
    """Forget the address that waits for its confirmation."""
    doors.keep_address(request, _me(request, Scope.PROFILE_WRITE))
    return Status(204, None)


def _me(request: HttpRequest, scope: Scope) -> Person:
    require_scope(actor_in(request), scope)
    return queries.own_profile(person_id_in(request)).person
