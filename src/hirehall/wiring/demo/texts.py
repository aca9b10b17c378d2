"""What the demo's people write: trades as data, filled in by a seeded draw."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Trade:
    """One field of work: who works in it, what is asked for, and how people speak about it."""

    category: str
    image: str
    freelancers: list[dict[str, Any]]
    briefs: list[dict[str, Any]]
    praise: list[str]
    grumble: list[str]


@dataclass(frozen=True, slots=True)
class Client:
    name: str
    goods: str
    business: str
    city: str
    country: str


def trades() -> list[Trade]:
    """Every trade, in the order of its file's name."""
    found = []
    for path in sorted((HERE / "trades").glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        found.append(
            Trade(
                category=data["category"],
                image=data["image"],
                freelancers=data["freelancer"],
                briefs=data["brief"],
                praise=data["praise"],
                grumble=data["grumble"],
            )
        )
    return found


def clients() -> list[Client]:
    """Every client, in the order of the file."""
    data = tomllib.loads((HERE / "people.toml").read_text(encoding="utf-8"))
    return [Client(**entry) for entry in data["client"]]


def names(rng: random.Random, count: int) -> list[str]:
    """``count`` different full names, put together from the two lists of invented names."""
    data = tomllib.loads((HERE / "people.toml").read_text(encoding="utf-8"))
    first, family = list(data["first"]), list(data["family"])
    rng.shuffle(first)
    rng.shuffle(family)
    drawn: dict[str, None] = {}
    turn = 0
    while len(drawn) < count:
        shifted = family[(turn + turn // len(first)) % len(family)]
        drawn[f"{first[turn % len(first)]} {shifted}"] = None
        turn += 1
    return list(drawn)


def fill(text: str, client: Client) -> str:
    """``text`` with the client's goods and business put in."""
    filled = text.format(goods=client.goods, business=client.business)
    return filled[0].upper() + filled[1:]


PLACES = [
    ("Lisbon", "PT", "Europe/Lisbon", ["pt", "en"]),
    ("Kraków", "PL", "Europe/Warsaw", ["pl", "en"]),
    ("Leipzig", "DE", "Europe/Berlin", ["de", "en"]),
    ("Ghent", "BE", "Europe/Brussels", ["nl", "fr", "en"]),
    ("Nairobi", "KE", "Africa/Nairobi", ["sw", "en"]),
    ("Lagos", "NG", "Africa/Lagos", ["en"]),
    ("Pune", "IN", "Asia/Kolkata", ["hi", "en"]),
    ("Hanoi", "VN", "Asia/Ho_Chi_Minh", ["vi", "en"]),
    ("Medellín", "CO", "America/Bogota", ["es", "en"]),
    ("Halifax", "CA", "America/Halifax", ["en", "fr"]),
    ("Tbilisi", "GE", "Asia/Tbilisi", ["ka", "en"]),
    ("Aarhus", "DK", "Europe/Copenhagen", ["da", "en"]),
    ("Seville", "ES", "Europe/Madrid", ["es", "en"]),
    ("Lyon", "FR", "Europe/Paris", ["fr", "en"]),
    ("Wellington", "NZ", "Pacific/Auckland", ["en"]),
]

COVER_OPENINGS = [
    "I read your brief twice.",
    "This is the kind of work that I look for.",
    "I have done something close to this before.",
    "Your second paragraph is the reason why I write.",
    "I could begin next week.",
    "A short answer first: yes, this can be done in the time that you give.",
]
COVER_CLOSINGS = [
    "If that sounds right, I would like to talk for twenty minutes before either of us decides.",
    "The plan below says what you would see and when.",
    "I would rather lose this than promise a date that I cannot keep, so the dates below have some air in them.",
    "Two of your criteria are easy, one is hard; I have put the hard one first.",
    "Ask me anything that is unclear.",
]
ANSWERS = [
    "I would show you on the first day, with your own material, rather than describe it.",
    "Last spring, for a client of about your size. It took three weeks, and I learned two things on the way.",
    "Honestly: I got that wrong once. Since then I write the check down before I begin.",
    "By asking the two people who will use it, separately, and comparing their answers.",
    "Enough that you would notice within a month. If not, we should not do it.",
]
HELLOS = [
    "Good to meet you. I have put the material into the shared folder and marked what is missing.",
    "Thank you for choosing me. I will send the first part before the weekend, while we can still turn around.",
    "Could we speak for ten minutes on Thursday? I would rather ask three questions now than guess.",
    "Everything has arrived. One file will not open here; could you send it again?",
]
REPLIES = [
    "Thursday at ten suits us. We will bring the keys.",
    "Sent again. Please shout if it still does not open.",
    "That sounds sensible. Take the day if you need it.",
    "Understood, and thank you for saying so early.",
    "Yes, please do it the second way.",
]
CHANGE_REQUESTS = [
    "Very close. Please look at the second criterion again: it works here, but not in the way that we agreed.",
    "Two small things and one larger one are marked in the file. The larger one matters to us.",
    "We tried it with a colleague, who got stuck in the same place twice. Could that be made plainer?",
]
DECLINE_REASONS = [
    "A good proposal. We chose somebody who can be on site once a week.",
    "Your plan was the most thorough of all, and above what we can spend.",
    "We were looking for more experience with exactly this kind of material.",
    "It was close. The other plan came with a date that suits our opening better.",
]
CLIENT_REVIEWS = [
    "Knew what they wanted, answered on the same day and paid without being reminded.",
    "A clear brief and a clear yes at the end. I would work for them again.",
    "Friendly people. The material came late, and they moved the date without fuss.",
    "The brief described about two thirds of the work. We found a fair way to settle the rest.",
    "They read everything that I sent, which is rarer than one would think.",
]
REVIEW_REPLIES = [
    "Thank you. The point about the dates is fair, and I plan with more air now.",
    "It was a pleasure, and the files stay with me for two years in case you need them.",
    "Thank you for the kind words, and for the coffee.",
]
REFUND_REASONS = [
    "Our opening has moved to next year, so this part is no longer needed.",
    "We found that a colleague had done most of this part already.",
]
