"""Mails of ``people``: invitations, own data, suspensions. Each is about one's account, so none can be unsubscribed."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.urls import reverse

from hirehall.foundation import facts
from hirehall.foundation.actor import system
from hirehall.foundation.jobs import job
from hirehall.foundation.mail import post_mail
from hirehall.look.mail import Mail, compose
from hirehall.people.actions.pack_own_data import pack_own_data
from hirehall.people.models import Organisation, OrganisationInvitation, Person, Role


def _send(to: str, mail: Mail) -> None:
    post_mail(to, subject=mail.subject, text=mail.text, html=mail.html)


def _address(name: str) -> str:
    return f"{settings.CONFIG.public_url}{reverse(name)}"


@job("people.tell_invited", queue="notices")
def tell_invited(fact_id: str) -> None:
    invitation_id = UUID(facts.read(fact_id).data["invitation_id"])
    row = (
        OrganisationInvitation.objects.filter(id=invitation_id, answered_at=None)
        .select_related("organisation", "invited_by")
        .first()
    )
    if row is None:
        return
    mail = compose(
        f"{row.invited_by.name} invites you to {row.organisation.name}",
        f"{row.invited_by.name} asks you to join {row.organisation.name} in the role “{Role(row.role).label}”.",
        button="See the invitation",
        href=_address(_list_of(row.organisation)),
        lines=(f"Sign in with {row.email}, or join with it, and accept or decline.",),
    )
    _send(row.email, mail)


def _list_of(organisation: Organisation) -> str:
    return "people:agencies" if organisation.kind == Organisation.Kind.AGENCY else "people:organisations"


@job("people.pack_own_data", queue="slow")
def pack(fact_id: str) -> None:
    pack_own_data(UUID(facts.read(fact_id).data["export_id"]), by=system("own data"))


@job("people.tell_own_data_ready", queue="notices")
def tell_own_data_ready(fact_id: str) -> None:
    who = Person.objects.get(id=facts.read(fact_id).data["person_id"])
    mail = compose(
        "Your data is packed",
        "The archive of everything that this hall knows of you is ready to download.",
        button="Download it",
        href=_address("people:own_data"),
        lines=("Only you can download it, while signed in.",),
    )
    _send(who.email, mail)


@job("people.tell_suspended", queue="notices")
def tell_suspended(fact_id: str) -> None:
    row = facts.read(fact_id)
    who = Person.objects.get(id=row.data["person_id"])
    decider = Person.objects.filter(id=row.actor_person_id).first() if row.actor_person_id else None
    mail = compose(
        "Your account is suspended",
        f"An operator of this hall suspended your account. The reason: {row.data['reason']}",
        lines=(
            f"Decided by {decider.name if decider else 'an operator'}.",
            "Your contracts and your money stay yours: sign in to pay out, to take your data along, or to appeal.",
        ),
        button="See what you can do",
        href=_address("people:suspension"),
    )
    _send(who.email, mail)


@job("people.tell_upheld", queue="notices")
def tell_upheld(fact_id: str) -> None:
    row = facts.read(fact_id)
    who = Person.objects.get(id=row.data["person_id"])
    mail = compose(
        "Your appeal is answered",
        f"An operator has looked again, and the suspension stays. The reason: {row.data['reason']}",
        button="Read it",
        href=_address("people:suspension"),
    )
    _send(who.email, mail)


@job("people.tell_reinstated", queue="notices")
def tell_reinstated(fact_id: str) -> None:
    row = facts.read(fact_id)
    who = Person.objects.get(id=row.data["person_id"])
    mail = compose(
        "Your account is open again",
        f"Your account is no longer suspended. The reason: {row.data['reason']}",
        button="Sign in",
        href=_address("account_login"),
    )
    _send(who.email, mail)
