"""The demo's services, and an order of them in every state on the day on which the demo is opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from hirehall.contracts.actions.close_offer import decline_offer
from hirehall.contracts.actions.pay_extra import pay_extra
from hirehall.engagements.package.actions.accept_offer import accept_offer
from hirehall.engagements.package.actions.accept_order import accept_order
from hirehall.engagements.package.actions.ask_revision import ask_revision
from hirehall.engagements.package.actions.buy_revisions import buy_revisions
from hirehall.engagements.package.actions.cancel_order import agree_to_cancel, ask_to_cancel
from hirehall.engagements.package.actions.deliver_order import deliver_order
from hirehall.engagements.package.actions.extend_order import ask_extension
from hirehall.engagements.package.actions.give_requirements import give_requirements
from hirehall.engagements.package.actions.make_offer import make_offer
from hirehall.engagements.package.actions.open_inquiry import open_inquiry
from hirehall.engagements.package.actions.place_order import place_order
from hirehall.engagements.package.models import Order
from hirehall.engagements.package.operations import OfferContent
from hirehall.files.actions.store_upload import store_upload
from hirehall.files.uploads import receive
from hirehall.foundation import clock
from hirehall.foundation.actor import staff
from hirehall.foundation.money import Money
from hirehall.halls.actions.date_policy import date_policy
from hirehall.market.actions.draft_service import draft_service
from hirehall.market.actions.halt_service import pause_service
from hirehall.market.actions.publish_service import publish_service
from hirehall.market.actions.save_service import save_service
from hirehall.market.actions.screen_service import refuse_service, send_service_back
from hirehall.market.content import ExtraContent, FaqContent, PackageContent, ServiceContent
from hirehall.market.models import Service
from hirehall.people.actions.start_staff_session import start_staff_session
from hirehall.people.models import Person
from hirehall.people.queries import actor_for
from hirehall.skills.models import SkillClaim
from hirehall.wiring.demo import pictures, texts
from hirehall.wiring.demo.hall import DEMO
from hirehall.wiring.demo.members import Freelancer, Hirer
from hirehall.wiring.demo.stage import Stage, Steps

SERVICES_BEFORE_END = 40
STYLES = ("grid", "shapes", "lines", "bands", "waves", "dots")
FREELANCER, CLIENT = "freelancer@harbour.example", "client@harbour.example"


@dataclass(frozen=True, slots=True)
class Offered:
    """The words of one service; the prices are in whole units of the hall's currency."""

    trade: str
    title: str
    description: str
    packages: tuple[tuple[str, str, int, int, int], ...]
    extras: tuple[tuple[str, int, int], ...] = ()
    questions: tuple[str, ...] = ()
    queue: int | None = None
    faq: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, row: dict[str, Any]) -> Offered:
        lists: dict[str, Any] = {
            name: tuple(tuple(line) for line in row.get(name, ())) for name in ("packages", "extras", "faq")
        }
        plain = {name: row[name] for name in ("trade", "title", "description")}
        return cls(**plain, **lists, questions=tuple(row.get("questions", ())), queue=row.get("queue"))


SERVICES = (
    Offered(
        "software", "A speed check of your online shop",
        "I measure your shop as a visitor on a phone meets it, find what holds it up, and mend the three worst things.\n\n"
        "- measured before and after, with the numbers\n- changes as commits that your own people can read",
        (("Check", "Ten pages measured, and a list of what to mend first.", 3, 1, 240),
         ("Check and repair", "The list, and the three worst things mended.", 7, 2, 680),
         ("With a second look", "Repair, and measured again after four weeks.", 7, 3, 890)),
        (("Report for your board, two pages", 90, 1),), ("Where is your shop, and what is it built with?",), 14,
        (("Do you change anything on the live shop?", "No. Everything comes as commits for your own people to put live."),
         ("What if nothing is slow?", "Then you have that in writing, with the numbers, and the repair is not needed.")),
    ),
    Offered(
        "software", "An export from your till to your accounts",
        "Your till writes a list each night; your accountant wants another one. I write the piece between them, with tests.",
        (("One list", "One format in, one format out, with tests and a page of notes.", 5, 1, 420),),
        (("A second format", 160, 2),), ("Send a list as it is now, and one as it should be.",),
    ),
    Offered(
        "design", "A logo for a small business, drawn by hand",
        "Three drafts by hand, one of them worked out in every size that you need, from a stamp to a shop window.",
        (("Sketch", "One draft, as SVG and PNG.", 3, 1, 180),
         ("Mark", "Three drafts, one worked out, in colour and in black.", 7, 2, 460),
         ("Mark and rules", "The mark, letterhead, card, and two pages on how to use them.", 12, 3, 920)),
        (("Business card, ready to print", 80, 2), ("Animated for a screen", 240, 4)),
        ("What does your business do, and for whom?", "Which marks do you like, and which never?"), 4,
        (("Do I get the sources?", "Yes: SVG and the files that I drew in."),
         ("May we use it everywhere?", "All rights pass to you with the release of the money.")),
    ),
    Offered(
        "writing", "Your website, read and mended",
        "I read every page twice: once as your visitor, once as your strictest teacher. You see each change and why.",
        (("Five pages", "Up to 2,000 words.", 3, 1, 150), ("Ten pages", "Up to 4,500 words.", 5, 2, 290)),
        (("Titles and descriptions for search", 60, 1),), ("Who reads it, and what should they do then?",),
    ),
)  # fmt: skip
WAITING = (
    Offered(
        "software", "A second pair of eyes on your backup",
        "I try to get your data back from your backup, on a machine of mine, and write down how long it took and what was missing.",
        (("One trial", "One backup, restored and looked through, with notes.", 4, 1, 320),),
    ),
    Offered(
        "design", "Icons for your application",
        "Twenty icons that belong together, drawn on one grid.",
        (("Twenty", "Twenty icons as SVG.", 6, 2, 380),),
    ),
    Offered(
        "writing", "Five stars for your shop by tomorrow",
        "I write reviews of your products in many voices, and place them where your buyers look.",
        (("Twenty reviews", "Twenty reviews by different names.", 1, 0, 90),),
    ),
)  # fmt: skip
SENT_BACK = "The picture shows no icon of yours. Show three of them, so that clients see your hand."
REFUSED = "Invented reviews deceive the people who read them. This hall lists nothing of that kind."
WHY = "The product was taken off the market this week, so we do not need it any more."
FOR_STATES = 12


class Orders(Stage):
    """Services appear some weeks before the end; then clients order, so that each order ends in its state."""

    def set_up(self) -> None:
        """Set it into the calendar."""
        self.made: list[tuple[Freelancer, Service]] = []
        self.last = self.offer_id = UUID(int=0)
        until = self.calendar.until
        self.calendar.at(until - timedelta(days=SERVICES_BEFORE_END), self._offer_all)
        for number, (days, scene) in enumerate((
            (30, self.accepted), (20, self.accepted), (14, self._in_silence), (9, self._cancelled),
            (4.9, self.begun), (3.5, self.begun), (4, self._revision), (3, self._delivered),
            (2, self._wish), (1.5, self._longer), (1, self.begun), (0.6, self._ordered), (0.3, self._unpaid),
        )):  # fmt: skip
            self.calendar.at(until - timedelta(days=days), self._begin, number, scene)
        for days, scene in (
            (18, self._tipped), (8, self._declined), (6.5, self._bought), (5, self._custom), (2.2, self._offered)
        ):  # fmt: skip
            self.calendar.at(until - timedelta(days=days), self._begin, FOR_STATES + 2, scene)
        for number, row in enumerate(texts.services()):
            when = until - timedelta(days=SERVICES_BEFORE_END - 2 * (number + 1))
            self.calendar.at(when, self._offer_one, Offered.read(row), number)
        self.calendar.at(until - timedelta(days=13), self._look_from_now_on)
        self.calendar.at(until - timedelta(days=5.5), self._hand_in)
        self.calendar.at_the_very_end(self._begin, FOR_STATES + 1, self._ordered)

    def _look_from_now_on(self) -> None:
        date_policy(
            self.hall.id,
            by=DEMO,
            effective_from=clock.now() + timedelta(days=1),
            changes={"market.screen_services": 1},
            reason="The members wish that services are looked at before they are listed.",
        )

    def _hand_in(self) -> None:
        """Three services wait; the operator sends one back, refuses one, and has not come to the third."""
        there = self.stories.members.freelancers
        handed_in = []
        for number, words in enumerate(WAITING):
            fitting = [one for one in there if one.trade.category == words.trade] or there
            handed_in.append(self.publish(fitting[-1 - number % len(fitting)], words, number + 3))
        operator = Person.objects.filter(is_operator=True).first()
        if operator is None or None in handed_in:
            return
        session = start_staff_session(by=actor_for(operator), reason="The queue of services")
        by = staff(operator.id, staff_session_id=session.id)
        _, icons, reviews = handed_in
        send_service_back(icons.id, by=by, reason=SENT_BACK, revision=icons.revision)  # type: ignore[union-attr]
        refuse_service(reviews.id, by=by, reason=REFUSED, revision=reviews.revision)  # type: ignore[union-attr]

    def _begin(self, number: int, scene: object) -> None:
        if not self.made:
            return
        who, service = self.made[0 if number > 3 else number % len(self.made)]
        clients = self.stories.members.clients
        first = next((one for one in clients if one.email == CLIENT), clients[0])
        client = first if number % 2 == 0 else clients[number % len(clients)]
        self.play(scene(who, service, client))  # type: ignore[operator]

    def _offer_all(self) -> None:
        there = self.stories.members.freelancers
        first = next((one for one in there if one.email == FREELANCER), there[0])
        others = [one for one in there if one is not first]
        for number, words in enumerate(SERVICES):
            fitting = [one for one in others if one.trade.category == words.trade] or others
            who = first if number == 0 else fitting[number % len(fitting)]
            service = self.publish(who, words, number)
            if number == len(SERVICES) - 1 and service is not None:
                pause_service(service.id, by=who.actor)
            elif service is not None:
                self.made.append((who, service))
        draft_service(
            self.hall.id, by=first.actor, content=ServiceContent(title="Two hours beside you, on a call")
        )

    def _offer_one(self, words: Offered, number: int) -> None:
        """One more in the catalogue, each by somebody else of its field."""
        there = self.stories.members.freelancers
        fitting = [one for one in there if one.trade.category == words.trade] or there
        self.publish(fitting[(3 + number) % len(fitting)], words, number)

    def publish(self, who: Freelancer, words: Offered, number: int) -> Service | None:
        claims = list(
            SkillClaim.objects.filter(person_id=who.person_id).select_related("skill").order_by("position")
        )
        if not claims:
            return None
        content = self._content(words, claims)
        service: Service = draft_service(self.hall.id, by=who.actor, content=content)
        drawn = pictures.portfolio(STYLES[number % len(STYLES)], words.title)
        sent = SimpleUploadedFile("service.png", drawn)
        picture = store_upload(receive(sent, purpose="portfolio"), by=who.actor)
        save_service(service.id, by=who.actor, content=content, file_ids=(picture.id,))
        published: Service = publish_service(service.id, by=who.actor)
        return published

    def _content(self, words: Offered, claims: list[SkillClaim]) -> ServiceContent:
        def money(units: int) -> Money:
            return Money(units * 100, self.hall.currency)

        return ServiceContent(
            title=words.title,
            description=words.description,
            category_id=claims[0].skill.category_id,
            skill_ids=tuple(claim.skill_id for claim in claims[:4]),
            packages=tuple(
                PackageContent(
                    title=title, scope=scope, days=days, revisions=revisions, price=money(price),
                    revision_price=money(max(20, price // 10)),
                )
                for title, scope, days, revisions, price in words.packages
            ),
            extras=tuple(ExtraContent(title=title, price=money(price), days=days) for title, price, days in words.extras),
            questions=words.questions,
            faq=tuple(FaqContent(question=question, answer=answer) for question, answer in words.faq),
            queue_limit=words.queue,
        )  # fmt: skip

    def _place(self, service: Service, client: Hirer, *, method: str = "sandbox.instant") -> UUID:
        order: Order = place_order(service.id, by=client.actor, package=1, method=method)
        return order.id

    def _ordered(self, who: Freelancer, service: Service, client: Hirer) -> Steps:
        self._place(service, client)
        yield from ()

    def _unpaid(self, who: Freelancer, service: Service, client: Hirer) -> Steps:
        self._place(service, client, method="sandbox.declined")
        yield from ()

    def _answered(self, order_id: UUID, service: Service, client: Hirer) -> None:
        if service.questions:
            answers = ("We told you the most in our message; the rest is in the file.",) * len(
                service.questions
            )
            give_requirements(order_id, by=client.actor, answers=answers)

    def begun(self, who: Freelancer, service: Service, client: Hirer) -> Steps:
        order_id = self._place(service, client)
        yield 0.01
        self._answered(order_id, service, client)

    def _longer(self, who: Freelancer, service: Service, client: Hirer) -> Steps:
        order_id = self._place(service, client)
        yield 0.01
        self._answered(order_id, service, client)
        yield 1
        reason = "Half of the files came this morning, so I need a little longer."
        ask_extension(order_id, by=who.actor, days=2, reason=reason)

    def _wish(self, who: Freelancer, service: Service, client: Hirer) -> Steps:
        order_id = self._place(service, client)
        yield 0.01
        self._answered(order_id, service, client)
        yield 1
        ask_to_cancel(order_id, by=client.actor, reason=WHY)

    def _delivered(self, who: Freelancer, service: Service, client: Hirer) -> Steps:
        yield from self._handed_over(who, service, client)

    def _handed_over(self, who: Freelancer, service: Service, client: Hirer) -> Steps:
        order_id = self._place(service, client)
        yield 0.01
        self._answered(order_id, service, client)
        yield 2
        deliver_order(order_id, by=who.actor, note="Everything is in here; the notes say how to use it.")
        self.last = order_id

    def _revision(self, who: Freelancer, service: Service, client: Hirer) -> Steps:
        yield from self._handed_over(who, service, client)
        order_id = self.last
        yield 1
        ask_revision(
            order_id, by=client.actor, text="The third point is still missing; please look at it again."
        )

    def _in_silence(self, who: Freelancer, service: Service, client: Hirer) -> Steps:
        yield from self._handed_over(who, service, client)

    def accepted(self, who: Freelancer, service: Service, client: Hirer) -> Steps:
        yield from self._handed_over(who, service, client)
        order_id = self.last
        yield 0.5
        accept_order(order_id, by=client.actor)

    def _tipped(self, who: Freelancer, service: Service, client: Hirer) -> Steps:
        yield from self._handed_over(who, service, client)
        order_id = self.last
        yield 0.5
        contract_id = accept_order(order_id, by=client.actor).contract_id
        yield 0.2
        thanks = "Faster than you said, and we understood every line."
        pay_extra(contract_id, by=client.actor, amount=Money(20_00, self.hall.currency), note=thanks)

    def _bought(self, who: Freelancer, service: Service, client: Hirer) -> Steps:
        yield from self._handed_over(who, service, client)
        order_id = self.last
        yield 1
        ask_revision(order_id, by=client.actor, text="The third point is still missing; please look again.")
        yield 0.5
        deliver_order(order_id, by=who.actor, note="The third point is in; the notes say what changed.")
        yield 0.2
        buy_revisions(order_id, by=client.actor)
        yield 0.05
        ask_revision(order_id, by=client.actor, text="Could the numbers of the second page stand in a table?")

    def _offered(self, who: Freelancer, service: Service, client: Hirer) -> Steps:
        inquiry = open_inquiry(
            service.id, by=client.actor, text="Could you also look at our second shop, in French?"
        )
        yield 0.3
        content = OfferContent(
            title="Two shops, measured and compared",
            scope="Both shops measured on a phone, ten pages each, and one list of what to mend first in which.",
            days=6,
            revisions=1,
            price=Money(420_00, self.hall.currency),
            questions=("Where is the second shop?",),
        )
        until = clock.now().date() + timedelta(days=14)
        made = make_offer(inquiry.id, by=who.actor, content=content, valid_until=until)
        self.offer_id = made.id

    def _declined(self, who: Freelancer, service: Service, client: Hirer) -> Steps:
        yield from self._offered(who, service, client)
        offer_id = self.offer_id
        yield 0.3
        decline_offer(offer_id, by=client.actor, reason="We begin with the first shop.")

    def _custom(self, who: Freelancer, service: Service, client: Hirer) -> Steps:
        yield from self._offered(who, service, client)
        offer_id = self.offer_id
        yield 0.3
        accept_offer(offer_id, by=client.actor)

    def _cancelled(self, who: Freelancer, service: Service, client: Hirer) -> Steps:
        order_id = self._place(service, client)
        yield 0.01
        self._answered(order_id, service, client)
        yield 0.5
        ask = ask_to_cancel(order_id, by=client.actor, reason=WHY)
        yield 0.5
        agree_to_cancel(ask.id, by=who.actor)
