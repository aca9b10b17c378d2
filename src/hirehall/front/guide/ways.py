"""Which way of working fits: four more questions, and what follows from them. Pure.

The guide's result stands without them; who answers them has four digits more in the address.
"""

from __future__ import annotations

from dataclasses import dataclass

from hirehall.front.guide.questions import Option, Question

WAYS = ("milestone", "hourly", "package", "unit", "trial")


@dataclass(frozen=True, slots=True)
class Weight:
    """How much an answer speaks for each way, and whether it says that the two know each other, or "not here"."""

    milestone: int = 0
    hourly: int = 0
    package: int = 0
    unit: int = 0
    trial: int = 0
    knows: bool = False
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class _Answer:
    text: str
    icon: str
    reason: str
    weight: Weight
    way: str = ""  # asked only where the hall offers it


def _question(
    name: str, text: str, hint: str, answers: tuple[_Answer, ...]
) -> tuple[Question, tuple[Weight, ...]]:
    options = tuple(Option(one.text, reason=one.reason, icon=one.icon, way=one.way) for one in answers)
    return Question(name, text, hint, options), tuple(one.weight for one in answers)


_ASKED = (
    _question("known", "Do the two sides know each other already?", "Your own client, or a freelancer of yours.", (
        _Answer("Yes, we have worked together or agreed to", "handshake",
                "You know each other already.", Weight(knows=True)),
        _Answer("No, one has to find the other", "search", "", Weight()),
        _Answer("No, and somebody who knows the trade should bring us together", "user-check",
                "Somebody who knows the trade brings the two together, and a trial shows whether it fits.",
                Weight(trial=11), "trial"),
    )),
    _question("scope", "Could you write down today what is to be done?", "So that both see when it is done.", (
        _Answer("Yes, with how one sees that it is done", "list-checks",
                "What is to be done can be written down, and so be accepted piece by piece.", Weight(milestone=3)),
        _Answer("It is always the same thing, with small choices", "package",
                "The work is the same each time: it can be described once, and ordered.", Weight(package=4)),
        _Answer("Only roughly; it shows while we work", "compass",
                "What is to be done shows while you work: time is the honest measure.", Weight(hourly=4)),
        _Answer("Yes, and it can be counted: words, pages, items, minutes", "layers",
                "It can be counted, and so be paid by what is counted.", Weight(unit=5, milestone=1), "unit"),
    )),
    _question("price", "Is the price known?", "Before anybody starts.", (
        _Answer("Yes, for this piece of work", "tag", "The price is agreed for the whole.", Weight(milestone=2)),
        _Answer("Yes, the same for everybody", "receipt", "The price is the same for everybody.", Weight(package=3)),
        _Answer("Only what an hour costs", "clock", "What is known is the price of an hour.", Weight(hourly=3)),
        _Answer("No, proposals should say", "messages-square",
                "Proposals will say the price; sealed ones can be compared.", Weight(milestone=2)),
        _Answer("Yes, for each word, page or item", "receipt", "The price is known for each unit.",
                Weight(unit=3), "unit"),
    )),
    _question("rhythm", "How often?", "What is likely, not what is hoped for.", (
        _Answer("Once", "circle-dot", "It is done once.", Weight(milestone=2, package=1, unit=1)),
        _Answer("The same again and again", "repeat", "The same comes again.", Weight(package=2, unit=2, hourly=1)),
        _Answer("Some hours each week, for a while", "calendar",
                "It goes on for weeks, with a cap that both know.", Weight(hourly=3)),
        _Answer("Full time, by somebody’s instructions, without an end", "building-2",
                "Full time, by instructions and without an end is employment, and needs a contract of employment.",
                Weight(elsewhere=True)),
    )),
)  # fmt: skip
WAY_QUESTIONS: tuple[Question, ...] = tuple(question for question, _ in _ASKED)
MOST_WAY_STEPS = len(WAY_QUESTIONS)


@dataclass(frozen=True, slots=True)
class Advice:
    """The way of working that fits best.

    Attributes:
        way: one of ``WAYS``, or ``elsewhere``.
        direct: whether the two know each other: then the freelancer brings the client along.
        points: how much spoke for each way.
        reasons: the answers that decided it, as sentences.
        step, page: the first step, and a key of the pages' places.
    """

    way: str
    direct: bool
    title: str
    text: str
    reasons: tuple[str, ...]
    points: tuple[tuple[str, int], ...]
    step: str
    page: str


TITLES = {
    "milestone": ("By milestones", "A price for each part, held before it is begun, and released when it is accepted."),
    "hourly": ("By the hour", ("A rate and a cap for the week; each week is held in advance, and only what was worked"
               " is taken. Nobody is watched.")),
    "package": ("As a package", ("Described once, with its price and its days; ordered and paid in one go, and held"
                " until it is accepted.")),
    "unit": ("By the unit, from the order pool", ("So much for each word, page, item or minute, at a level that the"
             " hall’s editors set; held when it is ordered, and paid by what is counted.")),
    "trial": ("Matched, with a trial", ("A matcher proposes up to three people and says why; the client chooses, and"
              " the trial is paid only when the client is content. Then you go on by the hour or by milestones.")),
    "elsewhere": ("Not here", ("A hall is for independent work with an end. Full time by instructions is employment:"
                  " a job board serves it better.")),
}  # fmt: skip
STEPS = {
    ("milestone", "freelancer"): ("Answer one brief whose criteria you are sure to meet", "briefs"),
    ("milestone", "client"): ("Write a brief, with how you will know that it is done", "brief"),
    ("hourly", "freelancer"): ("Find a brief that goes on for weeks, and say your rate", "briefs"),
    ("hourly", "client"): ("Find a freelancer, and make an offer by the hour", "freelancers"),
    ("package", "freelancer"): ("Describe your service and publish it", "service"),
    ("package", "client"): ("Look through the services, and order one", "services"),
    ("unit", "freelancer"): ("Send a text, and an editor sets your level", "level"),
    ("unit", "client"): ("Post the first order, at the hall’s price", "order"),
    ("trial", "freelancer"): ("Be screened: the matcher proposes who has passed", "screening"),
    ("trial", "client"): ("Tell the matcher what you need", "matcher"),
    ("elsewhere", "freelancer"): ("See where such work is found", "where"),
    ("elsewhere", "client"): ("See where such people are found", "where"),
    ("direct", "freelancer"): ("Invite your client, or send them your own link", "own_clients"),
    ("direct", "client"): ("Ask your freelancer for their own link to this hall", "requests"),
}


def advised(
    options: tuple[Option, ...], chosen: tuple[int, ...], side: str, among: tuple[str, ...] = WAYS
) -> Advice:
    """What the answers to ``WAY_QUESTIONS`` advise to somebody on ``side``; a tie is won in the order of ``WAYS``.

    Args:
        among: the ways that the hall offers; none other is advised.
    """
    weights = [_ASKED[number][1][index] for number, index in enumerate(chosen)]
    points = {way: sum(getattr(weight, way) for weight in weights) for way in among}
    knows = any(weight.knows for weight in weights)
    elsewhere = any(weight.elsewhere for weight in weights)
    way = "elsewhere" if elsewhere else max(among, key=lambda one: points[one])
    title, text = TITLES[way]
    direct = knows and not elsewhere
    if direct:
        title += ", with your own client" if side != "client" else ", with your own freelancer"
        text += " Because you brought each other along, this hall’s fee for own clients counts, once and for good."
    whose = "client" if side == "client" else "freelancer"
    step, page = STEPS["direct" if direct and way not in ("package", "unit") else way, whose]
    reasons = tuple(
        option.reason
        for option, weight in zip(options, weights, strict=True)
        if option.reason and _speaks(weight, way, direct)
    )
    return Advice(way, direct, title, text, reasons, tuple(points.items()), step, page)


def _speaks(weight: Weight, way: str, direct: bool) -> bool:
    if way == "elsewhere":
        return weight.elsewhere
    return getattr(weight, way) > 0 or (direct and weight.knows)
