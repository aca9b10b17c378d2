"""The gallery of the designers' hall: work shown over the year, liked and kept, and one request to several makers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import cycle
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from hirehall.engagements.package.actions.answer_request import answer_request
from hirehall.engagements.package.operations import OfferContent
from hirehall.files.actions.store_upload import store_upload
from hirehall.files.uploads import receive
from hirehall.foundation.actor import Actor
from hirehall.market.actions.ask_for_quote import ask_for_quote
from hirehall.market.queries import services_by
from hirehall.portfolio.actions.ask_makers import ask_makers
from hirehall.portfolio.actions.follow_maker import follow_maker
from hirehall.portfolio.actions.hide_piece import appeal_hiding, hide_piece
from hirehall.portfolio.actions.keep_piece import keep_piece, make_collection
from hirehall.portfolio.actions.like_piece import like_piece
from hirehall.portfolio.actions.report_piece import report_piece
from hirehall.portfolio.queries.wall import visible
from hirehall.skills.actions.add_piece import add_piece
from hirehall.skills.actions.show_piece import show_piece
from hirehall.skills.models import Showing
from hirehall.skills.rules import Extras
from hirehall.wiring.demo.designs import design
from hirehall.wiring.demo.members import Freelancer, Hirer
from hirehall.wiring.demo.small_halls import SmallHall

# style, what it is, what it shows, what was done
WORK = (
    ("packets", "Seeds for people without glasses", "Four seed packets on a shelf, each with one plant and one word",
     "Forty packets in one system. The month stands where the thumb goes."),
    ("poster", "A season on a staircase", "Three posters on a wall, the middle one with a sun and a name",
     "Two plays, one festival, no stairs drawn. The pattern is cut from the floor plan."),
    ("plants", "Hedge, by night", "White and coloured plants before a large moon",
     "A double page for a book about what grows at the edge of a field."),
    ("mark", "A mark that can be pressed into clay", "A flower of circles, large, and small on two cards",
     "Nine millimetres wide, and still a flower after the glaze."),
    ("hills", "The last hour of a walk", "Evening sun over hills, one behind the other",
     "One of six pictures for a map that one may fold wrongly."),
    ("tiles", "Floor for a bakery", "A pattern of quarter circles, dots and stripes",
     "Six tiles, any way round. The baker lays them; I was not needed."),
    ("covers", "Three covers that disagree", "Three book covers side by side: rings, steps, a fern",
     "I read the books first. The publisher took the second, the shops the third."),
    ("screens", "A harbour in the pocket", "Three screens of an application for a harbour",
     "Tides, berths and the pilot, for cold thumbs."),
    ("tiles", "Paper for wrapping pots", "A pattern of triangles and half moons",
     "Printed in one pass on brown paper."),
    ("hills", "Moor, after rain", "Dark hills below a pale sun",
     "For a hospital corridor; people said that they walk slower there now."),
    ("mark", "A sign for a shop of nothing new", "A mark of overlapping circles with two cards",
     "For a shop that mends. The circles are the marks of a cup."),
    ("poster", "Concerts in the old tram", "Three posters before a dark wall",
     "The seats are the pattern: count them."),
    ("plants", "What grows behind the foundry", "Coloured plants before a low sun",
     "A mural, four metres wide, painted in two nights."),
    ("packets", "Herbs for a windowsill", "Four packets on a table, each in one colour",
     "The paper is the seed bed: one plants the packet."),
    ("screens", "The library, by telephone", "Three screens of an application with coloured cards",
     "Every shelf has its colour, and so has every screen."),
    ("covers", "Letters from a lighthouse", "Three books side by side in two colours",
     "A series that may go on: the rings are counted by the keeper."),
    ("hills", "Dunes", "A pale sun over waves of sand",
     "The label of a salt. It is printed on its own, without a word."),
    ("mark", "A bakery’s stamp", "A mark of four circles beside two cards",
     "Pressed into bread twice a day since March."),
    ("tiles", "Curtain for a small stage", "A pattern of stripes, circles and corners",
     "Woven, so every edge sits on a thread."),
    ("plants", "Seven kinds of shade", "A wood of white and coloured trees at night",
     "For a children’s ward; each bed has one of them."),
)  # fmt: skip
# the piece, what was said of it, the operator's words to its maker, the appeal
REPORTED = ("Concerts in the old tram", "I know this room: the seats are not in the posters that hung there.")
HIDDEN = (
    "The library, by telephone",
    "One can read a reader’s name and what they have borrowed on the second screen.",
    "A borrower’s name can be read on the second screen. Cover it, and it is shown again.",
)
APPEALED = (
    "Curtain for a small stage",
    "The same pattern hangs in the theatre of Millhaven, and another name is woven into it.",
    "A curtain with this pattern and another name hangs in Millhaven. Tell us whose drawing it is.",
    "I drew it in the workshop of Millhaven, and the weaver signs there. The contract that I send you names me.",
)
# who is asked, for what, and what she offers
LIKE = (
    "Noemi Falk", "A card for our shop’s opening, as quiet as this piece. 300 of them, and a file that we can print from again.",
    "A card for the opening, as a file to print from",
    "One drawing in ink and wash, set with your words, as a file for the printer in two sizes.",
)  # fmt: skip
PIECES_EACH, FIRST_DAYS, EVERY_DAYS = 5, 330, 17
COLLECTION = ("For the new catalogue", "What the winter could look like.")
NEED = (
    "A winter catalogue of twelve pages and its cover. The bowls are photographed; what is missing is somebody who"
    " makes paper feel like clay. We print 2,000 on a press that we know well."
)


class Gallery(SmallHall):
    """Everybody shows some work; clients like, follow and keep it, and one asks three makers at once."""

    def set_up(self) -> None:
        styles = cycle(WORK)
        names = [row["name"] for trade in self.data["trade"] for row in trade["freelancer"]]
        days = FIRST_DAYS
        for number in range(PIECES_EACH):
            for name in names:
                self._when(days, self._show, name, next(styles), f"{name}-{number}")
                days = max(days - EVERY_DAYS, 3)
        for days_before_end in (200, 90, 40, 20, 9, 4, 1.5):
            self._when(days_before_end, self._look_around)
        self._when(1, self._ask)
        if self.data.get("service"):
            self._when(0.8, self._answer)
        if PIECES_EACH * len(names) >= len(WORK):  # everything that is named below hangs there
            parts = (
                (14, HIDDEN, self._hide),
                (2.5, APPEALED, self._hide_and_appeal),
                (0.5, REPORTED, self._report),
            )
            for before_end, (title, *_), part in parts:
                self._when(before_end, self._with, title, part)

    def _show(self, name: str, work: tuple[str, str, str, str], seed: str) -> None:
        who, (style, title, shows, text) = self.freelancer(name), work
        drafts = 3 if style in ("poster", "mark") else 1
        pictures = [self._picture(who, design(style, f"{seed}-{draft}")) for draft in range(drafts)]
        piece = add_piece(
            by=who.actor.at(self.hall.id), title=title, text=text, image_ids=pictures,
            extras=Extras(alts=(shows, *["The same in other colours"] * (drafts - 1))),
        )  # fmt: skip
        skills = [self.members.skills[one] for one in sorted(who.skills) if one in self.members.skills][:2]
        show_piece(piece.id, hall_id=self.hall.id, by=who.actor, skill_ids=skills)

    def _picture(self, who: Freelancer, data: bytes) -> UUID:
        upload = SimpleUploadedFile("work.png", data, content_type="image/png")
        stored: UUID = store_upload(receive(upload, purpose="portfolio"), by=who.actor).id
        return stored

    def _look_around(self) -> None:
        """Everybody likes some of what is there; a piece that is liked is liked by more."""
        shown = list(visible(self.hall.id).order_by("id"))
        everybody: list[Freelancer | Hirer] = [*self.members.clients, *self.members.freelancers]
        for who in everybody:
            for showing in self._chosen(shown):
                if showing.person_id != who.person_id:
                    like_piece(showing.id, by=who.actor)

    def _chosen(self, shown: list[Showing]) -> Iterator[Showing]:
        for place, showing in enumerate(shown):
            if self.rng.random() < 0.12 + 0.35 * ((place * 7) % 10 == 3):
                yield showing

    def _with(self, title: str, part: Callable[[Showing], None]) -> None:
        """A part about the newest piece of that title; none where the time was too short for it to be shown."""
        for showing in visible(self.hall.id).filter(piece__title=title).order_by("-id")[:1]:
            part(showing)

    def _report(self, showing: Showing) -> None:
        """Somebody finds something wrong with the piece that waits at the desk."""
        report_piece(showing.id, by=self._reporter(), wrong="misleading", words=REPORTED[1])

    def _hide(self, showing: Showing) -> None:
        report_piece(showing.id, by=self._reporter(), wrong="private", words=HIDDEN[1])
        hide_piece(showing.id, by=self.editor(), wrong="private", words=HIDDEN[2])

    def _hide_and_appeal(self, showing: Showing) -> None:
        report_piece(showing.id, by=self._reporter(), wrong="copied", words=APPEALED[1])
        hide_piece(showing.id, by=self.editor(), wrong="copied", words=APPEALED[2])
        maker = next(one for one in self.members.freelancers if one.person_id == showing.person_id)
        appeal_hiding(showing.id, by=maker.actor.at(self.hall.id), words=APPEALED[3])

    def _reporter(self) -> Actor:
        return self.members.clients[-1].actor.at(self.hall.id)

    def _answer(self) -> None:
        """The client asks a maker for something like a piece of hers; she offers it as an order beside her service."""
        client, maker = self.client("Hollis & Grey Ceramics"), self.freelancer(LIKE[0])
        services = services_by(self.hall.id, [maker.person_id])
        liked = visible(self.hall.id).filter(person_id=maker.person_id).order_by("-likes", "-id").first()
        if not services or liked is None:  # the time was too short for them
            return
        request = ask_for_quote(
            self.hall.id, by=client.actor, freelancer_id=maker.person_id, need=LIKE[1], way="gallery",
            budget=self.money(400), piece_id=liked.piece_id,
        )  # fmt: skip
        content = OfferContent(title=LIKE[2], scope=LIKE[3], days=9, revisions=2, price=self.money(380))
        until = (self.calendar.until + timedelta(days=10)).date()
        answer_request(
            request.id, by=maker.actor.at(self.hall.id), service_id=services[0].id, content=content, valid_until=until
        )  # fmt: skip

    def _ask(self) -> None:
        """The client of the demo keeps some work, follows who made it, and asks three of them."""
        client = self.client("Hollis & Grey Ceramics")
        kept = make_collection(
            hall_id=self.hall.id, by=client.actor, title=COLLECTION[0], text=COLLECTION[1], public=True
        )
        liked = visible(self.hall.id).order_by("-likes", "-id")[:12]
        makers = list(dict.fromkeys(showing.person_id for showing in liked))[:3]
        for showing in liked[:6]:
            keep_piece(kept.id, showing_id=showing.id, by=client.actor)
        for maker_id in makers:
            follow_maker(maker_id, hall_id=self.hall.id, by=client.actor)
        ask_makers(
            self.hall.id, by=client.actor, maker_ids=makers, title="A winter catalogue", need=NEED,
            budget=self.money(1800),
        )  # fmt: skip
