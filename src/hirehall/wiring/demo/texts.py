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
    about: str


class Said:
    """Chooses what is said so that nothing is said again before everything of its kind was said once."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self._left: dict[tuple[str, ...], list[str]] = {}

    def one_of(self, lines: list[str]) -> str:
        left = self._left.setdefault(tuple(lines), [])
        if not left:
            left += self.rng.sample(lines, k=len(lines))
        return left.pop()


def services() -> list[dict[str, Any]]:
    """What the catalogue offers besides the services that orders are about, in the order of their publication."""
    rows: list[dict[str, Any]] = tomllib.loads((HERE / "services.toml").read_text(encoding="utf-8"))[
        "service"
    ]
    return rows


def pool() -> dict[str, dict[str, Any]]:
    """What the orders of the pool ask for, what is handed in, and the texts by which levels are set."""
    return tomllib.loads((HERE / "pool.toml").read_text(encoding="utf-8"))


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


def in_turn(lists: list[list[Any]]) -> list[Any]:
    """The first of each list, then the second of each, until all have been named."""
    longest = max(len(one) for one in lists)
    return [one[number] for number in range(longest) for one in lists if number < len(one)]


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
    "Two of your sentences made me smile, and one made me worry; I begin with the worry.",
    "I asked a friend in your line of work before writing this.",
    "You say what you do not want. That helps more than most briefs do.",
    "I have a free month and would like to spend it on this.",
    "Before the plan, one honest thing: I have done this kind of work six times, and it went well five times.",
    "I have used your things, which is partly why I write.",
    "My first question is not in your list, so I put it at the end.",
    "Here is how I would go about it.",
    "I live near enough to come by on a weekday.",
]
COVER_CLOSINGS = [
    "If that sounds right, I would like to talk for twenty minutes before either of us decides.",
    "The plan below says what you would see and when.",
    "I would rather lose this than promise a date that I cannot keep, so the dates below have some air in them.",
    "Two of your criteria are easy, one is hard; I have put the hard one first.",
    "Ask me anything that is unclear.",
    "If somebody else fits better, please tell me which sentence decided it.",
    "You would hear from me every Friday, also when there is nothing to hear.",
    "The price holds until the end of the month, and nothing is added to it.",
    "I would keep the first part small, so that both of us may still say no.",
    "I can send the name of somebody who was unhappy at first and is happy now.",
    "What you see in the plan is all of it; there is no second plan.",
    "I would like to meet whoever will use it, for half an hour.",
]
ANSWERS = [
    "I would show you on the first day, with your own material, rather than describe it.",
    "Last spring, for a client of about your size. It took three weeks, and I learned two things on the way.",
    "Honestly: I got that wrong once. Since then I write the check down before I begin.",
    "By asking the two people who will use it, separately, and comparing their answers.",
    "Enough that you would notice within a month. If not, we should not do it.",
    "With a list on paper, and somebody who reads it back to me.",
    "I would try it on the most sceptical of you first. If they shrug, we are on the way.",
    "Twice. The second time I knew where to look, and that is what you would pay for.",
    "I do not know yet. By the end of the first week I would, and would tell you either way.",
    "The smallest one took an afternoon and is still in use. I am prouder of it than of the large ones.",
    "By leaving it alone until we have counted. Most of what looks wrong is only unusual.",
    "I would ask you to show me, without explaining. What you skip is the answer.",
    "In one sentence, then silence. People say the rest by themselves.",
    "That depends on who is in the room, so I would come and sit there for a morning.",
    "With a stopwatch and some patience; the numbers are in my plan.",
    "A little of both. I would write down which, so that the next person knows as well.",
]
HELLOS = [
    "Good to meet you. I have put the material into the shared folder and marked what is missing.",
    "Thank you for choosing me. I will send the first part before the weekend, while we can still turn around.",
    "Could we speak for ten minutes on Thursday? I would rather ask three questions now than guess.",
    "Everything has arrived. One file will not open here; could you send it again?",
    "I have read everything twice. Question one of three comes tomorrow morning.",
    "Thank you. I have put the first date into my calendar in ink.",
    "The papers are here. May I come by on Wednesday, when it is busy?",
    "Good morning. Who should I ask when you are not there?",
    "I begin on Monday, and you will see something rough on Thursday. Rough is on purpose.",
    "I found an older version in the folder. Is that one to be thrown away?",
    "Thank you for the clear criteria. The second one I would like to talk about.",
    "Would you send me three examples that you dislike? They help more than the others.",
]
REPLIES = [
    "Thursday at ten suits us. We will bring the keys.",
    "Sent again. Please shout if it still does not open.",
    "That sounds sensible. Take the day if you need it.",
    "Understood, and thank you for saying so early.",
    "Yes, please do it the second way.",
    "Wednesday is good, come to the back door.",
    "Ask for Bea or, failing that, for anybody who is smiling.",
    "The older one may go. Well spotted.",
    "Three that we dislike are attached. It was a pleasant hour, choosing them.",
    "Rough is fine. We are rough as well.",
    "Let us talk about the second one on Friday at four.",
    "We have read it together and agree with all of it but the colour.",
    "Thank you. We had not thought of that at all.",
    "Monday it is. The key is where it always is, and I will show you where that is.",
]
CHANGE_REQUESTS = [
    "Very close. Please look at the second criterion again: it works here, but not in the way that we agreed.",
    "Two small things and one larger one are marked in the file. The larger one matters to us.",
    "We tried it with a colleague, who got stuck in the same place twice. Could that be made plainer?",
    "The first two points are done, and well. The third works on the example, and not on our own Tuesday.",
    "Please make the important sentence larger and the clever one smaller.",
    "We were wrong about the size in the brief; could you look at what is attached and say whether it fits into this part?",
    "One of the files opens only on my colleague’s machine. Could we have it in the plain format, as the criterion says?",
]
DECLINE_REASONS = [
    "A good proposal. We chose somebody who can be on site once a week.",
    "Your plan was the most thorough of all, and above what we can spend.",
    "We were looking for more experience with exactly this kind of material.",
    "It was close. The other plan came with a date that suits our opening better.",
    "We liked it very much, and it answers a question that we do not have yet. May we come back in autumn?",
    "Your dates and ours do not meet, I am afraid.",
    "Thank you. We have taken somebody who has done it in a place just like ours.",
    "Clear and fair. In the end two of us voted for the other plan and one for yours.",
]
CLIENT_REVIEWS = [
    "Knew what they wanted, answered on the same day and paid without being reminded.",
    "A clear brief and a clear yes at the end. I would work for them again.",
    "Friendly people. The material came late, and they moved the date without fuss.",
    "The brief described about two thirds of the work. We found a fair way to settle the rest.",
    "They read everything that I sent, which is rarer than one would think.",
    "Decided within a day when something had to be decided. That is rare, and it saves everybody money.",
    "The criteria were so clear that there was nothing to argue about.",
    "They tried everything out before accepting it, and told me what they had tried.",
    "Nice people with little time; what they promised they kept.",
    "Asked for changes twice, and both times they were right.",
    "The money was there before I began, and released on the day of delivery.",
    "I was offered soup. The brief did not mention it, and should.",
    "Questions came back answered, numbered and in order. A joy.",
    "They changed their minds once and paid for the change without being asked.",
    "One person spoke for all of them, which made it easy.",
    "We disagreed about one point, in writing, politely, and found a third way.",
    "A small job, done in good order on both sides.",
    "Somebody was always reachable, also on the Friday on which it mattered.",
    "They said thank you to my face and in the accounts.",
    "I would have liked to see the place earlier. Apart from that: as agreed.",
    "They knew what they did not know, and said so on the first day.",
    "Everything was ready on Monday at eight, as they had written.",
    "The second part came later than planned because of their holidays; I had been told.",
    "Kind, exact and a little stubborn about the colour.",
    "An honest brief. The hard part was called the hard part.",
    "Paid early. I had to look twice.",
    "The best prepared material that I have been given this year.",
    "They listened when I said that it would not work, and we did the other thing.",
    "Short mails, quick answers, fair end.",
    "A pleasure from the first question to the last file.",
    "They had read my earlier work, and asked about it.",
    "It took a while until all of them had voted. After that it went fast.",
    "Good people. The coffee is strong.",
]
REVIEW_REPLIES = [
    "Thank you. The point about the dates is fair, and I plan with more air now.",
    "It was a pleasure, and the files stay with me for two years in case you need them.",
    "Thank you for the kind words, and for the coffee.",
    "I liked this one. Say hello to whoever found the mistake on page four.",
    "You were right about the notes, and they are longer now.",
    "It was the best prepared material that I got this year.",
    "Thank you. The next person will find everything in the folder called “start here”.",
    "That is kind. The credit for the third idea goes to your colleague.",
    "Fair. I should have called before the weekend and not after it.",
    "Thank you, I enjoyed every Tuesday of it.",
    "I keep the first draft on my wall.",
]
REFUND_REASONS = [
    "Our opening has moved to next year, so this part is no longer needed.",
    "We found that a colleague had done most of this part already.",
    "The authority has changed the rule, and this part is not needed any more.",
    "We have lost the room in which this was to happen.",
]
