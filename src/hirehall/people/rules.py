"""Who may do what with persons, organisations, tokens and staff power. Used to refuse and to show buttons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from hirehall.foundation.actor import Actor, ActorKind, Hat, Scope
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.people.models import ROLES_OF, Organisation
from hirehall.people.places import available_time_zones, country_names, language_names

SIDES: dict[str, tuple[Hat, ...]] = {
    "freelancer": (Hat.FREELANCER,),
    "client": (Hat.CLIENT,),
    "both": (Hat.FREELANCER, Hat.CLIENT),
}
LONGEST_NAME = 80


def require_name(name: str) -> None:
    clean = " ".join(name.split())
    if not clean:
        raise Refused("person.name_missing", "Write your name.", because=Because.INVALID, field="name")
    if len(clean) > LONGEST_NAME:
        raise Refused(
            "person.name_too_long",
            f"A name has at most {LONGEST_NAME} characters.",
            because=Because.INVALID,
            field="name",
        )


def require_self(by: Actor) -> UUID:
    """The acting person's id; staff and system actors do not act in somebody's own matters."""
    person_id = by.require_person()
    if by.kind is not ActorKind.PERSON:
        raise Refused(
            "person.only_oneself",
            "This can only be done by the person themselves. End the staff session first.",
            because=Because.FORBIDDEN,
        )
    return person_id


def require_staff(by: Actor) -> UUID:
    """The operator's id in a running staff session."""
    if not by.is_staff or by.person_id is None:
        raise Refused(
            "staff.session_needed",
            "This needs a running staff session.",
            because=Because.FORBIDDEN,
        )
    return by.person_id


def role_in(by: Actor, organisation_id: UUID) -> str | None:
    if by.kind is not ActorKind.PERSON:
        return None
    return next((role for mine, role in (*by.roles, *by.agencies) if mine == organisation_id), None)


def may_manage(by: Actor, organisation_id: UUID) -> bool:
    """Whether the actor may change the organisation, invite, and change roles."""
    return role_in(by, organisation_id) == "owner"


def require_member(by: Actor, organisation_id: UUID) -> str:
    role = role_in(by, organisation_id)
    if role is None:
        raise not_found("organisation")
    return role


def require_owner(by: Actor, organisation_id: UUID) -> None:
    if require_member(by, organisation_id) != "owner":
        raise Refused(
            "organisation.owners_only",
            "Only an owner of the organisation may do this.",
            because=Because.FORBIDDEN,
        )


LONGEST_HEADLINE = 120
LONGEST_ABOUT = 8000
LINKS_AT_MOST = 8
LANGUAGES_AT_MOST = 12
HOURS_IN_A_WEEK = 80
LARGEST_RATE_MINOR = 10_000_00 * 100
MEMBERS_AT_MOST = 100
INVITATIONS_AT_MOST = 50
MAILS_TO_ONE_ADDRESS_A_DAY = 3
TOKENS_AT_MOST = 20
STAFF_SESSION_MINUTES = 30
LONGEST_REASON = 300
LONGEST_GOODBYE = 140  # it is read in one notice, with by whom, when, and what stays theirs
SHORTEST_APPEAL, LONGEST_APPEAL = 20, 2000


def invalid(code: str, sentence: str, field: str) -> Refused:
    return Refused(code, sentence, because=Because.INVALID, field=field)


def require_rest_for_address(invited: int) -> None:
    """An organisation writes to one address a few times a day, however often it asks.

    Raises:
        Refused: ``invitation.too_often``.
    """
    if invited >= MAILS_TO_ONE_ADDRESS_A_DAY:
        raise Refused(
            "invitation.too_often",
            f"This address had {MAILS_TO_ONE_ADDRESS_A_DAY} invitations of yours within a day, which is the most. "
            "It was not written to again. Invite it tomorrow, or ask in another way.",
            because=Because.TOO_MANY,
            field="email",
        )


def require_text(text: str, *, longest: int, field: str) -> str:
    """The text without outer blanks.

    Raises:
        Refused: ``text.too_long``.
    """
    clean = text.strip()
    if len(clean) > longest:
        raise invalid("text.too_long", f"Write at most {longest} characters; there are {len(clean)}.", field)
    return clean


def require_reason(reason: str) -> str:
    """A reason of staff action: said, and short enough to be read."""
    if not reason.strip():
        raise invalid("staff.reason_missing", "Say why. The reason is recorded.", "reason")
    return require_text(reason, longest=LONGEST_REASON, field="reason")


def require_said_why(reason: str, organisation: Organisation) -> None:
    """Who is removed from an agency is told why; elsewhere it may be said."""
    if organisation.kind == Organisation.Kind.AGENCY and not reason.strip():
        raise invalid("member.reason_missing", "Say why: who is removed reads it.", "reason")
    require_text(reason, longest=LONGEST_GOODBYE, field="reason")


def require_appeal(text: str) -> str:
    """What a suspended person says for themselves."""
    text = text.strip()
    if not SHORTEST_APPEAL <= len(text) <= LONGEST_APPEAL:
        raise invalid(
            "suspension.appeal_length",
            f"Say why in {SHORTEST_APPEAL} to {LONGEST_APPEAL:,} characters.",
            "text",
        )
    return text


def require_time_zone(name: str) -> str:
    if name not in available_time_zones():
        raise invalid("person.time_zone_unknown", "Choose a time zone from the list.", "time_zone")
    return name


CLOSING_WORDS = "close my account"


def require_closing_words(words: str) -> None:
    """Nobody closes an account by a slip: the words are typed out."""
    if words.strip().lower() != CLOSING_WORDS:
        raise invalid("account.words_missing", f"Type the words “{CLOSING_WORDS}”.", "words")


def require_country(code: str) -> str:
    code = code.strip().upper()
    if code and code not in country_names():
        raise invalid("person.country_unknown", "Choose a country from the list.", "country")
    return code


def require_links(links: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Outside links with a label each; empty lines are dropped."""
    clean = []
    for link in links:
        url, label = link.get("url", "").strip(), link.get("label", "").strip()
        if not url:
            continue
        if not url.startswith(("https://", "http://")) or len(url) > 300:
            raise invalid("person.link_invalid", "A link starts with https:// or http://.", "links")
        clean.append({"label": label[:60] or url.split("/")[2][:60], "url": url})
    if len(clean) > LINKS_AT_MOST:
        raise invalid("person.too_many_links", f"Show your best {LINKS_AT_MOST} links.", "links")
    return clean


def require_languages(languages: Sequence[str]) -> list[str]:
    known = language_names()
    clean = list(dict.fromkeys(code.strip().lower() for code in languages if code.strip()))
    unknown = next((code for code in clean if code not in known), None)
    if unknown or len(clean) > LANGUAGES_AT_MOST:
        raise invalid(
            "person.language_unknown",
            f"Choose up to {LANGUAGES_AT_MOST} languages from the list.",
            "languages",
        )
    return clean


def require_website(url: str) -> str:
    url = url.strip()
    if url and (not url.startswith(("https://", "http://")) or len(url) > 200):
        raise invalid("person.link_invalid", "A web address starts with https:// or http://.", "website")
    return url


def no_profile(hat: str) -> Refused:
    return Refused(
        "profile.none", f"Put on the {hat}’s hat first; that makes the profile.", because=Because.FORBIDDEN
    )


def require_offer(
    *, rate: Money | None, availability: str, available_from: date | None, hours_per_week: int
) -> None:
    """Refuse a rate, availability or number of hours that makes no sense."""
    if rate is not None and not 0 < rate.minor <= LARGEST_RATE_MINOR:
        raise invalid("profile.rate", "Write an hourly rate above zero, or leave it out.", "rate")
    if availability not in {"now", "from_date", "not"}:
        raise invalid("profile.availability", "Say whether you are available.", "availability")
    if availability == "from_date" and available_from is None:
        raise invalid("profile.available_from", "Say from which day.", "available_from")
    if not 1 <= hours_per_week <= HOURS_IN_A_WEEK:
        raise invalid("profile.hours", f"Write 1 to {HOURS_IN_A_WEEK} hours a week.", "hours_per_week")


def require_organisation_name(name: str) -> None:
    if not 1 <= len(" ".join(name.split())) <= 120:
        raise invalid("organisation.name_missing", "A name has 1 to 120 characters.", "name")


def require_kind(kind: str) -> None:
    if kind not in ROLES_OF:
        raise invalid("organisation.kind", "It is an organisation that hires, or an agency.", "kind")


def require_role(role: str, kind: str) -> None:
    """A role that this kind of organisation has."""
    known = [one.value for one in ROLES_OF[kind]]
    if role not in known:
        raise invalid("role.unknown", f"The roles are {', '.join(known[:-1])} and {known[-1]}.", "role")


def require_agency(organisation: Organisation) -> None:
    if organisation.kind != Organisation.Kind.AGENCY:
        raise not_found("agency")


def require_room_for_member(members: int) -> None:
    if members >= MEMBERS_AT_MOST:
        raise Refused("organisation.full", f"An organisation has at most {MEMBERS_AT_MOST} members.")


def require_scopes(scopes: Sequence[str], *, operator: bool) -> None:
    """Refuse unknown scopes, none at all, and staff scopes for whoever is no operator."""
    if not scopes:
        raise invalid("token.scopes_missing", "Choose at least one scope.", "scopes")
    for scope in scopes:
        if scope not in set(Scope) or (scope.startswith("scope:staff:") and not operator):
            raise invalid("token.scope_unknown", f"{scope} is not a scope that you can give.", "scopes")
