"""Changes of terms: proposed by one side, accepted by the other; the old ones stay readable."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from hirehall.contracts import facts
from hirehall.contracts.models import Contract, TermsVersion
from hirehall.contracts.operations.offers import WrittenTerms
from hirehall.contracts.states import AskState, Side
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused


def touch(contract: Contract) -> None:
    """Raise the contract's version, so that a click on an older page is refused as stale."""
    contract.version += 1
    contract.save(update_fields=["version"])


def tally(
    contract: Contract,
    *,
    paid: Money | None = None,
    refunded: Money | None = None,
    agreed: Money | None = None,
) -> None:
    """Add to what was released, refunded and bought on top under the contract, beside the ledger's own entries."""
    contract.agreed_minor += agreed.minor if agreed else 0
    contract.paid_minor += paid.minor if paid else 0
    contract.refunded_minor += refunded.minor if refunded else 0
    contract.version += 1
    contract.save(update_fields=["agreed_minor", "paid_minor", "refunded_minor", "version"])


def propose_terms(contract: Contract, terms: WrittenTerms, *, side: Side, by: Actor) -> TermsVersion:
    """Put new terms to the other side; one change may be open at a time."""
    if contract.terms.filter(state=AskState.OPEN).exists():
        raise Refused("terms.change_open", "A change of terms is already waiting for an answer.")
    if terms.total.currency != contract.currency:
        raise Refused("contract.currency_mismatch", f"This contract is in {contract.currency}.")
    last: int = contract.terms.aggregate(last=Max("number"))["last"]
    standing = contract.terms.get(number=contract.terms_number).clauses
    version = TermsVersion.objects.create(
        contract=contract,
        number=last + 1,
        side=side,
        written_by_id=by.require_person(),
        written_at=clock.now(),
        **terms.columns(contract.hall_id, standing),
    )
    touch(contract)
    _record(
        facts.TermsChangeProposed,
        contract,
        version,
        side=version.side,
        by=by,
        total=_total(contract, version),
    )
    return version


def adopt_terms(contract: Contract, version: TermsVersion, *, side: Side, by: Actor) -> None:
    """Put proposed terms in force. The caller has changed the units of work to match."""
    _answer(version, AskState.ACCEPTED, by=by)
    contract.terms_number, contract.title = version.number, version.title
    contract.agreed_minor = version.total_minor
    contract.save(update_fields=["terms_number", "title", "agreed_minor"])
    touch(contract)
    _record(facts.TermsChanged, contract, version, side=side.value, by=by, total=_total(contract, version))


def close_terms_change(
    contract: Contract, version: TermsVersion, state: AskState, *, side: Side, by: Actor, reason: str = ""
) -> None:
    """Leave the terms as they are: the change was declined or withdrawn."""
    _answer(version, state, by=by, answer=reason)
    touch(contract)
    if state is AskState.DECLINED:
        _record(facts.TermsChangeDeclined, contract, version, side=side.value, by=by, reason=reason)
    else:
        _record(facts.TermsChangeWithdrawn, contract, version, side=side.value, by=by)


def _answer(version: TermsVersion, state: AskState, *, by: Actor, answer: str = "") -> None:
    version.state, version.answer = state, answer
    version.answered_by_id, version.answered_at = by.person_id, clock.now()
    version.save(update_fields=["state", "answer", "answered_by", "answered_at"])


def _total(contract: Contract, version: TermsVersion) -> Money:
    return Money(version.total_minor, contract.currency)


def _record(
    fact: type[facts.ContractFact], contract: Contract, version: TermsVersion, *, by: Actor, **more: Any
) -> None:
    record(
        fact(
            contract_id=contract.id,
            client_id=contract.client_id,
            organisation_id=contract.organisation_id,
            freelancer_id=contract.freelancer_id,
            title=contract.title,
            terms_id=version.id,  # type: ignore[call-arg]
            number=version.number,
            **more,
        ),
        by=by,
        hall_id=contract.hall_id,
        about=[contract.id],
    )
