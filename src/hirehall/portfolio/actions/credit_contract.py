from __future__ import annotations

from uuid import UUID

from hirehall.contracts.models import Contract
from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.portfolio import rules
from hirehall.portfolio.facts import CreditMoved
from hirehall.portfolio.models import Credit
from hirehall.portfolio.states import CreditState
from hirehall.skills.operations import lock_showing

ANSWERS = {True: CreditState.AGREED, False: CreditState.DECLINED}


@action("portfolio.ask_credit", scope=Scope.CONTRACTS_WRITE)
def ask_credit(showing_id: UUID, *, contract_id: UUID, by: Actor) -> Credit:
    """The maker says from which contract of this hall a piece came, and asks its client to agree.

    Raises:
        Refused: ``piece.not_found``, ``contract.not_found``, ``credit.asked``, ``credit.declined``.
    """
    person_id = rules.require_self(by)
    showing = lock_showing(showing_id, hall_id=by.hall_id)
    if showing.person_id != person_id:
        raise not_found("piece")
    rules.require_shown(showing)
    contract = Contract.objects.filter(
        id=contract_id, hall_id=showing.hall_id, freelancer_id=person_id, paid_minor__gt=0
    ).first()
    if contract is None:
        raise not_found("contract")
    before = Credit.objects.filter(showing=showing).first()
    if before is not None and before.state in (CreditState.ASKED, CreditState.AGREED):
        raise Refused("credit.asked", "You have asked already. Take it back first.", because=Because.CONFLICT)
    if before is not None and before.state == CreditState.DECLINED and before.contract_id == contract.id:
        raise Refused("credit.declined", "The client has declined this.", because=Because.CONFLICT)
    made, _ = Credit.objects.update_or_create(
        showing=showing,
        defaults={
            "contract": contract,
            "state": CreditState.ASKED.value,
            "asked_at": clock.now(),
            "answered_at": None,
        },
    )
    return _moved(made, "freelancer", by)


@action("portfolio.answer_credit", scope=Scope.CONTRACTS_WRITE)
def answer_credit(showing_id: UUID, *, agrees: bool, by: Actor) -> Credit:
    """The client of the contract agrees that the piece says so, or declines.

    Raises:
        Refused: ``credit.not_found``, ``credit.answered``.
    """
    credit = _locked(showing_id, by)
    if not by.may_hire_for(credit.contract.client_id, credit.contract.organisation_id):
        raise not_found("credit")
    if credit.state != CreditState.ASKED:
        raise Refused("credit.answered", "Nothing is asked of you here any more.", because=Because.CONFLICT)
    credit.state, credit.answered_at = ANSWERS[agrees].value, clock.now()
    credit.save(update_fields=["state", "answered_at"])
    return _moved(credit, "client", by)


@action("portfolio.take_credit_back", scope=Scope.CONTRACTS_WRITE)
def take_credit_back(showing_id: UUID, *, by: Actor) -> Credit:
    """Either side takes back what it asked or agreed to; the piece says nothing of the contract then.

    Raises:
        Refused: ``credit.not_found``, ``credit.answered``.
    """
    credit = _locked(showing_id, by)
    is_maker = by.person_id == credit.contract.freelancer_id
    is_client = by.may_hire_for(credit.contract.client_id, credit.contract.organisation_id)
    if not (is_maker or is_client):
        raise not_found("credit")
    if credit.state not in (CreditState.ASKED, CreditState.AGREED) or (
        credit.state == CreditState.ASKED and not is_maker
    ):
        raise Refused("credit.answered", "There is nothing to take back.", because=Because.CONFLICT)
    credit.state, credit.answered_at = CreditState.TAKEN_BACK.value, clock.now()
    credit.save(update_fields=["state", "answered_at"])
    return _moved(credit, "freelancer" if is_maker else "client", by)


def _locked(showing_id: UUID, by: Actor) -> Credit:
    rules.require_self(by)
    rows = Credit.objects.select_for_update(no_key=True, of=("self",)).select_related("contract")
    here = {"showing__hall_id": by.hall_id} if by.hall_id else {}
    credit = rows.filter(showing_id=showing_id, **here).first()
    if credit is None:
        raise not_found("credit")
    return credit


def _moved(credit: Credit, side: str, by: Actor) -> Credit:
    fact = CreditMoved(
        credit_id=credit.id,
        contract_id=credit.contract_id,
        showing_id=credit.showing_id,
        state=credit.state,
        side=side,
    )
    about = [credit.contract_id, credit.showing_id]
    facts.record(fact, by=by, hall_id=credit.contract.hall_id, about=about)
    return credit
