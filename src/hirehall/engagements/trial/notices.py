"""Who is told what: the client and who is proposed about a request, both sides about a trial."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from hirehall.contracts.notices import BOTH, CLIENT, FREELANCER, Data, Told, post
from hirehall.contracts.queries import people_of
from hirehall.contracts.states import Side
from hirehall.conversations.operations import post_notice
from hirehall.foundation import facts
from hirehall.foundation.jobs import job
from hirehall.foundation.models import FactRow


def _pay(data: Data) -> str:
    return reverse("trial:pay", args=[data["trial_id"]])


def _end(data: Data) -> str:
    return reverse("trial:end", args=[data["trial_id"]])


TABLE: Mapping[str, Told] = {
    "trial.agreed": Told(
        "trial.agreed", CLIENT, "{other} accepted the trial “{title}”. It begins when you have paid it.", "amount",
        "pay_by", _pay,
    ),
    "trial.payment_failed": Told(
        "funding.failed", CLIENT, "The payment for “{title}” did not go through. Nothing was taken.", "", "pay_by", _pay
    ),
    "trial.payment_returned": Told(
        "refund.returned", CLIENT, "A payment for “{title}” was not needed and goes back in full.", "amount"
    ),
    "trial.begun": Told("trial.begun", BOTH, "The trial “{title}” begins. The money is held.", "amount", "ends_at"),
    "trial.over": Told(
        "trial.over", BOTH, "The days of the trial “{title}” are over. Silence of the client means content.", "amount",
        "decide_by",
    ),
    "trial.cancelled": Told("trial.cancelled", BOTH, "The trial “{title}” does not go on: {why}", "amount"),
    "trial.pot_paid": Told(
        "trial.pot_paid", FREELANCER, "The hall’s guarantee pot pays you for the trial “{title}”.", "amount"
    ),
}  # fmt: skip
CONTENT = Told(
    "release.made", BOTH, "The client is content with “{title}”, and its money is released.", "amount"
)
SILENT = Told(
    "release.made", BOTH, "The client said nothing against “{title}”: its money is released.", "amount"
)
NOT_CONTENT = Told(
    "trial.not_content", CLIENT, "The trial “{title}” has ended. What you paid goes back.", "amount"
)


@job("trial.tell", queue="notices")
def tell(fact_id: str) -> None:
    """Tell what the table says about this fact of a trial."""
    fact = facts.read(fact_id)
    post(fact, TABLE[fact.name])


@job("trial.tell_end", queue="notices")
def tell_end(fact_id: str) -> None:
    """How a trial ended, and what that means for each side; without content, also what the pot does."""
    fact = facts.read(fact_id)
    if fact.data["how"] != "not_content":
        post(fact, SILENT if fact.data["in_silence"] else CONTENT)
        return
    post(fact, NOT_CONTENT)
    post(
        fact,
        Told(
            "trial.not_content",
            FREELANCER,
            "{other} was not content with the trial “{title}”, and said why. " + _of_the_pot(fact.data),
            "pot",
        ),
    )


def _of_the_pot(data: Data) -> str:
    if not data["pot"]["minor"]:
        return "The money goes back; by the terms of this trial the guarantee pot pays nothing."
    if data["pot_short"]:
        return "The guarantee pot pays you, as soon as the hall has filled it: it holds too little now."
    return "The guarantee pot pays you."


def _clients(fact: FactRow) -> list[UUID]:
    organisation = fact.data["organisation_id"]
    client = UUID(fact.data["client_id"])
    return people_of(
        Side.CLIENT,
        client_id=client,
        organisation_id=UUID(organisation) if organisation else None,
        freelancer_id=client,
    )


CLIENT_SAYS = {
    "match_request.desk_late": (
        "The matcher has shown you nobody for “{title}” yet, though the time is over. Your request stays in the queue;"
        " you can also withdraw it."
    ),
    "match_request.shown": "People are proposed for “{title}”, each with a reason. Choose one.",
    "match_request.open_again": "Nobody has the offer for “{title}” any more. {then}",
    "match_request.closed": "Your request “{title}” is closed: {reason}",
}
PERSON_SAYS = {
    "match.asked": "The matcher thinks of you for “{title}”. Say yes or no; nobody else sees it before your yes.",
    "match.lapsed": "You did not answer in time about “{title}”. That means no; nothing else follows from it.",
    "match.taken_back": "The matcher has taken back the proposal of you for “{title}”.",
    "match.passed": "It is over with “{title}” for you. {why}",
}  # fmt: skip
UNTIL = {
    "match_request.shown": "choose_by",
    "match.asked": "answer_by",
}


@job("trial.tell_client", queue="notices")
def tell_client(fact_id: str) -> None:
    """Tell the client's side what became of their request."""
    fact = facts.read(fact_id)
    then = "Choose somebody else." if fact.data.get("people") else "The matcher looks for others."
    _post(
        fact,
        CLIENT_SAYS[fact.name].format(**{**fact.data, "then": then}),
        _clients(fact),
        "trial:request",
        "request_id",
    )


@job("trial.tell_person", queue="notices")
def tell_person(fact_id: str) -> None:
    """Tell somebody what they are proposed for, or that it is over."""
    fact = facts.read(fact_id)
    told = [UUID(fact.data["person_id"])]
    _post(fact, PERSON_SAYS[fact.name].format(**fact.data), told, "trial:proposal", "match_id")


def _post(fact: FactRow, sentence: str, to: list[UUID], page: str, about: str) -> None:
    until = UNTIL.get(fact.name)
    post_notice(
        person_ids=[who for who in to if who != fact.actor_person_id],
        hall_id=fact.hall_id,
        kind=fact.name,
        sentence=sentence,
        href=reverse(page, args=[fact.data[about]]),
        deadline=datetime.fromisoformat(fact.data[until]) if until else None,
        fact_id=fact.id,
    )
