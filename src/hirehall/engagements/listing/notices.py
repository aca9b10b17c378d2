"""Who is told what about outside positions: who sent it in, and everybody who keeps it."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from hirehall.conversations.operations import post_notice
from hirehall.engagements.listing import operations, queries
from hirehall.foundation import facts
from hirehall.foundation.jobs import job

POSTER = {
    "position.listed": "“{title}” was screened and is on the board.",
    "position.refused": "“{title}” is not listed: {reason}",
    "position.closed": "“{title}” was taken off the board: {reason}",
    "position.expired": "“{title}” is off the board: its days are over. Send it again if it is still open.",
}
KEEPERS = {
    "position.closed": "“{title}”, which you keep, is closed.",
    "position.expired": "“{title}”, which you keep, was not confirmed in time and is off the board.",
}


@job("listing.tell_poster", queue="notices")
def tell_poster(fact_id: str) -> None:
    """Tell who sent it in what became of it, unless they did it themselves."""
    fact = facts.read(fact_id)
    poster = fact.data["poster_id"]
    mailed = queries.mailed_of(UUID(fact.data["position_id"])) if poster is None else None
    if mailed is not None and (fact.name != "position.closed" or fact.data["by_desk"]):
        operations.mail_to_sender(
            mailed, subject=f"{fact.data['title']}: news from {mailed.hall.name}",
            sentence=POSTER[fact.name].format(**fact.data), button="Look at it",
        )  # fmt: skip
        return
    if poster is None or poster == str(fact.actor_person_id or ""):
        return
    _tell(fact_id, [UUID(poster)], POSTER[fact.name].format(**fact.data))


@job("listing.tell_keepers", queue="notices")
def tell_keepers(fact_id: str) -> None:
    """Tell everybody who keeps it that it is off the board; when the desk took it off, why."""
    fact = facts.read(fact_id)
    sentence = KEEPERS[fact.name].format(**fact.data)
    if fact.data.get("by_desk"):
        sentence = "The desk took “{title}”, which you keep, off the board: {reason}".format(**fact.data)
    _tell(fact_id, queries.savers_of(UUID(fact.data["position_id"])), sentence, kind="position.over")


def _tell(fact_id: str, people: list[UUID], sentence: str, *, kind: str = "position.told") -> None:
    fact = facts.read(fact_id)
    position_id = UUID(fact.data["position_id"])
    post_notice(
        person_ids=people,
        hall_id=fact.hall_id,
        kind=kind,
        sentence=sentence,
        href=reverse("listing:position", args=[position_id]),
        fact_id=fact.id,
        about_id=position_id,
    )
