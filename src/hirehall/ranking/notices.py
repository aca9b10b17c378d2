"""Who is told what about places."""

from __future__ import annotations

from django.urls import reverse

from hirehall.conversations.operations import post_notice
from hirehall.foundation import facts
from hirehall.foundation.jobs import job
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
