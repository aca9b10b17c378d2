"""A contract taken out: its terms, its history and its papers as one archive, for either side, at any time.

There is no fee on taking it out, and nothing is deleted by it.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder

from hirehall.contracts import rules
from hirehall.contracts.models import Contract, HeldUnit, OfferVersion, Terms
from hirehall.contracts.queries.parties import contract_for
from hirehall.contracts.queries.telling import events
from hirehall.contracts.queries.words import words_of
from hirehall.files.models import StoredFile
from hirehall.files.operations import bytes_of
from hirehall.foundation import clock, facts
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.money import queries as money


@dataclass(frozen=True, slots=True)
class Part:
    """What another module adds to the archive: rows as JSON values, and files by their name in it."""

    rows: Sequence[Mapping[str, Any]] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)


PartOf = Callable[[Actor, Contract], Part]

# What modules that contracts does not know add, by topic; wiring/engagement_models.py fills it.
PARTS: dict[str, PartOf] = {}

# What both sides are told of a fact; the rest is bookkeeping.
TOLD = (
    *("title", "number", "amount", "total", "released", "refunded", "paid_minor", "reason", "note"),
    *("ended_by", "in_silence", "side", "origin", "sha256", "memo", "minutes", "split_minutes", "answer"),
)
README = """{title}

A contract between {client} (client) and {freelancer} (freelancer) at {hall}, taken out on {day}.

{facts}

contract.json    the contract, and how the two met
history.md       what happened, in words
terms/           every version of the terms, to read (.md) and to compute with (.json)
history.json     the same as values
ledger.json      every movement of its money, each balanced
units.json       its units of work and where their money stands
agreements/      the agreements as PDF, byte for byte what their SHA-256 was made from
{parts}
Amounts are in the smallest unit of {currency} (cents). Instants are in UTC. Taking a contract out costs nothing, and
nothing here is changed or deleted by it: both sides can do it at any time, also after its end.
"""


def archive_of(by: Actor, contract_id: UUID) -> tuple[str, bytes]:
    """The archive's name and its bytes, for a side of the contract.

    Raises:
        Refused: ``contract.not_found`` for everybody else.
    """
    contract = contract_for(by, contract_id)
    rules.require_party(contract, by)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        topics = []
        for name, ask in sorted(PARTS.items()):
            part = ask(by, contract)
            if not part.rows and not part.files:
                continue
            _write(archive, f"{name}.json", part.rows)
            for path, content in part.files.items():
                archive.writestr(f"{name}/{_plain(path)}", content)
            topics.append(
                f"{name + '.json':<16} {len(part.rows)}" + (" row" if len(part.rows) == 1 else " rows")
            )
        _write(archive, "contract.json", _columns(contract) | {"made_at": clock.now()})
        _write(archive, "history.json", _history(contract))
        archive.writestr("history.md", _told(contract, by))
        _write(archive, "ledger.json", _ledger(contract))
        _write(archive, "units.json", _units(contract))
        _terms(archive, contract)
        archive.writestr("README.txt", _readme(contract, topics))
    return f"{_plain(contract.title)[:60] or 'contract'}-{str(contract.id)[-6:]}.zip", out.getvalue()


def _readme(contract: Contract, topics: list[str]) -> str:
    return README.format(
        title=contract.title,
        client=contract.client_name,
        freelancer=contract.freelancer_name,
        hall=contract.hall.name,
        day=f"{clock.now():%Y-%m-%d}",
        currency=contract.currency,
        facts="\n".join(_facts(contract)),
        parts="".join(f"{line}\n" for line in topics),
    )


def _facts(contract: Contract) -> list[str]:
    """The contract on one look."""
    back = Money(contract.refunded_minor, contract.currency)
    ended = f", ended on {contract.ended_at:%Y-%m-%d}" if contract.ended_at else ""
    return [
        f"{words_of(contract.model).name}, begun on {contract.started_at:%Y-%m-%d}{ended}.",
        f"How the two met: {contract.origin}. That selected the fee, once and for good.",
        f"Released so far: {contract.paid.text()}. Back to the client: {back.text()}.",
    ]


def _told(contract: Contract, by: Actor) -> str:
    """The timeline as the room shows it, the first event first."""
    rows = events(facts.timeline(contract.id), contract, words=words_of(contract.model).told, viewer=by)
    lines = [f"- {row.when:%Y-%m-%d %H:%M} UTC: {row.text}" for row in reversed(rows)]
    return "\n".join([f"# {contract.title}", "", *lines, ""])


def _terms(archive: zipfile.ZipFile, contract: Contract) -> None:
    """Each version in words and as values, and the agreements that were filed."""
    if contract.offer_id is not None:
        for row in OfferVersion.objects.filter(offer_id=contract.offer_id).order_by("number"):
            _version(archive, f"offer-{row.number}", row, contract)
    papers = []
    for version in contract.terms.order_by("number"):
        _version(archive, f"terms-{version.number}", version, contract)
        papers.append(version.agreement_file_id)
    for stored in StoredFile.objects.filter(id__in=[paper for paper in papers if paper]):
        archive.writestr(f"agreements/{_plain(stored.name)}", bytes_of(stored))


def _version(archive: zipfile.ZipFile, name: str, row: Terms, contract: Contract) -> None:
    _write(archive, f"terms/{name}.json", _columns(row))
    total = Money(row.total_minor, contract.currency).text()
    lines = [
        f"# {row.title}",
        "",
        f"{total} in all. Written on {row.written_at:%Y-%m-%d}.",
        "",
        row.scope,
        "",
    ]
    for unit in row.plan:
        amount = Money(unit["amount_minor"], contract.currency).text() if "amount_minor" in unit else ""
        lines.append(f"- {unit.get('title', '')}: {amount}")
    for clause in row.clauses:
        lines += ["", f"## {clause['title']}", "", clause["text"]]
    lines += ["", *(f"- {sentence}" for sentence in row.clocks), ""]
    archive.writestr(f"terms/{name}.md", "\n".join(lines))


def _history(contract: Contract) -> list[dict[str, Any]]:
    names: dict[UUID | None, str] = {
        contract.client_id: contract.client.name,
        contract.freelancer_id: contract.freelancer_name,
    }
    return [
        {
            "at": row.recorded_at,
            "what": row.name,
            "by": names.get(row.actor_person_id, row.actor_name or "the client’s side"),
            **{name: row.data[name] for name in TOLD if _is_for_both(row.name, name, row.data)},
        }
        for row in reversed(facts.timeline(contract.id))
    ]


def _is_for_both(fact: str, name: str, data: Mapping[str, Any]) -> bool:
    """What was said about a fact; why somebody's bank declined a payment is between them and the bank."""
    return data.get(name) not in (None, "") and not (name == "reason" and fact.endswith("_failed"))


def _ledger(contract: Contract) -> list[dict[str, Any]]:
    lines = money.contract_lines(contract.id)
    units = money.unit_names_of(line.unit_id for line in lines)
    return [_line(line, units) for line in lines]


def _line(line: money.LedgerLine, units: Mapping[UUID, str]) -> dict[str, Any]:
    return {
        "at": line.at,
        "what": line.text,
        "unit_id": line.unit_id,
        "unit": units.get(line.unit_id, "") if line.unit_id else "",
        "amount_minor": line.amount.minor,
        "entries": [{"account": part.title, "minor": part.amount.minor} for part in line.parts],
    }


def _units(contract: Contract) -> list[dict[str, Any]]:
    """The units of whatever model: each keeps its money in the same columns."""
    found: list[dict[str, Any]] = []
    for model in HeldUnit.__subclasses__():
        found += [_columns(row) for row in model._default_manager.filter(contract=contract).order_by("id")]
    return found


def _columns(row: Any) -> dict[str, Any]:
    return {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}


def _write(archive: zipfile.ZipFile, name: str, value: Any) -> None:
    text = json.dumps(value, cls=DjangoJSONEncoder, indent=1, ensure_ascii=False)
    archive.writestr(name, text)


def _plain(name: str) -> str:
    """A file's name that every system takes."""
    return re.sub(r"[^\w.() -]+", "_", name).strip(" .")
