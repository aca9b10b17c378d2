"""What must hold before a position is sent in, listed, kept or closed. One source for refusals and buttons."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from babel import Locale

from hirehall.contracts.rules import require_text
from hirehall.engagements.listing.models import Content, Position
from hirehall.engagements.listing.rules.domains import host_of
from hirehall.engagements.listing.states import MODEL, PERS, Every, Kind, State, Step, Work, sources
from hirehall.foundation.actor import Actor, ActorKind, require_staff_of
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.queries import policy_now
from hirehall.people.models import Person

LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_NOTE, LONGEST_REASON = 140, 12_000, 4_000, 1_000
LEAST_DESCRIPTION, LEAST_REASON = 80, 10
MOST_SKILLS = 15
MOST_CHECKS, MOST_DOMAINS = 30, 500
DOMAIN = re.compile(r"(?=.{4,100}$)([a-z0-9-]{1,63}\.)+[a-z]{2,24}")
LARGEST_MINOR = 10**12
LONGEST_EMAIL = 254
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
TERRITORIES: dict[str, str] = {str(code): str(name) for code, name in Locale("en").territories.items()}
COUNTRIES = {code: name for code, name in TERRITORIES.items() if re.fullmatch("[A-Z]{2}", code)}

CHECKS = (
    "The employer exists: a register, a site of its own, or people who answer for it.",
    "The employer’s own site names this position, or the employer confirmed it.",
    "The link or address for applications belongs to the employer.",
    "Nobody who applies pays anything, in advance or later.",
    "What is to be done, where, and for what pay can be understood.",
    "It is not on the board already.",
)
FREE_MAIL = (
    "aol.com", "gmail.com", "gmx.at", "gmx.ch", "gmx.de", "gmx.net", "googlemail.com", "hotmail.com", "icloud.com",
    "live.com", "mail.com", "mail.ru", "outlook.com", "proton.me", "protonmail.com", "t-online.de", "web.de",
    "yahoo.com", "yandex.com", "zoho.com",
)  # fmt: skip
HOSTS = (
    "ashbyhq.com", "bamboohr.com", "breezy.hr", "greenhouse.io", "jobvite.com", "lever.co", "myworkdayjobs.com",
    "personio.com", "personio.de", "recruitee.com", "smartrecruiters.com", "teamtailor.com", "workable.com",
)  # fmt: skip


def invalid(code: str, sentence: str, field: str) -> Refused:
    return Refused(code, sentence, because=Because.INVALID, field=field)


def require_person(by: Actor) -> UUID:
    """Whoever sends positions in or keeps some does it as themselves, not in a staff session."""
    person_id = by.require_person()
    if by.kind is not ActorKind.PERSON:
        raise Refused(
            "position.as_yourself",
            "End the staff session first: this is done as yourself.",
            because=Because.FORBIDDEN,
        )
    return person_id


def require_no_desk(by: Actor) -> None:
    """Anybody but the desk and the clock: who screens sends nothing in by the way that asks for no name."""
    if by.is_staff or by.is_system:
        raise Refused(
            "position.as_yourself",
            "End the staff session first: this is done as yourself.",
            because=Because.FORBIDDEN,
        )


def require_email(text: str) -> str:
    clean = text.strip().lower()
    if not MAIL.fullmatch(clean) or len(clean) > LONGEST_EMAIL or not clean.isprintable():
        raise invalid("position.mail_unusable", "That is no e-mail address.", "email")
    return clean


def require_editor(by: Actor, position: Position) -> UUID:
    """An operator of its hall in a running staff session, who did not send the position in themselves."""
    editor_id = require_staff_of(by, position.hall_id)
    if position.poster_id == editor_id:
        raise Refused(
            "position.own", "Nobody screens what they sent in themselves.", because=Because.FORBIDDEN
        )
    return editor_id


def is_poster(position: Position, by: Actor) -> bool:
    return by.kind is ActorKind.PERSON and by.person_id is not None and by.person_id == position.poster_id


def require_offered(hall_id: UUID) -> None:
    """Nothing begins, and nothing is read by others, where the hall has switched its board off."""
    if not policy_now(hall_id).offers(MODEL):
        raise Refused("hall.way_off", "This hall lists no outside positions now.", because=Because.NOT_FOUND)


def require_poster(position: Position, by: Actor) -> None:
    """The sender alone: to anybody else who may see it, it is another's."""
    if not is_poster(position, by):
        raise Refused("position.wrong_party", "Only who sent it in can do that.", because=Because.FORBIDDEN)


def require_version(seen: int | None, current: int) -> None:
    if seen is not None and seen != current:
        raise Refused("position.stale", "Somebody has changed this meanwhile. Look again, then decide.")


def require_move(position: Position, *names: str) -> None:
    """Refused where no move of one of these names starts from the state in which it stands."""
    if State(position.state) not in sources(*names):
        raise Refused("position.wrong_state", f"It is {position.state} now, so that cannot be done any more.")


def may_move(position: Position, *names: str) -> bool:
    return State(position.state) in sources(*names)


def require_content(content: Content, *, today: date) -> Content:
    """The content in order: trimmed, complete, and every part of it possible."""
    clean = replace(
        content,
        title=require_text(content.title, field="title", least=5, most=LONGEST_TITLE),
        employer=require_text(content.employer, field="employer", least=2, most=120),
        description=require_text(
            content.description, field="description", least=LEAST_DESCRIPTION, most=LONGEST_DESCRIPTION
        ),
        site=content.site.strip(),
        place=require_text(content.place, field="place", least=0, most=120),
        country=content.country.strip().upper(),
        apply_url=content.apply_url.strip(),
        apply_email=content.apply_email.strip(),
    )
    if clean.kind not in set(Kind) or clean.work not in set(Work) or clean.pay_per not in PERS:
        raise invalid("position.unknown_choice", "Choose one of the values that are offered.", "kind")
    _require_addresses(clean)
    _require_place(clean)
    _require_pay(clean)
    if clean.apply_until is not None and clean.apply_until < today:
        raise invalid("position.over", "Applications would be closed already.", "apply_until")
    if len(clean.skill_ids) > MOST_SKILLS:
        raise invalid("position.too_many_skills", f"Name at most {MOST_SKILLS} skills.", "skills")
    return clean


def _require_addresses(content: Content) -> None:
    if not host_of(content.site):
        raise invalid(
            "position.site_needed", "Give the employer’s own web address, with https:// before it.", "site"
        )
    if content.apply_url and not host_of(content.apply_url):
        raise invalid(
            "position.address_unusable", "That is no web address that a browser opens.", "apply_url"
        )
    if content.apply_email and not MAIL.fullmatch(content.apply_email):
        raise invalid("position.mail_unusable", "That is no e-mail address.", "apply_email")
    if not content.apply_url and not content.apply_email:
        raise invalid(
            "position.no_way_to_apply",
            "Say how people apply: a web address, an e-mail address, or both.",
            "apply_url",
        )


def _require_place(content: Content) -> None:
    if content.country and content.country not in COUNTRIES:
        raise invalid("position.unknown_country", "Choose a country.", "country")
    if content.work != Work.REMOTE and not content.country:
        raise invalid("position.country_needed", "Say in which country the work is done.", "country")
    if content.work != Work.REMOTE and not content.place:
        raise invalid("position.place_needed", "Say where the work is done.", "place")


def _require_pay(content: Content) -> None:
    least, most = content.pay_min_minor, content.pay_max_minor
    for name, amount in (("pay_min", least), ("pay_max", most)):
        if amount is not None and not 0 < amount <= LARGEST_MINOR:
            raise invalid(
                "position.pay_unusable", "Write an amount above zero that somebody could pay.", name
            )
    if least is not None and most is not None and least > most:
        raise invalid("position.pay_unusable", "The most is less than the least.", "pay_max")


def words_in(text: str) -> str:
    """A text as it is compared: lower case, without accents and marks, one space between words."""
    bare = "".join(
        one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one)
    )
    return " ".join(re.findall(r"[^\W_]+", bare))


def fingerprint(content: Content) -> str:
    """The same for every copy of the same position, however it is set."""
    told = "\n".join(map(words_in, (content.title, content.employer, content.description)))
    return hashlib.sha256(told.encode()).hexdigest()


def require_answers(checks: Iterable[str], answers: Iterable[str]) -> list[dict[str, object]]:
    """Every point of the checklist is ticked; refused where one is not.

    Args:
        answers: the points that hold, in the words of the list that was in force.
    """
    held = set(answers)
    missing = [check for check in checks if check not in held]
    if missing:
        raise invalid("position.unchecked", f"Not ticked yet: {missing[0]}", "checks")
    return [{"check": check, "holds": True} for check in checks]


def require_reason(text: str, *, field: str = "reason", most: int = LONGEST_REASON) -> str:
    return require_text(text, field=field, least=LEAST_REASON, most=most)


def require_every(every: str) -> Every:
    if every not in set(Every):
        raise invalid("search.unknown_choice", "Choose how often you want to be told.", "every")
    return Every(every)


def is_told(who: Person) -> bool:
    """Whether a search of theirs still tells: not where the account is suspended or closed."""
    return who.is_active and who.suspended_at is None and who.closed_at is None


def require_step(step: str, *, next_at: datetime | None, next_what: str) -> Step:
    if step not in set(Step):
        raise invalid("position.unknown_step", "Choose one of the steps.", "step")
    if next_what and next_at is None:
        raise invalid("position.date_needed", "Say when that is.", "next_at")
    return Step(step)


def require_checks(checks: Iterable[str]) -> list[str]:
    """The points of a checklist: one at least, each a sentence."""
    clean = [require_text(one, field="checks", least=5, most=200) for one in checks if one.strip()]
    if not clean or len(clean) > MOST_CHECKS:
        raise invalid("screening.checks", f"A list has one to {MOST_CHECKS} points.", "checks")
    return list(dict.fromkeys(clean))


def require_domains(domains: Iterable[str], *, field: str) -> list[str]:
    """Domains as one writes them: example.com."""
    clean = sorted({one.strip().lower() for one in domains if one.strip()})
    wrong = next((one for one in clean if not DOMAIN.fullmatch(one)), None)
    if wrong is not None or len(clean) > MOST_DOMAINS:
        said = f"“{wrong}” is no domain." if wrong else f"Name at most {MOST_DOMAINS} domains."
        raise invalid("screening.domains", said, field)
    return clean
