"""Who is in the demo's market: freelancers with skills and portfolios, clients alone or in an organisation."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from hirehall.files.actions.store_upload import store_upload
from hirehall.files.uploads import receive
from hirehall.foundation.actor import Actor, Hat, system
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.money.actions.save_destination import save_destination
from hirehall.people.actions.answer_invitation import answer_invitation
from hirehall.people.actions.change_avatar import change_avatar
from hirehall.people.actions.change_client_profile import change_client_profile
from hirehall.people.actions.change_freelancer_profile import change_freelancer_profile
from hirehall.people.actions.invite_member import invite_member
from hirehall.people.actions.join import join
from hirehall.people.actions.make_organisation import make_organisation
from hirehall.people.models import Person
from hirehall.people.queries import actor_by_id
from hirehall.skills.actions.add_piece import add_piece
from hirehall.skills.actions.claim_skill import claim_skill
from hirehall.skills.models import Skill
from hirehall.wiring.demo import pictures
from hirehall.wiring.demo.cast import PASSWORD
from hirehall.wiring.demo.texts import PLACES, Client, Trade

DEMO = system("demo")
EXPERT, WORKING = 3, 2


@dataclass(slots=True)
class Freelancer:
    """A freelancer of the demo and how they tend to work."""

    person_id: UUID
    name: str
    trade: Trade
    skills: frozenset[str]
    rate: Money
    care: float
    keen: bool = False
    piece_ids: tuple[UUID, ...] = ()
    destination_id: UUID | None = None
    email: str = ""

    @property
    def actor(self) -> Actor:
        return actor_by_id(self.person_id, hat=Hat.FREELANCER)


@dataclass(slots=True)
class Hirer:
    """A client of the demo."""

    person_id: UUID
    name: str
    text: Client
    organisation_id: UUID | None
    patience: float
    known: list[Freelancer] = field(default_factory=list)
    email: str = ""

    @property
    def actor(self) -> Actor:
        return actor_by_id(self.person_id, hat=Hat.CLIENT)


class Members:
    """Lets people join by the real actions."""

    def __init__(self, hall: Hall, rng: random.Random, names: Iterator[str]) -> None:
        self.hall, self.rng, self.names = hall, rng, names
        self.skills = {skill.name: skill.id for skill in Skill.objects.filter(hall=hall)}
        self.freelancers: list[Freelancer] = []
        self.clients: list[Hirer] = []
        self.shown: set[str] = set()

    def join_freelancer(
        self, trade: Trade, entry: dict[str, Any], *, name: str = "", email: str = "", complete: bool = True,
        keen: bool = False,
    ) -> Freelancer:  # fmt: skip
        """One more freelancer of a trade, who presents themselves as ``entry`` says; an incomplete one has no portfolio and no destination, a keen one is
        careful and proposes often."""
        rng = self.rng
        name = name or next(self.names)
        who = self._join(name, email, side="freelancer")
        actor = actor_by_id(who.id, hat=Hat.FREELANCER)
        city, country, zone, languages = rng.choice(PLACES)
        rate = Money(rng.randrange(entry["rate"][0], entry["rate"][1] + 1) * 100, self.hall.currency)
        change_freelancer_profile(
            by=actor,
            name=name,
            headline=entry["headline"],
            about=entry["about"],
            rate=rate,
            availability=rng.choices(["now", "not"], weights=[85, 15])[0],
            available_from=None,
            hours_per_week=rng.choice([10, 20, 30, 40]),
            languages=languages,
            time_zone=zone,
            city=city,
            country=country,
            links=[{"label": "Own site", "url": f"https://{who.handle}.example"}]
            if rng.random() < 0.5
            else [],
        )
        names = [*entry["skills"], *self._neighbours(trade, entry["skills"])]
        for position, skill in enumerate(names):
            if skill in self.skills:
                claim_skill(self.skills[skill], level=EXPERT if position < 2 else WORKING, by=actor)
        freelancer = Freelancer(
            who.id,
            name,
            trade,
            frozenset(names),
            rate,
            care=0.97 if keen else rng.betavariate(6, 2),
            keen=keen,
            email=email,
        )
        if complete:
            self._complete(freelancer, actor)
        self.freelancers.append(freelancer)
        return freelancer

    def _complete(self, freelancer: Freelancer, actor: Actor) -> None:
        rng, trade = self.rng, freelancer.trade
        if rng.random() < 0.9:
            change_avatar(
                self._picture(f"{freelancer.name}.png", pictures.avatar(freelancer.name), "avatar", actor),
                by=actor,
            )
        shown = []
        for number, brief in enumerate(self._work_to_show(freelancer)):
            image = pictures.portfolio(trade.image, f"{freelancer.name}-{number}")
            file_id = self._picture(f"piece-{number + 1}.png", image, "portfolio", actor)
            title, _, _ = brief["outcome"].partition(",")
            shown.append(
                add_piece(
                    by=actor.at(self.hall.id),
                    title=title.rstrip(".")[:90],
                    text=brief["delivery"],
                    image_ids=[file_id],
                ).id
            )
        freelancer.piece_ids = tuple(shown)
        account = rng.choices(["SANDBOX-PAYS", "SANDBOX-SLOW", "SANDBOX-FAILS-ONCE"], weights=[7, 2, 1])[0]
        saved = save_destination(
            self.hall.id, kind="sandbox", holder=freelancer.name, number=account, by=actor
        )
        freelancer.destination_id = saved.id

    def _work_to_show(self, freelancer: Freelancer) -> list[dict[str, Any]]:
        """One to three pieces of work that fit the freelancer's skills; nobody shows what another shows."""
        fresh = [one for one in freelancer.trade.briefs if one["title"] not in self.shown]
        fresh.sort(key=lambda one: -len(freelancer.skills & {*one["must"], *one["nice"]}))
        drawn = fresh[: self.rng.randint(1, 3)]
        self.shown.update(one["title"] for one in drawn)
        return drawn

    def join_client(
        self, text: Client, *, name: str = "", email: str = "", organisation: bool = False
    ) -> Hirer:
        """One more client, alone or as the first owner of an organisation with a colleague for the bills."""
        name = name or next(self.names)
        who = self._join(name, email, side="client")
        actor = actor_by_id(who.id, hat=Hat.CLIENT)
        about = text.about
        change_client_profile(
            by=actor, name=name, company="" if organisation else text.name, about=about,
            website=f"https://{who.handle}.example", city=text.city, country=text.country, time_zone="Europe/Berlin",
        )  # fmt: skip
        organisation_id = None
        if organisation:
            made = make_organisation(by=actor, name=text.name, about=about, country=text.country)
            organisation_id = made.id
            self._add_colleague(made.id, actor_by_id(who.id, hat=Hat.CLIENT))
        client = Hirer(who.id, name, text, organisation_id, patience=self.rng.random(), email=email)
        self.clients.append(client)
        return client

    def _add_colleague(self, organisation_id: UUID, owner: Actor) -> None:
        colleague = self._join(next(self.names), "", side="client")
        invitation = invite_member(organisation_id, by=owner, email=colleague.email, role="billing")
        answer_invitation(invitation.id, accept=True, by=actor_by_id(colleague.id, hat=Hat.CLIENT))

    def _join(self, name: str, email: str, *, side: str) -> Person:
        address = (
            email or f"{name.lower().replace(' ', '.').encode('ascii', 'ignore').decode()}@members.example"
        )
        password = PASSWORD if email else ""
        who: Person = join(by=DEMO, name=name, email=address, password=password, side=side, verified=True)
        return who

    def _neighbours(self, trade: Trade, own: list[str]) -> list[str]:
        others = sorted({skill for entry in trade.freelancers for skill in entry["skills"]} - set(own))
        return self.rng.sample(others, k=min(self.rng.randint(0, 3), len(others)))

    def _picture(self, name: str, data: bytes, purpose: str, actor: Actor) -> UUID:
        upload = SimpleUploadedFile(name, data, content_type="image/png")
        stored: UUID = store_upload(receive(upload, purpose=purpose), by=actor).id
        return stored
