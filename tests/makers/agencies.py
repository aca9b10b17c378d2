"""An agency and its contract, made the way people make them: through actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from hirehall.contracts.actions.share_out import answer_split, propose_split
from hirehall.contracts.models import Contract, Split
from hirehall.engagements.milestone.actions.accept_delivery import accept_delivery
from hirehall.engagements.milestone.actions.accept_offer import accept_offer
from hirehall.engagements.milestone.actions.begin_funding import begin_funding
from hirehall.engagements.milestone.actions.deliver_work import deliver_work
from hirehall.engagements.milestone.actions.make_offer import make_offer
from hirehall.engagements.milestone.models import Milestone
from hirehall.engagements.milestone.operations import PlannedMilestone
from hirehall.foundation import jobs
from hirehall.foundation.actor import Actor
from hirehall.halls.models import Hall
from hirehall.money.queries import balances_of
from hirehall.people.actions.answer_invitation import answer_invitation
from hirehall.people.actions.end_membership import end_membership
from hirehall.people.actions.invite_member import invite_member
from hirehall.people.actions.make_organisation import make_organisation
from hirehall.people.models import Organisation, Person
from tests.makers.base import actor_of, make_person
from tests.makers.contracts import Pair, again, deal, make_pair, planned


@dataclass
class Studio:
    """A hall, a client, and an agency: Mateus owns it, Bea manages, Cyr and Dan are members."""

    pair: Pair
    agency: Organisation
    people: dict[str, Person]
    hall: Hall = field(init=False)

    def __post_init__(self) -> None:
        self.hall = self.pair.hall

    @property
    def client(self) -> Actor:
        return self.pair.client

    def by(self, name: str) -> Actor:
        """The member as they are now."""
        return actor_of(self.people[name])

    def id(self, name: str) -> UUID:
        return self.people[name].id

    def contract(self, *milestones: PlannedMilestone) -> Contract:
        """The client hires the agency, and its owner accepts."""
        offer = make_offer(
            self.hall.id, by=self.client, terms=deal(), milestones=milestones or (planned(),),
            freelancer_id=self.agency.id,
        )  # fmt: skip
        contract: Contract = accept_offer(offer.id, by=self.by("Mateus"))
        jobs.drain()
        return Contract.objects.get(id=contract.id)

    def propose(self, contract: Contract, *, by: str = "Mateus", **percents: float) -> Split:
        shares = tuple((self.id(name), round(percent * 100)) for name, percent in percents.items())
        return propose_split(contract.id, by=self.by(by), shares=shares)

    def agree(self, contract: Contract, *, by: str = "Mateus", **percents: float) -> Split:
        """Proposed and accepted by everybody who is asked."""
        split = self.propose(contract, by=by, **percents)
        for share in split.shares.filter(accepted_at=None).order_by("id"):
            answer_split(split.id, by=actor_of(share.person), accept=True)
        split.refresh_from_db()
        return split

    def fund(self, milestone: Milestone) -> Milestone:
        begin_funding(milestone.id, by=self.client)
        jobs.drain()
        return again(milestone)

    def release(self, milestone: Milestone) -> Milestone:
        deliver_work(milestone.id, by=self.by("Mateus"), note="All of it, and the notes.")
        accept_delivery(milestone.id, by=self.client)
        jobs.drain()
        return again(milestone)

    def leaves(self, name: str) -> None:
        end_membership(self.agency.id, self.id(name), by=self.by(name))

    def has(self) -> dict[str, int]:
        """What each is owed here in all, in cents; who is owed nothing is left out."""
        found = {}
        for name, who in self.people.items():
            [balance] = balances_of(who.id, self.hall)
            minor = (balance.available + balance.coming_total).minor
            if minor:
                found[name] = minor
        return found


def make_studio(hall: Hall | None = None, *, name: str = "Studio Y", suffix: str = "") -> Studio:
    pair = make_pair(hall, client=f"Hollis Grey{suffix}", freelancer=f"Mateus Lindqvist{suffix}")
    owner = Person.objects.get(id=pair.freelancer.person_id)
    people = {"Mateus": owner, **{one: make_person(f"{one} Member{suffix}") for one in ("Bea", "Cyr", "Dan")}}
    agency = make_organisation(by=actor_of(owner), name=name, kind="agency")
    for one, role in (("Bea", "manager"), ("Cyr", "member"), ("Dan", "member")):
        asked = invite_member(agency.id, by=actor_of(owner), email=people[one].email, role=role)
        answer_invitation(asked.id, accept=True, by=actor_of(people[one]))
    return Studio(pair, agency, people)


def units(contract: Contract) -> list[Milestone]:
    return list(contract.milestones.order_by("position"))
