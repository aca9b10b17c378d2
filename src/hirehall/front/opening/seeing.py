"""What a hall that is prepared will look like, cost and say."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from hirehall.contracts.queries import words_of
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.front.costs import whole
from hirehall.front.forms import label_of
from hirehall.front.hall_file import fault_of
from hirehall.front.hall_file.templates import require_livable, templates, values_of
from hirehall.front.opening.forms import CLOCKS, DOORS, JoiningForm
from hirehall.front.opening.steps import step_about
from hirehall.front.schedule_words import words
from hirehall.halls.models import Hall, HallDraft
from hirehall.halls.operations import trouble_with_address
from hirehall.halls.queries import address_of
from hirehall.halls.queries.texts import language_name
from hirehall.halls.states import switch_of, ways
from hirehall.halls.states.texts import KINDS, is_language
from hirehall.look.contrast import AA_TEXT, Pair, pairs
from hirehall.look.hall_picture import HallLook, hall_picture
from hirehall.look.typefaces import DEFAULT
from hirehall.money.queries import FeeQuote, Situation, UnreadableRules, quote_by_rules, read_rules

Values = Mapping[str, Any]
TYPICAL = 1_000


@dataclass(frozen=True, slots=True)
class TemplateCard:
    """A template to choose, as a picture."""

    key: str
    title: str
    about: str
    picture: Markup
    ways: tuple[str, ...]
    skills: int
    quote: FeeQuote


@dataclass(frozen=True, slots=True)
class Looks:
    """A colour in both schemes, with the contrast that it gives."""

    light: Markup
    dark: Markup
    pairs: tuple[Pair, ...]
    enough: float


@dataclass(frozen=True, slots=True)
class Price:
    """What the fees mean for work of a typical price; ``says`` where they cannot be read."""

    freelancer: tuple[str, ...] = ()
    client: tuple[str, ...] = ()
    quotes: tuple[tuple[str, FeeQuote], ...] = ()
    says: str = ""


def template_cards() -> list[TemplateCard]:
    return [
        TemplateCard(
            one.key,
            one.title,
            one.about,
            hall_picture(look_of(values)),
            ways_of(values),
            sum(len(category["skills"]) for category in values["category"].values()),
            price_of(values["fees"], values["hall"]["currency"]).quotes[0][1],
        )
        for one in templates()
        for values in [values_of(one.key)]
    ]


def look_of(values: Values, **changed: Any) -> HallLook:
    hall = {**values["hall"], **changed}
    trades = tuple(category["name"] for category in values.get("category", {}).values())
    return HallLook(
        str(hall["name"]),
        str(hall.get("tagline", "")),
        hall["hue"],
        hall["chroma_thousandths"],
        trades,
        hall.get("typeface", DEFAULT),
    )


def looks_of(look: HallLook) -> Looks:
    return Looks(
        hall_picture(look),
        hall_picture(look, dark=True),
        pairs(look.hue, look.chroma_thousandths),
        AA_TEXT,
    )


def place_of(data: Mapping[str, Any], values: Values) -> tuple[str, str]:
    """The address that these fields give a hall, and what stands against it, if anything does."""
    slug, domain = (str(data.get(name, values["hall"].get(name, ""))) for name in ("slug", "domain"))
    return address_of(Hall(slug=slug, domain=domain), "/"), trouble_with_address(slug=slug, domain=domain)


def ways_of(values: Values) -> tuple[str, ...]:
    """The ways of working that are on, in words."""
    policy = values.get("policy", {})
    on = [way for way in ways() if policy.get(way, {}).get(switch_of(way).partition(".")[2])]
    return tuple(words_of(way).name for way in on)


def price_of(rules: Mapping[str, Any], currency: str) -> Price:
    """The rules in words, and the quote of work of a typical price, also with a client of one's own."""
    try:
        read = read_rules(dict(rules))
        amount = whole(TYPICAL, currency)
        quotes = tuple((text, _quote(read, amount, origin)) for text, origin in MET)
    except (UnreadableRules, ValueError) as error:
        return Price(says=f"{error}.")
    (_, usual), (_, own) = quotes
    same = (usual.freelancer_fee, usual.client_fee) == (own.freelancer_fee, own.client_fee)
    freelancer, client = (tuple(words(rules.get(side, []), currency)) for side in ("freelancer", "client"))
    return Price(freelancer, client, quotes[:1] if same else quotes)


MET = (("Who met here", "marketplace"), ("A client whom the freelancer brought along", "direct"))


def _quote(rules: Any, amount: Money, origin: str) -> FeeQuote:
    return quote_by_rules(rules, amount, Situation(amount=amount.minor, origin=origin))


def summary_of(draft: HallDraft, *, by: Actor) -> dict[str, Any]:
    """Everything that was decided, and what is in the way of a publication."""
    values = tomllib.loads(draft.text)
    hall, policy = values["hall"], values.get("policy", {})
    joining = JoiningForm(values=values).initial
    fault = trouble(values) or fault_of(draft.text, by=by)
    return {
        "hall_in_draft": {"tagline": "", "contact_email": "", **hall},
        "address": address_of(Hall(slug=hall["slug"], domain=hall.get("domain", "")), "/"),
        "looks": looks_of(look_of(values)),
        "trades": [
            (category["name"], tuple(category["skills"])) for category in values.get("category", {}).values()
        ],
        "ways": ways_of(values),
        "screenings": [(name, len(one["stage"])) for name, one in values.get("screening", {}).items()],
        "clocks": [(label_of(name), policy[name]) for name in CLOCKS if name in policy],
        "price": price_of(values.get("fees", {}), hall["currency"]),
        "fault": fault,
        "step_at_fault": step_about(fault.field or "") if fault else None,
        "doors": [
            (label_of(f"joining.{door}"), joining[OF_DOOR[door]].splitlines() if door in OF_DOOR else [])
            for door in DOORS
            if joining[door]
        ],
        "texts": _texts(values.get("texts", {})),
    }


OF_DOOR = {"domain": "domains", "application": "questions"}


def _texts(texts: Values) -> list[tuple[str, str]]:
    """The languages, and what is written of each text, or that the house's own words stand there."""
    languages = ", ".join(language_name(code) for code in texts.get("languages", ["en"]) if is_language(code))
    written = [known.label for kind, known in KINDS.items() if texts.get(kind)]
    return [("Languages", languages), ("In its own words", ", ".join(written) or "nothing yet")]


def trouble(values: Values) -> Refused | None:
    """Why a hall like this could not be lived in, though it could be opened."""
    try:
        require_livable(values)
    except Refused as refused:
        return refused
    return None
