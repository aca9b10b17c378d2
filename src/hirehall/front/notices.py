"""Who is told what about halls: membership, applications, invitations. Halls stand below notices."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from hirehall.conversations.operations import post_notice
from hirehall.foundation import facts
from hirehall.foundation.jobs import job
from hirehall.foundation.mail import post_mail
from hirehall.foundation.models import FactRow
from hirehall.halls.models import Application, Hall, JoinInvitation
from hirehall.halls.queries import address_of
from hirehall.halls.queries.staff import hall_operators
from hirehall.halls.states.joining import Applied
from hirehall.look.formats import day_text
from hirehall.look.mail import compose


def _tell(fact: FactRow, kind: str, sentence: str, person_id: str | None = None) -> None:
    post_notice(
        person_ids=[UUID(person_id or fact.data["person_id"])],
        hall_id=fact.hall_id,
        kind=kind,
        sentence=sentence,
        href=reverse("front:joining"),
        fact_id=fact.id,
    )


def _hall(fact: FactRow) -> Hall:
    if fact.hall_id is None:
        raise ValueError(f"{fact.name} happens in a hall")
    return Hall.objects.get(id=fact.hall_id)


@job("front.tell_operators_of_application", queue="notices")
def tell_operators_of_application(fact_id: str) -> None:
    """The operators of the hall; who applies is not told of their own, nor anybody where a screening decides."""
    fact = facts.read(fact_id)
    row = Application.objects.filter(id=fact.data["application_id"]).select_related("person").first()
    if row is None or row.state not in {Applied.WAITING, Applied.APPEALED} or row.decider != "desk":
        return
    appeals = row.state == Applied.APPEALED
    post_notice(
        person_ids=[
            office.person_id
            for office in hall_operators(row.hall_id)
            if office.person_id not in {row.person_id, row.decided_by_id}
        ],
        hall_id=row.hall_id,
        kind="account.application",
        sentence=f"{row.person.name} {'appeals against a no to' if appeals else 'applies to join'} {_hall(fact).name}.",
        href=reverse("front:desk_joining"),
        fact_id=fact.id,
    )


@job("front.tell_application_decided", queue="notices")
def tell_application_decided(fact_id: str) -> None:
    """The person who has applied, with the reason."""
    fact = facts.read(fact_id)
    said = "has accepted you" if fact.data["accepts"] else "has not accepted your application"
    _tell(fact, "account.application", f"{_hall(fact).name} {said}: {fact.data['reason']}")


@job("front.tell_appeal_answered", queue="notices")
def tell_appeal_answered(fact_id: str) -> None:
    """The person who has appealed, with the second reason."""
    fact = facts.read(fact_id)
    said = "accepts you after all" if fact.data["accepts"] else "stays with its answer to your application"
    _tell(fact, "account.application", f"{_hall(fact).name} {said}: {fact.data['reason']}")


@job("front.tell_member_suspended", queue="notices")
def tell_member_suspended(fact_id: str) -> None:
    """The member, with the reason and what goes on."""
    fact = facts.read(fact_id)
    _tell(
        fact,
        "account.membership",
        f"Your membership of {_hall(fact).name} is suspended: {fact.data['reason']}"
        " What runs there goes on; your other halls are not touched.",
    )


@job("front.tell_member_reinstated", queue="notices")
def tell_member_reinstated(fact_id: str) -> None:
    fact = facts.read(fact_id)
    _tell(fact, "account.membership", f"You are a member of {_hall(fact).name} again: {fact.data['reason']}")


@job("front.mail_invitation", queue="notices")
def mail_invitation(fact_id: str) -> None:
    """A personal invitation goes to its address, which may have no account yet."""
    fact = facts.read(fact_id)
    row = JoinInvitation.objects.filter(id=fact.data["invitation_id"], withdrawn_at=None).first()
    if row is None or not row.email:
        return
    hall = _hall(fact)
    mail = compose(
        f"You are invited to {hall.name}",
        f"An operator of {hall.name} invites you to become a member.",
        button="See the invitation",
        href=address_of(hall, reverse("front:join_invitation", args=[row.code])),
        lines=(
            f"It is for {row.email} alone and can be used until {day_text(row.expires_at.date())}.",
            "If you did not expect this, you need do nothing.",
        ),
    )
    post_mail(row.email, subject=mail.subject, text=mail.text, html=mail.html)
