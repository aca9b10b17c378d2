"""Who is told what about places."""

from __future__ import annotations

from django.urls import reverse

from hirehall.conversations.operations import post_notice
from hirehall.foundation import facts
from hirehall.foundation.jobs import job
from hirehall.halls.queries.staff import hall_operators
from hirehall.ranking.models import Objection


@job("ranking.tell_of_answer", queue="notices")
def tell_of_answer(fact_id: str) -> None:
    """Who has objected hears what the desk says."""
    fact = facts.read(fact_id)
    row = Objection.objects.select_related("shown__slate").filter(id=fact.data["objection_id"]).first()
    if row is None:
        return
    post_notice(
        person_ids=[row.shown.person_id],
        hall_id=row.shown.slate.hall_id,
        kind="ranking.answered",
        sentence="The hall has answered what you said about your place on a list of people who fit.",
        href=reverse("ranking:why", args=[row.shown_id]),
    )


@job("ranking.tell_desk_of_objection", queue="notices")
def tell_desk_of_objection(fact_id: str) -> None:
    """The operators of the hall, but who has objected: nobody answers their own."""
    fact = facts.read(fact_id)
    row = Objection.objects.select_related("shown__person", "shown__slate").filter(
        id=fact.data["objection_id"], answered_at=None
    ).first()  # fmt: skip
    if row is None:
        return
    hall_id = row.shown.slate.hall_id
    post_notice(
        person_ids=[
            office.person_id for office in hall_operators(hall_id) if office.person_id != row.shown.person_id
        ],
        hall_id=hall_id,
        kind="ranking.objected",
        sentence=f"{row.shown.person.name} objects to a place on a list of people who fit, and waits for an answer.",
        href=reverse("front:desk_ranking"),
        fact_id=fact.id,
    )
