"""Two agencies: one whose shares are agreed and asked about again, one that a member has left in the middle of work.

The first also sells a service: one order of it is done and tipped, one is in work and shared as agreed for the first;
and it works by the hour.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from hirehall.contracts.actions.pay_extra import pay_extra
from hirehall.contracts.actions.share_out import answer_split, propose_split, withdraw_split
from hirehall.contracts.models import Contract, Split
from hirehall.engagements.hourly.actions.accept_offer import accept_offer as accept_hourly_offer
from hirehall.engagements.hourly.actions.hold_week import pay_week
from hirehall.engagements.hourly.actions.log_time import log_time
from hirehall.engagements.hourly.actions.make_offer import make_offer as make_hourly_offer
from hirehall.engagements.hourly.operations import HourTerms
from hirehall.engagements.milestone.actions.accept_delivery import accept_delivery
from hirehall.engagements.milestone.actions.accept_offer import accept_offer
from hirehall.engagements.milestone.actions.begin_funding import begin_funding
from hirehall.engagements.milestone.actions.deliver_work import deliver_work
from hirehall.engagements.milestone.actions.make_offer import make_offer
from hirehall.engagements.milestone.models import Milestone
from hirehall.engagements.milestone.operations import DealTerms, PlannedMilestone
from hirehall.engagements.package.actions.accept_order import accept_order
from hirehall.engagements.package.actions.deliver_order import deliver_order
from hirehall.engagements.package.actions.give_requirements import give_requirements
from hirehall.engagements.package.actions.place_order import place_order
from hirehall.engagements.package.models import Order
from hirehall.files.actions.store_upload import store_upload
from hirehall.files.uploads import receive
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, Hat
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.market.actions.draft_service import draft_service
from hirehall.market.actions.publish_service import publish_service
from hirehall.market.actions.save_service import save_service
from hirehall.market.content import PackageContent, ServiceContent
from hirehall.market.models import Service
from hirehall.people.actions.answer_invitation import answer_invitation
from hirehall.people.actions.end_membership import end_membership
from hirehall.people.actions.invite_member import invite_member
from hirehall.people.actions.make_organisation import make_organisation
from hirehall.people.actions.show_membership import show_membership
from hirehall.people.models import Organisation, Person
from hirehall.people.queries import actor_by_id
from hirehall.skills.models import SkillClaim
from hirehall.wiring.demo import pictures
from hirehall.wiring.demo.members import Freelancer, Hirer
from hirehall.wiring.demo.stage import Stage, Steps

MEMOS = (
    "New pictures for the first page, cut and put up",
    "Texts for three arrivals",
    "Found out why the basket forgot its vouchers",
)
CLIENT, FREELANCER = "client@harbour.example", "freelancer@harbour.example"
QUAYSIDE = (
    "Quayside Works",
    "We build and look after shops: one of us designs, one builds, one writes. You talk to one of us and have all three.",
)
BRIDGES = (
    "Two Bridges",
    "Print and screen for small houses. We share the work by the week, and a contract stays with who began it.",
)


class Agencies(Stage):
    """Freelancers who work under one name, in the last five weeks."""

    def set_up(self) -> None:
        until = self.calendar.until
        self.calendar.at(until - timedelta(days=34), self.play, self._quayside())
        self.calendar.at(until - timedelta(days=30), self.play, self._two_bridges())
        self.calendar.at(until - timedelta(days=24), self.play, self._sold())
        self.calendar.at(until - timedelta(days=17), self.play, self._by_the_hour())

    def _quayside(self) -> Steps:
        """Agreed shares, a paid milestone, and other shares that wait for the cast's freelancer."""
        people = self._people()
        if len(people) < 3:
            return
        owner, manager, member = people[:3]
        agency = self._founded(QUAYSIDE, owner, (manager, "manager"), (member, "member"))
        for one in (owner, manager, member):
            show_membership(agency.id, shown=True, by=_now(one))
        yield 1
        contract = self._hired(
            agency, owner, self._client(), "A shop that sells by the slice",
            ("Pages and basket", 1_800_00), ("Texts and pictures", 900_00), ("The first month after", 600_00),
        )  # fmt: skip
        yield 0.2
        asked = _proposed(contract, owner, (owner, 4_000), (manager, 3_500), (member, 2_500))
        yield 0.4
        _answers(asked, manager, member)
        yield 0.3
        yield from self._paid(contract, owner, 0)
        yield 2
        refused = _proposed(contract, manager, (owner, 3_000), (manager, 5_000), (member, 2_000))
        yield 0.5
        answer_split(refused.id, by=_now(member), accept=False, reason="The texts take as long as the pages.")
        yield 1
        begin_funding(_unit(contract, 1).id, by=self._client().actor, method="sandbox.instant")
        yield 4
        taken_back = _proposed(contract, owner, (owner, 5_000), (member, 5_000))
        yield 0.2
        withdraw_split(taken_back.id, by=_now(owner))
        yield 3
        _proposed(
            contract, manager, (owner, 3_500), (manager, 3_500), (member, 3_000), note="The texts grew."
        )

    def _sold(self) -> Steps:
        """The first agency's service: ordered, shared as agreed, accepted and tipped; and ordered once more."""
        people = self._people()
        if len(people) < 3:
            return
        owner, manager, member = people[:3]
        if not SkillClaim.objects.filter(person_id=manager.person_id).exists():
            return
        agency = Organisation.objects.get(name=QUAYSIDE[0])
        service = self._published(agency, manager)
        yield 2
        done = self._ordered(service)
        yield from self._agreed(done.contract, manager, owner, member)
        deliver_order(
            done.id, by=_now(owner), note="The page is up, and the notes say how to change its prices."
        )
        yield 1
        accept_order(done.id, by=self._client().actor)
        yield 0.5
        thanks = "It sold its first slice on the same evening."
        tip = Money(30_00, self.hall.currency)
        pay_extra(done.contract_id, by=self._client().actor, amount=tip, note=thanks)
        yield 14
        running = self._ordered(service)  # shared as they agreed for the first one
        yield 0.1
        self._answered(running)

    def _by_the_hour(self) -> Steps:
        """The first agency works by the hour as well: two of them log, and share what their weeks bring."""
        people = self._people()
        if len(people) < 3:
            return
        owner, manager, _ = people[:3]
        agency = Organisation.objects.get(name=QUAYSIDE[0])
        client = self._client().actor
        offer = make_hourly_offer(self.hall.id, by=client, terms=self._hours(), freelancer_id=agency.id)
        contract: Contract = accept_hourly_offer(offer.id, by=_now(owner))
        asked = _proposed(contract, owner, (owner, 5_500), (manager, 4_500))
        yield 0.1
        _answers(asked, manager)
        pay_week(contract.weeks.earliest("starts_at").id, by=client)
        for day in range(15):
            yield 1.0
            began = (clock.now() - timedelta(days=1)).replace(hour=14, minute=0, second=0, microsecond=0)
            with suppress(Refused):  # such as on the day after a week that nobody has paid yet
                log_time(
                    contract.id, by=_now((owner, manager)[day % 2]), starts_at=began, minutes=50 + 20 * (day % 3),
                    memo=MEMOS[day % len(MEMOS)],
                )  # fmt: skip

    def _hours(self) -> HourTerms:
        return HourTerms(
            title="A hand for the shop every afternoon",
            scope="What the shop brings up in the week: a page, a text, a picture. We agree on it each Monday.",
            rate=Money(58_00, self.hall.currency),
            cap_hours=8,
        )

    def _published(self, agency: Organisation, who: Freelancer) -> Service:
        claims = (
            SkillClaim.objects.filter(person_id=who.person_id).select_related("skill").order_by("position")
        )
        prices = (("One page", 6, 1, 480_00), ("Page, texts and pictures", 12, 2, 1_150_00))
        content = ServiceContent(
            title="A page that sells one thing well",
            description=(
                "You name the one thing. One of us designs the page, one builds it, one writes it; you talk to one of us.\n\n"
                "- works on a phone first\n- you can change its prices yourself"
            ),
            category_id=claims[0].skill.category_id,
            skill_ids=tuple(claim.skill_id for claim in claims[:3]),
            packages=tuple(
                PackageContent(
                    title=title, scope="A page of one thing to buy, put live with you.", days=days,
                    revisions=revisions, price=Money(minor, self.hall.currency),
                )
                for title, days, revisions, minor in prices
            ),
            questions=("What is the one thing, and who buys it?",),
        )  # fmt: skip
        drafted = draft_service(self.hall.id, by=_now(who), content=content, agency_id=agency.id)
        drawn = SimpleUploadedFile("page.png", pictures.portfolio("waves", content.title))
        picture = store_upload(receive(drawn, purpose="portfolio"), by=_now(who))
        save_service(drafted.id, by=_now(who), content=content, file_ids=(picture.id,))
        service: Service = publish_service(drafted.id, by=_now(who))
        return service

    def _ordered(self, service: Service) -> Order:
        order: Order = place_order(service.id, by=self._client().actor, package=1)
        return order

    def _agreed(self, contract: Contract, manager: Freelancer, *others: Freelancer) -> Steps:
        """The shares of an order and of those after it, agreed while its client answers what is asked."""
        owner, member = others
        yield 0.1
        self._answered(Order.objects.get(contract=contract))
        shares = ((owner, 3_000), (manager, 4_000), (member, 3_000))
        asked = _proposed(contract, manager, *shares, standing=True)
        yield 0.4
        _answers(asked, owner, member)
        yield 3

    def _answered(self, order: Order) -> None:
        answers = ("A cheese from the island, by the slice; people who were there on holiday.",)
        give_requirements(order.id, by=self._client().actor, answers=answers)

    def _two_bridges(self) -> Steps:
        """A member leaves: what was funded before is shared with them, what comes later by the new shares."""
        people = self._people()
        if len(people) < 6:
            return
        owner, leaver, third = people[3:6]
        agency = self._founded(BRIDGES, owner, (leaver, "member"), (third, "member"))
        show_membership(agency.id, shown=True, by=_now(owner))
        clients = self.stories.members.clients
        client = clients[1 % len(clients)]
        yield 1
        contract = self._hired(
            agency, owner, client, "A programme for the season",
            ("The booklet", 1_200_00), ("Posters", 700_00), ("The site", 1_000_00),
        )  # fmt: skip
        yield 0.3
        asked = _proposed(contract, owner, (owner, 5_000), (leaver, 5_000))
        yield 0.3
        _answers(asked, leaver)
        yield 0.3
        yield from self._paid(contract, owner, 0, client)
        begin_funding(_unit(contract, 1).id, by=client.actor, method="sandbox.instant")
        yield 2
        _proposed(contract, owner, (owner, 4_000), (leaver, 3_000), (third, 3_000))
        yield 0.5
        end_membership(agency.id, leaver.person_id, by=_now(leaver))  # the question to them lapses
        yield 0.5
        asked = _proposed(contract, owner, (owner, 6_000), (third, 4_000), note="As we said on Monday.")
        yield 0.2
        _answers(asked, third)
        yield 1
        self._released(contract, owner, 1, client)
        yield 1
        yield from self._paid(contract, owner, 2, client)

    def _people(self) -> list[Freelancer]:
        """The cast's freelancer first, then those who came early."""
        there = self.stories.members.freelancers
        return sorted(there, key=lambda one: one.email != FREELANCER)

    def _client(self) -> Hirer:
        clients = self.stories.members.clients
        return next((one for one in clients if one.email == CLIENT), clients[0])

    def _founded(
        self, words: tuple[str, str], owner: Freelancer, *others: tuple[Freelancer, str]
    ) -> Organisation:
        agency: Organisation = make_organisation(
            by=_now(owner), name=words[0], about=words[1], country="NL", kind=Organisation.Kind.AGENCY.value
        )
        for who, role in others:
            email = Person.objects.get(id=who.person_id).email
            asked = invite_member(agency.id, by=_now(owner), email=email, role=role)
            answer_invitation(asked.id, accept=True, by=_now(who))
        return agency

    def _hired(
        self, agency: Organisation, owner: Freelancer, client: Hirer, title: str, *parts: tuple[str, int]
    ) -> Contract:
        today = clock.now().date()
        offer = make_offer(
            self.hall.id,
            by=client.actor,
            terms=DealTerms(
                title=title, scope="As in your notes of last week, in three parts that stand alone."
            ),
            milestones=tuple(
                PlannedMilestone(
                    title=name,
                    amount=Money(minor, self.hall.currency),
                    criteria=("We can use it without asking you", "It is the way we agreed on in the notes"),
                    due_on=today + timedelta(days=14 * (number + 1)),
                )
                for number, (name, minor) in enumerate(parts)
            ),
            freelancer_id=agency.id,
        )
        contract: Contract = accept_offer(offer.id, by=_now(owner))
        return contract

    def _paid(self, contract: Contract, owner: Freelancer, number: int, client: Hirer | None = None) -> Steps:
        payer = client or self._client()
        begin_funding(_unit(contract, number).id, by=payer.actor, method="sandbox.instant")
        yield 0.6
        self._released(contract, owner, number, payer)
        yield 0.2

    def _released(self, contract: Contract, owner: Freelancer, number: int, client: Hirer) -> None:
        unit = _unit(contract, number)
        deliver_work(
            unit.id, by=_now(owner), note="All three of us have read it through. The notes say what is where."
        )
        accept_delivery(unit.id, by=client.actor)


def _now(who: Freelancer) -> Actor:
    """The freelancer with the memberships that they have by now."""
    return actor_by_id(who.person_id, hat=Hat.FREELANCER)


def _unit(contract: Contract, number: int) -> Milestone:
    found: Milestone = Milestone.objects.filter(contract_id=contract.id).order_by("position")[number]
    return found


def _proposed(
    contract: Contract,
    by: Freelancer,
    *shares: tuple[Freelancer, int],
    note: str = "",
    standing: bool = False,
) -> Split:
    pairs: tuple[tuple[UUID, int], ...] = tuple((who.person_id, points) for who, points in shares)
    made: Split = propose_split(contract.id, by=_now(by), shares=pairs, note=note, standing=standing)
    return made


def _answers(split: Split, *people: Freelancer) -> None:
    for who in people:
        answer_split(split.id, by=_now(who), accept=True)
