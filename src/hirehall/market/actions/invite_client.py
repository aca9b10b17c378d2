from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import Hall
from hirehall.halls.operations import require_member
from hirehall.halls.queries import policy_now
from hirehall.market import rules
from hirehall.market.facts import ClientInvited
from hirehall.market.models import QuoteRequest
from hirehall.market.operations import requesting
from hirehall.market.queries.requests import origin_between
from hirehall.market.states import RequestState, Way
from hirehall.people.models import Person

DAY = timedelta(days=1)


@action("market.invite_client", scope=Scope.CONTRACTS_WRITE)
def invite_client(hall_id: UUID, *, by: Actor, name: str, email: str, words: str) -> QuoteRequest:
    """A freelancer asks a client whom they have already to work with them here; the mail carries a link.

    Raises:
        Refused: ``freelancer.not_found``, ``request.to_oneself``, ``client.met_here``, ``client.already_invited``,
            ``client.too_many``, and at its field what is wrong.
    """
    freelancer = requesting.freelancer_with_page(requesting.require_themselves(by))
    require_member(hall_id, by=by)
    name, email = requesting.checked_name(name), requesting.checked_email(email)
    words = requesting.checked_text(words, field="words", least=10, most=requesting.WORDS_AT_MOST)
    if email == freelancer.email.lower():
        raise Refused(
            "request.to_oneself", "This is your own address.", because=Because.INVALID, field="email"
        )
    known = Person.objects.filter(email__iexact=email, closed_at=None).first()
    if known is not None:
        rules.require_not_met_here(
            origin_between(hall_id, client_id=known.id, organisation_id=None, freelancer_id=freelancer.id)
        )
    policy = policy_now(hall_id)
    _require_new(freelancer.id, email, most=policy.number("direct.invitations_per_day"))
    invited = QuoteRequest.objects.create(
        hall_id=hall_id,
        freelancer=freelancer,
        way=Way.INVITATION.value,
        state=RequestState.INVITED.value,
        name=name,
        email=email,
        words=words,
        currency=Hall.objects.values_list("currency", flat=True).get(id=hall_id),
        asked_at=clock.now(),
        valid_until=clock.now() + timedelta(days=policy.number("direct.link_valid_days")),
    )
    facts.record(
        ClientInvited(request_id=invited.id, freelancer_id=freelancer.id),
        by=by,
        hall_id=hall_id,
        about=[invited.id],
    )
    return invited


def _require_new(freelancer_id: UUID, email: str, *, most: int) -> None:
    """One invitation an address, none after a no, and not many in a day."""
    mine = QuoteRequest.objects.filter(freelancer_id=freelancer_id, way=Way.INVITATION)
    same = mine.filter(email=email)
    if same.filter(state=RequestState.INVITED).exists():
        raise Refused(
            "client.already_invited", "Your invitation to this address is still open.", field="email"
        )
    if same.filter(state=RequestState.DECLINED, client=None).exists():
        raise Refused(
            "client.said_no", "Whoever reads this address has declined your invitation.", field="email"
        )
    if mine.filter(asked_at__gt=clock.now() - DAY).count() >= most:
        raise Refused(
            "client.too_many",
            f"You may invite {most} clients in a day in this hall. Come back tomorrow.",
            because=Because.TOO_MANY,
        )
