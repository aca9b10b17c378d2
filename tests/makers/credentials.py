"""Contracts whose reviews are released, and credentials about them."""

from __future__ import annotations

from allauth.account.models import EmailAddress

from hirehall.credentials import actions
from hirehall.credentials.models import Credential
from hirehall.halls.models import Hall
from hirehall.people.models import Person
from hirehall.reputation.models import ReviewWindow
from tests.makers.base import actor_of
from tests.makers.reputation import make_reviews, make_window


def make_earned(hall: Hall, client: Person, freelancer: Person) -> ReviewWindow:
    """A finished, paid contract with both reviews, so that it can be signed."""
    window = make_window(hall, client, freelancer)
    make_reviews(window)
    window.refresh_from_db()
    return window


def make_credential(hall: Hall, client: Person, freelancer: Person, *, shown: bool = True) -> Credential:
    window = make_earned(hall, client, freelancer)
    return actions.issue_credential("contract", window.contract_id, by=actor_of(freelancer), shown=shown)


def confirm_email(person: Person) -> None:
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
