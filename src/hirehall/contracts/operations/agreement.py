"""The agreement as a paper: everything that both sides agreed on in one version of the terms."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from typing import Any

from hirehall.contracts import facts
from hirehall.contracts.models import Contract, TermsVersion
from hirehall.contracts.queries.words import words_of
from hirehall.contracts.states import Side
from hirehall.files import operations as files
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.foundation.money import Money, zero
from hirehall.look import paper


def draw(contract: Contract, terms: TermsVersion) -> bytes:
    """The PDF of one version of the terms; the same version always gives the same bytes."""
    assert terms.answered_at is not None  # noqa: S101 - terms in force were answered
    return paper.render("contracts/agreement", agreement_data(contract, terms), at=terms.answered_at)


def keep_agreement(contract: Contract, terms: TermsVersion, *, by: Actor) -> TermsVersion:
    """Draw the agreement, keep its bytes, and note their hash beside the terms."""
    content = draw(contract, terms)
    stored = files.keep_paper(
        content,
        name=f"Agreement {contract.id} terms {terms.number}.pdf",
        media_type="application/pdf",
        subject_kind="contract",
        subject_id=contract.id,
    )
    terms.agreement_file_id, terms.agreement_sha256 = stored.id, hashlib.sha256(content).hexdigest()
    terms.save(update_fields=["agreement_file_id", "agreement_sha256"])
    record(
        facts.AgreementFiled(
            contract_id=contract.id,
            client_id=contract.client_id,
            organisation_id=contract.organisation_id,
            freelancer_id=contract.freelancer_id,
            title=contract.title,
            number=terms.number,
            sha256=terms.agreement_sha256,
        ),
        by=by,
        hall_id=contract.hall_id,
        about=[contract.id],
    )
    return terms


def agreement_data(contract: Contract, terms: TermsVersion) -> dict[str, Any]:
    """What the paper says, as finished text."""
    return {
        "hall": contract.hall.name,
        "heading": "Agreement" if terms.number == 1 else f"Agreement, terms {terms.number}",
        "title": terms.title,
        "foot": f"Contract {contract.id}, terms {terms.number}. Kept by {contract.hall.name} for both sides.",
        "client": _client(contract),
        "freelancer": _freelancer(contract),
        "facts": _facts(contract, terms),
        "scope": [part.strip() for part in terms.scope.split("\n\n") if part.strip()],
        "units": [
            {
                "title": unit["title"],
                "amount": Money(unit["amount_minor"], contract.currency).text(),
                "due": _day(date.fromisoformat(unit["due_on"])) if unit.get("due_on") else "",
                "criteria": unit.get("criteria", []),
            }
            for unit in terms.plan
        ],
        "words": {"unit": words_of(contract.model).unit, "units": words_of(contract.model).units},
        "money": _money(contract, terms),
        "clocks": terms.clocks,
        "clauses": terms.clauses,
        "note": terms.note,
        "signatures": _signatures(contract, terms),
    }


def _client(contract: Contract) -> dict[str, Any]:
    if contract.organisation is None:
        return {"name": contract.client.name, "lines": [f"@{contract.client.handle}"]}
    return {
        "name": contract.organisation.name,
        "lines": [f"represented by {contract.client.name}", f"@{contract.organisation.handle}"],
    }


def _freelancer(contract: Contract) -> dict[str, Any]:
    if contract.agency is None:
        return {"name": contract.freelancer.name, "lines": [f"@{contract.freelancer.handle}"]}
    return {
        "name": contract.agency.name,
        "lines": [f"represented by {contract.freelancer.name}", f"@{contract.agency.handle}"],
    }


def _facts(contract: Contract, terms: TermsVersion) -> list[tuple[str, str]]:
    met = {
        "marketplace": "at this hall",
        "invited": "by invitation at this hall",
        "direct": "the freelancer brought the client",
        "referral": "by referral",
    }
    pairs = [
        ("Contract", str(contract.id)),
        ("In force since", _moment(terms.answered_at) if terms.answered_at else ""),
        ("How the two met", met[contract.origin]),
        ("Currency", contract.currency),
    ]
    if terms.starts_on:
        pairs.append(("Work starts", _day(terms.starts_on)))
    if terms.ends_on:
        pairs.append(("Work ends", _day(terms.ends_on)))
    return pairs


def _money(contract: Contract, terms: TermsVersion) -> dict[str, Any]:
    nothing = zero(contract.currency)
    rows, price, fee, commission = [], nothing, nothing, nothing
    for unit in terms.plan:
        amount = Money(unit["amount_minor"], contract.currency)
        client_fee = Money(unit["client_fee_minor"], contract.currency)
        taken = Money(unit["freelancer_fee_minor"], contract.currency)
        rows.append([unit["title"], *_amounts(amount, client_fee, taken)])
        price, fee, commission = price + amount, fee + client_fee, commission + taken
    return {
        "rows": rows,
        "totals": ["Together", *_amounts(price, fee, commission)],
        "note": (
            "Fees are frozen with these terms. Money that the client pays in is held by the hall’s rail until"
            " it is released or goes back; a release takes its share of the commission, a refund returns its"
            " share of the client fee."
        ),
    }


def _amounts(amount: Money, client_fee: Money, commission: Money) -> list[str]:
    return [
        amount.text(),
        client_fee.text(),
        (amount + client_fee).text(),
        commission.text(),
        (amount - commission).text(),
    ]


def _signatures(contract: Contract, terms: TermsVersion) -> list[dict[str, str]]:
    wrote = {
        "name": terms.written_by.name,
        "role": _role(contract, Side(terms.side)),
        "act": f"sent these terms on {_moment(terms.written_at)}",
    }
    agreed_by = terms.answered_by.name if terms.answered_by else ""
    agreed = {
        "name": agreed_by,
        "role": _role(contract, Side(terms.side).other),
        "act": f"accepted them on {_moment(terms.answered_at)}" if terms.answered_at else "",
    }
    return [wrote, agreed] if terms.side == Side.CLIENT else [agreed, wrote]


def _role(contract: Contract, side: Side) -> str:
    if side is Side.FREELANCER:
        return f"for {contract.agency.name}, the freelancer" if contract.agency else "the freelancer"
    return f"for {contract.organisation.name}, the client" if contract.organisation else "the client"


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%-d %B %Y, %H:%M:%S} UTC"
