"""People who can be shown, and briefs that show them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from hirehall.contracts.models import Contract
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, Hat
from hirehall.halls.models import Hall, Policy
from hirehall.market.models import Brief
from hirehall.market.operations.listings import refresh_listing
from hirehall.ranking.actions.show_slate import show_slate
from hirehall.ranking.models import Slate
from hirehall.skills.actions.claim_skill import claim_skill
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.market import make_brief, make_skill


def make_findable(hall: Hall, name: str, skills: Sequence[str] = ("Django",)) -> Actor:
    """A freelancer with skills in the hall, who can be found there."""
    who = actor_of(make_person(name))
    for skill in skills:
        claim_skill(make_skill(hall, skill).id, level=2, by=who)
    refresh_listing(who.require_person())
    return who


def finished_contract(hall: Hall, client: Actor, freelancer_id: UUID, brief: Brief) -> Contract:
    """A contract of a brief that was paid and has ended, without its money."""
    now = clock.now()
    return Contract.objects.create(
        hall=hall, model="milestone", client_id=client.require_person(), freelancer_id=freelancer_id, brief_id=brief.id,
        currency=hall.currency, policy=Policy.objects.get(hall=hall), title=brief.title, state="ended", started_at=now,
        ended_at=now, ended_by="completed", paid_minor=100_00,
    )  # fmt: skip


class Stage:
    """A hall, a client with a brief, and some who fit."""

    def __init__(self, *, people: int = 3, hall: Hall | None = None) -> None:
        self.hall = hall or make_hall()
        self.client = actor_of(make_person(f"Cleo of {self.hall.slug}", Hat.CLIENT))
        self.people = [
            make_findable(self.hall, f"Fitter {self.hall.slug} {number}") for number in range(people)
        ]
        self.brief = make_brief(self.hall, self.client)

    def another(self) -> Brief:
        return make_brief(self.hall, self.client)

    def slate(self, brief: Brief | None = None) -> Slate:
        return show_slate((brief or self.brief).id, by=self.client)
