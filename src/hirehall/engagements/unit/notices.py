"""Who is told what about unit orders and levels: whoever is to act next, and whoever's money has moved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from hirehall.contracts.notices import BOTH, CLIENT, FREELANCER, Data, Told, post
from hirehall.contracts.queries import people_of
from hirehall.contracts.states import Side
from hirehall.conversations.operations import post_notice
from hirehall.engagements.unit import queries
from hirehall.engagements.unit.states import LEVELS, Left
from hirehall.foundation import facts
from hirehall.foundation.jobs import job
from hirehall.foundation.money import Money
from hirehall.look.formats import plural


def _review(data: Data) -> str:
    return reverse("unit:review", args=[data["contract_id"]])


def _revise(data: Data) -> str:
    return reverse("unit:revise", args=[data["contract_id"]])


TABLE: Mapping[str, Told] = {
    "unit.delivered": Told(
        "order.delivered", CLIENT,
        "{other} handed in {counted} for “{title}”. It counts as accepted if you do not answer in time.",
        "amount", "auto_accept_at", _review,
    ),
    "unit.revision_asked": Told(
        "order.revision_asked", FREELANCER, "{other} asks for a revision of “{title}”.", "", "revise_by", _revise
    ),
    "unit.revision_missed": Told(
        "order.late", BOTH, "“{title}” was not revised in time. The client answers what was handed in before.",
        "", "auto_accept_at",
    ),
    "unit.check_asked": Told(
        "order.check_asked", FREELANCER,
        "{other} asks an editor of the hall to reject “{title}”. The editor’s decision comes with its reason.",
        "", "check_by",
    ),
    "unit.copy_judged": Told(
        "order.copied", BOTH,
        "An editor found that the text of “{title}” is a copy: {reason} The client can ask for its rejection now.",
    ),
    "unit.accepted": Told("release.made", BOTH, "“{title}” is accepted: {counted}. Its money is released.", "amount"),
    "unit.rejected": Told(
        "order.rejected", BOTH, "An editor rejected “{title}”: {reason} The money goes back to the client.",
        "amount",
    ),
}  # fmt: skip

# Before there is a contract only the client's side is told: what is said, the amount, the deadline.
POOL: Mapping[str, tuple[str, str, str, str]] = {
    "unit.listed": ("order.paid", "“{title}” is in the pool. The money is held.", "amount", "expires_at"),
    "unit.asked": ("order.paid", "“{title}” waits for an answer. The money is held.", "amount", "answer_by"),
    "unit.passed_on": ("order.passed_on", "{why} “{title}” is in the pool now.", "", "expires_at"),
    "unit.payment_failed": (
        "order.payment_failed", "The payment for “{title}” did not go through. Nothing was taken.", "", "drop_at",
    ),
    "unit.payment_returned": (
        "refund.returned", "A payment for “{title}” was not needed and goes back in full.", "amount", "",
    ),
    "unit.cancelled": ("order.cancelled", "“{title}” is cancelled. {why} What was paid goes back.", "amount", ""),
}  # fmt: skip
RETURNED = {
    Left.LAPSED: "“{title}” is in the pool again: you did not decide in time.",
    Left.MISSED: "“{title}” is in the pool again: nothing was handed in on time.",
    Left.CANCELLED: "“{title}” is over: the client’s bank took the payment back.",
}


@job("unit.tell", queue="notices")
def tell(fact_id: str) -> None:
    """Tell what the table says about this fact."""
    fact = facts.read(fact_id)
    post(fact, TABLE[fact.name])


@job("unit.tell_poster", queue="notices")
def tell_poster(fact_id: str) -> None:
    """Tell the client's side what became of an order that is no contract."""
    fact = facts.read(fact_id)
    data, (kind, says, amount, deadline) = fact.data, POOL[fact.name]
    if fact.name == "unit.listed" and queries.is_of_batch(UUID(data["contract_id"])):
        return
    client_id = UUID(data["client_id"])
    people = people_of(
        Side.CLIENT,
        client_id=client_id,
        organisation_id=UUID(data["organisation_id"]) if data["organisation_id"] else None,
        freelancer_id=client_id,
    )
    sum_ = data.get(amount) if amount else None
    post_notice(
        person_ids=[who for who in people if who != fact.actor_person_id],
        hall_id=fact.hall_id,
        kind=kind,
        sentence=says.format(**data),
        href=reverse("unit:posting", args=[data["contract_id"]]),
        amount=Money(sum_["minor"], sum_["currency"]) if sum_ and sum_["minor"] else None,
        deadline=datetime.fromisoformat(data[deadline]) if deadline else None,
        fact_id=fact.id,
    )


@job("unit.tell_holder", queue="notices")
def tell_holder(fact_id: str) -> None:
    """Tell who held an order that it is theirs no more, where that was not their own doing."""
    fact = facts.read(fact_id)
    says = RETURNED.get(Left(fact.data["how"]))
    if says is None:
        return
    post_notice(
        person_ids=[UUID(fact.data["freelancer_id"])],
        hall_id=fact.hall_id,
        kind="order.returned",
        sentence=says.format(**fact.data),
        href=reverse("unit:pool"),
        fact_id=fact.id,
    )


@job("unit.tell_of_question", queue="notices")
def tell_of_question(fact_id: str) -> None:
    """Tell the client's side of a question, without who asked; and whoever has the order now of its answer."""
    fact = facts.read(fact_id)
    data = fact.data
    order_id, client_id = UUID(data["contract_id"]), UUID(data["client_id"])
    until = data.get("holds_until")
    if fact.name == "unit.question_asked":
        organisation = UUID(data["organisation_id"]) if data["organisation_id"] else None
        people = people_of(
            Side.CLIENT, client_id=client_id, organisation_id=organisation, freelancer_id=client_id
        )
        said = f"A question about “{data['title']}” waits for your answer."
    else:
        people = queries.who_has(order_id)
        said = f"A question about “{data['title']}” is answered. The answer is part of its instructions."
    post_notice(
        person_ids=[who for who in people if who != fact.actor_person_id],
        hall_id=fact.hall_id,
        kind="order.question",
        sentence=said,
        href=reverse("unit:posting", args=[order_id]),
        deadline=datetime.fromisoformat(until) if until else None,
        fact_id=fact.id,
    )


@job("unit.tell_asked", queue="notices")
def tell_asked(fact_id: str) -> None:
    """Tell somebody that an order was placed with them, at their own price."""
    fact = facts.read(fact_id)
    sum_ = fact.data["amount"]
    post_notice(
        person_ids=[UUID(fact.data["freelancer_id"])],
        hall_id=fact.hall_id,
        kind="order.asked",
        sentence=f"“{fact.data['title']}” is ordered from you, at your price. Take it on, or do not.",
        href=reverse("unit:posting", args=[fact.data["contract_id"]]),
        amount=Money(sum_["minor"], sum_["currency"]),
        deadline=datetime.fromisoformat(fact.data["answer_by"]),
        fact_id=fact.id,
    )


@job("unit.tell_of_team", queue="notices")
def tell_of_team(fact_id: str) -> None:
    """Tell the client of a test that waits for them; tell its writer what was answered."""
    fact = facts.read(fact_id)
    data = fact.data
    client, person = UUID(data["client_id"]), UUID(data["freelancer_id"])
    if fact.name == "unit.team_applied":
        organisation = UUID(data["organisation_id"]) if data["organisation_id"] else None
        people = people_of(Side.CLIENT, client_id=client, organisation_id=organisation, freelancer_id=client)
        said = f"A test for your team “{data['title']}” waits for your answer."
    elif fact.name == "unit.candidate_answered":
        word = "You are of the team" if data["admitted"] else "You were not admitted to the team"
        people, said = [person], f"{word} “{data['title']}”: {data['reason']}"
    else:
        people, said = [person], f"You are of the team “{data['title']}” no more. {data['reason']}".strip()
    post_notice(
        person_ids=[who for who in people if who != fact.actor_person_id],
        hall_id=fact.hall_id,
        kind="team.told",
        sentence=said,
        href=reverse("unit:team", args=[data["team_id"]]),
        fact_id=fact.id,
    )


@job("unit.tell_of_batch", queue="notices")
def tell_of_batch(fact_id: str) -> None:
    """Tell the client's side that a file of orders is posted, or waits for them."""
    fact = facts.read(fact_id)
    data = fact.data
    client = UUID(data["client_id"])
    organisation = UUID(data["organisation_id"]) if data["organisation_id"] else None
    if fact.name == "unit.batch_posted":
        said = f"All of “{data['title']}” is posted: {plural(data['posted'], 'order')}."
    else:
        said = f"“{data['title']}” waits for you, with {plural(data['left'], 'order')} left: {data['why']}"
    post_notice(
        person_ids=people_of(
            Side.CLIENT, client_id=client, organisation_id=organisation, freelancer_id=client
        ),
        hall_id=fact.hall_id,
        kind="order.paid" if fact.name == "unit.batch_posted" else "order.payment_failed",
        sentence=said,
        href=reverse("unit:batch", args=[data["batch_id"]]),
        fact_id=fact.id,
    )


@job("unit.tell_of_texts", queue="notices")
def tell_of_texts(fact_id: str) -> None:
    """Tell who asked for texts that their archive is ready."""
    fact = facts.read(fact_id)
    post_notice(
        person_ids=[UUID(fact.data["person_id"])],
        hall_id=fact.hall_id,
        kind="texts.packed",
        sentence=f"Your archive of {plural(fact.data['texts'], 'text')} is ready. It is kept for a week.",
        href=reverse("unit:export", args=[fact.data["export_id"]]),
        fact_id=fact.id,
    )


@job("unit.tell_of_copied_sample", queue="notices")
def tell_of_copied_sample(fact_id: str) -> None:
    """Tell who sent a text for a level that an editor takes it for a copy, why, and what they can do about it."""
    fact = facts.read(fact_id)
    post_notice(
        person_ids=[UUID(fact.data["person_id"])],
        hall_id=fact.hall_id,
        kind="level.set",
        sentence=f"An editor takes your text for a level for a copy: {fact.data['reason']} It decides nothing by "
        "itself. When your level is set you can appeal, and another editor reads what you say.",
        href=reverse("unit:level"),
        fact_id=fact.id,
    )


@job("unit.tell_of_level", queue="notices")
def tell_of_level(fact_id: str) -> None:
    """Tell somebody which level an editor has set for them, and why."""
    fact = facts.read(fact_id)
    level = fact.data["level"]
    what = f"Your level is {level} ({LEVELS[level]})" if level else "You have no level here"
    post_notice(
        person_ids=[UUID(fact.data["person_id"])],
        hall_id=fact.hall_id,
        kind="level.set",
        sentence=f"{what}: {fact.data['reason']}",
        href=reverse("unit:level"),
        fact_id=fact.id,
    )
