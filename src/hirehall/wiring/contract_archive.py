"""What is added to a contract that is taken out, by modules that contracts does not know. The whole table."""

from __future__ import annotations

from typing import Any

from django.forms import model_to_dict

from hirehall.contracts.models import Contract
from hirehall.contracts.queries.archive import PARTS, Part, PartOf
from hirehall.conversations.models import Message, Participant
from hirehall.engagements.hourly.models import Entry
from hirehall.engagements.milestone.models import Delivery
from hirehall.engagements.package.models import Order
from hirehall.engagements.trial.models import Trial
from hirehall.engagements.unit import queries as unit
from hirehall.engagements.unit.models import UnitOrder
from hirehall.files import queries as files
from hirehall.files.queries import FileCard
from hirehall.foundation.actor import Actor
from hirehall.papers import letters
from hirehall.papers import queries as papers


def messages(by: Actor, contract: Contract) -> Part:
    """The conversation of the contract's room, for whoever takes part in it."""
    thread_id = contract.thread_id
    there = Participant.objects.filter(thread_id=thread_id or contract.id, person_id=by.require_person())
    if not there.exists():
        return Part()
    rows = (
        Message.objects.filter(thread__in=there.values("thread_id")).select_related("author").order_by("id")
    )
    return Part([{"at": row.made_at, "by": row.author.name, "text": row.text} for row in rows])


def receipts(by: Actor, contract: Contract) -> Part:
    """The receipts that were issued to this side."""
    drawn = [letters.receipt_letter(row) for row in papers.visible_to(by).filter(contract_id=contract.id)]
    rows = (
        papers.visible_to(by)
        .filter(contract_id=contract.id)
        .values("id", "kind", "number", "total_minor", "currency", "issued_at", "data")
    )
    return Part(list(rows), {letter.name: letter.content for letter in drawn})


def deliveries(by: Actor, contract: Contract) -> Part:
    """What was handed over under a milestone contract: notes and links, and the files by name and size."""
    rows = Delivery.objects.filter(milestone__contract=contract).order_by("delivered_at")
    sent = files.for_subjects("delivery", [row.id for row in rows])
    return Part(
        [
            {**model_to_dict(row), "at": row.delivered_at, "files": _named(sent.get(row.id, []))}
            for row in rows
        ]
    )


def hours(by: Actor, contract: Contract) -> Part:
    """The time that was written down under an hourly contract, with what was said about each entry."""
    rows = Entry.objects.filter(week__contract=contract).order_by("starts_at", "id")
    kept = ("id", "week_id", "starts_at", "minutes", "memo", "source", "state", "logged_at")
    return Part(list(rows.values(*kept, "reason", "answer", "split_minutes", "split_side")))


def order(by: Actor, contract: Contract) -> Part:
    """The order of a packaged service: what was bought and answered, handed over, and asked of each other."""
    rows = Order.objects.filter(contract=contract).prefetch_related("deliveries", "asks", "purchases")
    return Part([_order(row) for row in rows])


def _order(row: Order) -> dict[str, Any]:
    sent = files.for_subjects("order_delivery", [one.id for one in row.deliveries.all()])
    return {
        "order": model_to_dict(row, exclude=["contract", "quote"]) | {"id": row.id},
        "answers": [
            {"question": question, "answer": answer}
            for question, answer in zip(row.questions, row.answers, strict=False)
        ],
        "answer_files": _named(files.for_subject("order", row.id)),
        "deliveries": [
            {**model_to_dict(one), "at": one.delivered_at, "files": _named(sent.get(one.id, []))}
            for one in row.deliveries.all()
        ],
        "asked_of_each_other": [model_to_dict(one) for one in row.asks.all()],
        "revisions_bought": [model_to_dict(one, exclude=["quote"]) for one in row.purchases.all()],
    }


def unit_order(by: Actor, contract: Contract) -> Part:
    """The unit order: what was asked for and about it, handed in and counted, and what an editor decided."""
    rows = UnitOrder.objects.filter(contract=contract).prefetch_related("deliveries")
    return Part([_unit_order(by, row) for row in rows])


def _unit_order(by: Actor, row: UnitOrder) -> dict[str, Any]:
    handed = list(row.deliveries.all())
    sent = files.for_subjects("unit_delivery", [one.id for one in handed])
    return {
        "order": model_to_dict(row, exclude=["contract", "quote", "decided_by"]) | {"id": row.id},
        "deliveries": [
            {**model_to_dict(one), "at": one.delivered_at, "files": _named(sent.get(one.id, []))}
            for one in handed
        ],
        "questions": [
            {"text": one.text, "at": one.asked_at, "answer": one.answer, "answered_at": one.answered_at}
            for one in unit.question_rows_for(by, row.id)
        ],
    }


def trial(by: Actor, contract: Contract) -> Part:
    """The trial: what was asked of the matcher, how long it ran, and how it ended."""
    rows = Trial.objects.filter(contract=contract).select_related("request")
    return Part(
        [
            {
                "asked": {
                    "title": row.request.title,
                    "need": row.request.need,
                    "skills": row.request.skill_names,
                },
                "trial": model_to_dict(row, exclude=["contract", "quote", "request"]) | {"id": row.id},
            }
            for row in rows
        ]
    )


def _named(cards: list[FileCard]) -> list[dict[str, Any]]:
    return [{"name": one.name, "bytes": one.size_bytes} for one in cards]


TABLE: dict[str, PartOf] = {
    "deliveries": deliveries,
    "hours": hours,
    "order": order,
    "unit_order": unit_order,
    "trial": trial,
    "messages": messages,
    "receipts": receipts,
}


def fill() -> None:
    """Tell ``contracts`` whom to ask; called once when the installation starts."""
    PARTS.update(TABLE)
