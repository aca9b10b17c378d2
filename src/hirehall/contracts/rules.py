"""Who is on which side, and what must hold before an offer or a contract moves. One source for refusals and buttons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from hirehall.contracts.models import Contract, Held, Offer, Parties, Split, SplitShare
from hirehall.contracts.states import (
    EXTRAS,
    OPEN_OFFER,
    WHOSE_TURN,
    AskState,
    ContractState,
    ExtraRule,
    OfferState,
    Side,
)
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, ActorKind
from hirehall.foundation.money import BASIS_POINTS, Money
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.money.operations import Share
from hirehall.people.models import Membership, Role

LONGEST_TITLE = 140
LONGEST_SCOPE = 20_000
LONGEST_NOTE = 4_000
LONGEST_EXTRA_NOTE = 500
LONGEST_SPLIT_NOTE = 500
MOST_SHARES = 20


def side_of(thing: Parties, by: Actor) -> Side | None:
    """The side on which the actor stands, or None for a stranger, an operator or nobody.

    An agency's people stand on the freelancer's side. Which contracts a plain member reads is for the query to say
    that found the row: those in whose split they are named.
    """
    if by.kind is not ActorKind.PERSON:
        return None
    if by.person_id == thing.freelancer_id:
        return Side.FREELANCER
    if by.is_client_side(thing.client_id, thing.organisation_id):
        return Side.CLIENT
    if thing.agency_id is not None and thing.agency_id in by.agency_ids:
        return Side.FREELANCER
    return None


def manages(thing: Parties, by: Actor) -> bool:
    """Whether the actor may act in the name of the agency whose deal it is: as its owner or manager."""
    return (
        side_of(thing, by) is Side.FREELANCER
        and thing.agency_id is not None
        and thing.agency_id in by.managed_agency_ids
    )


def may_work(thing: Parties, by: Actor) -> bool:
    """Whether the actor acts for the freelancer's side: the freelancer, or who manages the agency."""
    if side_of(thing, by) is not Side.FREELANCER:
        return False
    return by.person_id == thing.freelancer_id or manages(thing, by)


def may_hire(thing: Parties, by: Actor) -> bool:
    """Whether the actor decides for the client. Who works for the other side never does, also as its member."""
    return _is_only_client(thing, by) and by.may_hire_for(thing.client_id, thing.organisation_id)


def may_pay(thing: Parties, by: Actor) -> bool:
    return _is_only_client(thing, by) and by.may_pay_for(thing.client_id, thing.organisation_id)


def _is_only_client(thing: Parties, by: Actor) -> bool:
    """On the client’s side, and, where others’ money is spent there, in no agency that earns it."""
    inside = thing.agency_id is not None and thing.agency_id in by.agency_ids
    return side_of(thing, by) is Side.CLIENT and not (inside and thing.organisation_id is not None)


def may_act_for(thing: Parties, by: Actor, side: Side) -> bool:
    """Whether the actor may decide for that side: who works, or a client's member who may hire."""
    return may_hire(thing, by) if side is Side.CLIENT else may_work(thing, by)


def require_side(thing: Parties, by: Actor, side: Side) -> None:
    """Refuse the wrong party; a stranger sees nothing at all."""
    require_party(thing, by)
    if not may_act_for(thing, by, side):
        works = "the agency’s owners and managers" if thing.agency_id else "the freelancer"
        who = "the client’s side" if side is Side.CLIENT else works
        raise Refused("contract.wrong_party", f"Only {who} can do this.", because=Because.FORBIDDEN)


def require_party(thing: Parties, by: Actor) -> Side:
    side = side_of(thing, by)
    if side is None:
        raise not_found("offer" if isinstance(thing, Offer) else "contract")
    return side


def require_deciding_side(thing: Parties, by: Actor) -> Side:
    """The actor's side, where the actor may decide for it (a billing member only pays)."""
    side = require_party(thing, by)
    require_side(thing, by, side)
    return side


def require_payer(thing: Parties, by: Actor) -> None:
    require_party(thing, by)
    if not may_pay(thing, by):
        raise Refused(
            "contract.wrong_party",
            "Only the client’s side can pay: the owner or a billing member.",
            because=Because.FORBIDDEN,
        )


def require_current(thing: Parties, version: int | None) -> None:
    """Refuse a click that was made on an older state of the page."""
    if version is not None and version != thing.version:
        raise stale()


def stale() -> Refused:
    return Refused(
        "contract.stale", "Something changed here in the meantime. Look at the page again, then decide."
    )


def require_answerable(offer: Offer, by: Actor) -> Side:
    """The side whose turn it is, when the actor may answer for it and the offer is still open."""
    require_party(offer, by)
    require_open(offer)
    side = WHOSE_TURN[OfferState(offer.state)]
    require_side(offer, by, side)
    return side


def require_withdrawable(offer: Offer, by: Actor) -> Side:
    """Whoever sent the version on the table may take it back; a draft is its writer's."""
    require_party(offer, by)
    if offer.state == OfferState.DRAFT:
        require_side(offer, by, offer.written_by_side)
        return offer.written_by_side
    require_open(offer)
    side = WHOSE_TURN[OfferState(offer.state)].other
    require_side(offer, by, side)
    return side


def require_draft_of(offer: Offer, by: Actor) -> None:
    """Only the side that wrote an offer goes on writing it, and only until it is sent."""
    require_side(offer, by, offer.written_by_side)
    if offer.state != OfferState.DRAFT:
        raise Refused("offer.already_sent", "This offer was already sent.")


def require_open(offer: Offer) -> None:
    if offer.state not in OPEN_OFFER:
        words = {
            OfferState.DRAFT: "has not been sent yet",
            OfferState.ACCEPTED: "was already accepted",
            OfferState.DECLINED: "was declined",
            OfferState.WITHDRAWN: "was withdrawn",
            OfferState.EXPIRED: "has expired",
        }
        raise Refused("offer.not_open", f"This offer {words[OfferState(offer.state)]}.")
    if offer.expires_at is not None and offer.expires_at <= clock.now():
        raise Refused("offer.expired", f"This offer expired on {offer.expires_at:%-d %B %Y, %H:%M} UTC.")


def require_active(contract: Contract) -> None:
    if contract.state == ContractState.FROZEN:
        raise Refused("contract.frozen", f"{contract.frozen_reason} Nothing moves until that is decided.")
    if contract.state == ContractState.ENDED:
        raise Refused("contract.ended", "This contract has ended.")


def require_not_ended(contract: Contract) -> None:
    if contract.state == ContractState.ENDED:
        raise Refused("contract.ended", "This contract has ended.")


def _agency_of(contract: Contract) -> UUID:
    if contract.agency_id is None:
        raise not_found("split")
    return contract.agency_id


def require_lead(agency_id: UUID | None, freelancer_id: UUID) -> None:
    """Only an owner or manager leads what is agreed in an agency’s name; their role may have ended meanwhile."""
    if agency_id is None:
        return
    acting = Membership.objects.filter(
        organisation_id=agency_id, person_id=freelancer_id, role__in=(Role.OWNER, Role.MANAGER)
    )
    if not acting.exists():
        raise Refused("offer.lead_left", "Who would lead this does not act for the agency any more.")


def require_outside(agency_id: UUID | None, by: Actor) -> None:
    """Nobody hires, for whatever client, the agency that they belong to; read as it is now."""
    if agency_id is None or by.kind is not ActorKind.PERSON:
        return
    if Membership.objects.filter(organisation_id=agency_id, person_id=by.require_person()).exists():
        raise Refused(
            "offer.to_oneself", "You belong to this agency, so you cannot hire it.", because=Because.INVALID
        )


def require_sharing(contract: Contract, by: Actor) -> UUID:
    """The agency, for whoever may say how its releases are shared; the client is not told that they are."""
    if side_of(contract, by) is Side.CLIENT:
        raise not_found("split")
    agency_id = _agency_of(contract)
    if not manages(contract, by):
        raise Refused(
            "contract.wrong_party",
            "Only the agency’s owners and managers say how its releases are shared.",
            because=Because.FORBIDDEN,
        )
    return agency_id


def require_manages_now(contract: Contract, by: Actor) -> None:
    """The same, read again under the agency's lock: the role may have ended since the request began."""
    acting = Membership.objects.filter(
        organisation_id=_agency_of(contract),
        person_id=by.require_person(),
        role__in=(Role.OWNER, Role.MANAGER),
    )
    if not acting.exists():
        raise Refused(
            "contract.wrong_party",
            "Only the agency’s owners and managers say how its releases are shared.",
            because=Because.FORBIDDEN,
        )


def require_whole(shares: Sequence[Share]) -> None:
    """Parts above nothing, one a person, that sum to the whole.

    Raises:
        Refused: ``split.nobody``, ``split.twice``, ``split.share``, ``split.not_whole``.
    """

    def wrong(code: str, sentence: str) -> Refused:
        return Refused(f"split.{code}", sentence, because=Because.INVALID, field="shares")

    if not shares:
        raise wrong("nobody", "Name at least one member with a share.")
    if len(shares) > MOST_SHARES:
        raise wrong("too_many", f"A release is shared by {MOST_SHARES} members at most.")
    if len({share.person_id for share in shares}) < len(shares):
        raise wrong("twice", "Everybody is named once.")
    if any(not 0 < share.basis_points <= BASIS_POINTS for share in shares):
        raise wrong("share", "A share is more than nothing and at most 100%.")
    whole = sum(share.basis_points for share in shares)
    if whole != BASIS_POINTS:
        raise wrong("not_whole", f"The shares sum to {whole / 100:g}%, not to 100%.")


def require_members(contract: Contract, person_ids: Sequence[UUID]) -> None:
    """Only members of the agency have a share in what is released to it."""
    rows = Membership.objects.filter(organisation_id=_agency_of(contract), person_id__in=person_ids)
    if rows.count() < len(person_ids):
        raise Refused(
            "split.not_a_member",
            "Only members of the agency can have a share.",
            because=Because.INVALID,
            field="shares",
        )


def require_asked(split: Split, by: Actor) -> SplitShare:
    """The actor's own share, where they are still to be asked."""
    share = split.shares.filter(person_id=by.require_person(), left_at=None).first()
    if share is None or by.kind is not ActorKind.PERSON:
        raise Refused(
            "split.not_asked", "Only who is named in it can answer this.", because=Because.FORBIDDEN
        )
    return share


def require_ask_open(state: str) -> None:
    if state != AskState.OPEN:
        raise Refused("contract.already_answered", f"This was already {state}.")


def require_held(unit: Held, amount: Money, *, field: str = "amount") -> None:
    """Refuse an amount that is not positive, in another currency, or above what is held for the unit."""
    if amount.currency != unit.currency:
        raise Refused(
            f"{unit.kind}.currency_mismatch",
            f"This is in {unit.currency}, not in {amount.currency}.",
            because=Because.INVALID,
            field=field,
        )
    if amount.minor <= 0:
        raise Refused(
            f"{unit.kind}.amount_not_positive",
            "The amount must be more than nothing.",
            because=Because.INVALID,
            field=field,
        )
    if amount > unit.held:
        raise Refused(
            f"{unit.kind}.more_than_held",
            f"{unit.held.text()} is held for “{unit.title}”; you cannot move {amount.text()}.",
            because=Because.INVALID,
            field=field,
        )


def require_current_unit(unit: Held, version: int | None) -> None:
    """Refuse a click that was made before somebody else moved the unit."""
    if version is not None and version != unit.version:
        raise Refused(
            f"{unit.kind}.stale",
            f"Something happened to “{unit.title}” in the meantime. Look again, then decide.",
        )


def require_text(text: str, *, field: str, least: int, most: int) -> str:
    """The text, trimmed; refused when it is too short, too long, or holds characters that no text has."""
    clean = text.replace("\r\n", "\n").strip()
    label = field.replace("_", " ").capitalize()
    if "\x00" in clean or any("\ud800" <= letter <= "\udfff" for letter in clean):
        raise _invalid(f"{label} holds characters that are not text.", field)
    if len(clean) < least:
        needs = "is needed" if least == 1 or not clean else f"needs at least {least} characters"
        raise _invalid(f"{label} {needs}.", field)
    if len(clean) > most:
        raise _invalid(f"{label} may have {most} characters at most; this has {len(clean)}.", field)
    return clean


def extra_until(contract: Contract) -> datetime | None:
    """Until when a bonus or tip can be paid; None while the contract runs."""
    if contract.ended_at is None:
        return None
    return contract.ended_at + timedelta(days=contract.policy.number("contract.extra_days"))


def require_extra(contract: Contract) -> ExtraRule:
    """What money beside the units is called here; refused where there is none, too early, or too late."""
    rule, until = EXTRAS.get(contract.model), extra_until(contract)
    if rule is None:
        raise Refused("extra.not_here", "Under this contract nothing is paid beside its units of work.")
    if contract.state == ContractState.FROZEN:
        require_active(contract)
    if until is None and not rule.while_active:
        raise Refused("extra.too_early", f"You can give {rule.word} once the contract has ended.")
    if until is not None and until <= clock.now():
        raise Refused("extra.too_late", f"{rule.word.capitalize()} could be paid until {until:%-d %B %Y}.")
    if until is not None and not contract.paid_minor:
        raise Refused(
            "extra.nothing_paid", f"Nothing was paid under this contract, so {rule.word} has no place."
        )
    return rule


def require_extra_amount(contract: Contract, amount: Money) -> None:
    if amount.currency != contract.currency:
        raise Refused(
            "extra.currency_mismatch",
            f"This contract is in {contract.currency}, not in {amount.currency}.",
            because=Because.INVALID,
            field="amount",
        )
    if amount.minor <= 0:
        raise Refused(
            "extra.amount_not_positive",
            "The amount must be more than nothing.",
            because=Because.INVALID,
            field="amount",
        )
    most = Money(contract.policy.largest_amount_minor, contract.currency)
    if amount > most:
        raise Refused(
            "extra.above_policy",
            f"This hall holds and moves at most {most.text(short=True)} at once.",
            because=Because.INVALID,
            field="amount",
        )


def _invalid(sentence: str, field: str) -> Refused:
    return Refused("contract.invalid", sentence, because=Because.INVALID, field=field)
