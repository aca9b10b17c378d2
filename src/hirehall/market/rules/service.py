"""Who may do what with a service, and what has to be there before it can be ordered."""

from __future__ import annotations

from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused
from hirehall.market.content import ServiceContent
from hirehall.market.models import Service
from hirehall.market.rules import SKILLS_AT_MOST, invalid
from hirehall.market.states import ServiceState

PACKAGES_AT_MOST = 3
EXTRAS_AT_MOST = 8
QUESTIONS_AT_MOST = 8
FAQ_AT_MOST = 8
ANSWER_AT_MOST = 1000
PICTURES_AT_MOST = 8
DESCRIPTION_AT_MOST = 6000
SCOPE_AT_MOST = 600
DAYS_AT_MOST = 365
REVISIONS_AT_MOST = 20
QUEUE_AT_MOST = 999
SERVICES_AT_MOST = 50


CHANGES_TOO = 2  # of the policy market.screen_services

LISTED = (ServiceState.PUBLISHED, ServiceState.PAUSED)
WRITABLE = (ServiceState.DRAFT, ServiceState.SUBMITTED, ServiceState.SENT_BACK, *LISTED)


def owns_service(service: Service, by: Actor) -> bool:
    """Whether it is the actor's own, or of an agency that they own or manage."""
    if by.person_id is None or by.is_staff:
        return False
    if service.agency_id is not None:
        return service.agency_id in by.managed_agency_ids
    return by.person_id == service.freelancer_id


def stands_behind(service: Service, by: Actor) -> bool:
    """Whether the actor is on the side that offers it, so never orders it: also as a plain member of the agency."""
    return owns_service(service, by) or (service.agency_id is not None and service.agency_id in by.agency_ids)


def may_see_service(service: Service, by: Actor) -> bool:
    """Everybody sees what can be ordered or is paused; drafts and closed ones, who wrote them, and staff."""
    shown = service.state in LISTED
    return shown or owns_service(service, by) or (by.is_staff and service.state != ServiceState.DRAFT)


def require_service_state(service: Service, *states: ServiceState) -> None:
    if service.state not in states:
        raise Refused(f"service.is_{service.state}", _SENTENCES[ServiceState(service.state)])


_SENTENCES = {
    ServiceState.DRAFT: "This service is still a draft. Publish it first.",
    ServiceState.SUBMITTED: "This service is being looked at by the hall, and is not listed meanwhile.",
    ServiceState.SENT_BACK: "This service was sent back. Change what the reason names, and hand it in again.",
    ServiceState.REFUSED: "This service was refused; the reason stands on its page.",
    ServiceState.PUBLISHED: "This service is published already.",
    ServiceState.PAUSED: "This service is paused and takes no orders just now.",
    ServiceState.CLOSED: "This service is closed and takes no more orders.",
}


def require_service_limits(content: ServiceContent, *, currency: str) -> None:
    """Limits that hold for drafts as well: lengths, counts, sane amounts."""
    _short(content.title, 100, "title", "The title")
    _short(content.description, DESCRIPTION_AT_MOST, "description", "The description")
    _few(content.packages, PACKAGES_AT_MOST, "packages", "packages")
    _few(content.extras, EXTRAS_AT_MOST, "extras", "extras")
    _few(content.questions, QUESTIONS_AT_MOST, "questions", "questions")
    _few(content.faq, FAQ_AT_MOST, "faq", "questions with answers")
    for row in content.faq:
        _short(row.question, 200, "faq", "Each question")
        _short(row.answer, ANSWER_AT_MOST, "faq", "Each answer")
        if not row.question.strip() or not row.answer.strip():
            raise invalid("service.faq_half", "Give each question its answer.", "faq")
    _few(set(content.skill_ids), SKILLS_AT_MOST, "skill_ids", "skills")
    for question in content.questions:
        _short(question, 300, "questions", "Each question")
    for package in content.packages:
        _short(package.title, 60, "packages", "The name of a package")
        _short(package.scope, SCOPE_AT_MOST, "packages", "What a package holds")
        _between(package.days, 1, DAYS_AT_MOST, "packages", "A package takes")
        _between(package.revisions, 0, REVISIONS_AT_MOST, "packages", "Revisions number")
    for extra in content.extras:
        _short(extra.title, 80, "extras", "The name of an extra")
        _between(extra.days, 0, DAYS_AT_MOST, "extras", "An extra adds")
    more = [row.revision_price for row in content.packages if row.revision_price is not None]
    _priced([*(row.price for row in content.packages), *more], "packages", currency)
    _priced([row.price for row in content.extras], "extras", currency)
    if content.queue_limit is not None:
        _between(content.queue_limit, 1, QUEUE_AT_MOST, "queue_limit", "The queue holds")


def _priced(prices: list[Money], field: str, currency: str) -> None:
    for price in prices:
        if price.currency != currency:
            raise invalid("service.other_currency", f"This hall pays in {currency}.", field)
        if price.minor <= 0:
            raise invalid("service.price_not_positive", "Each price is more than nothing.", field)


def _short(text: str, most: int, field: str, what: str) -> None:
    if len(text) > most:
        raise invalid("text.too_long", f"{what} has at most {most} characters; this has {len(text)}.", field)
    if "\x00" in text:
        raise invalid("text.not_text", f"{what} holds characters that are not text.", field)


def _few(rows: object, most: int, field: str, what: str) -> None:
    if len(rows) > most:  # type: ignore[arg-type]
        raise invalid("list.too_long", f"Write at most {most} {what}.", field)


def _between(number: int, least: int, most: int, field: str, what: str) -> None:
    if not least <= number <= most:
        raise invalid("service.number_out_of_range", f"{what} {least} to {most}; this is {number}.", field)


def material_of(service: Service) -> tuple[object, ...]:
    """What is looked at: the words and the pictures. Prices, days and the queue are the freelancer's own affair."""
    return (
        service.title,
        service.description,
        [(row["title"], row["scope"]) for row in service.packages],
        [row["title"] for row in service.extras],
        list(service.questions),
        list(service.faq),
    )


def has_unread_words(service: Service) -> bool:
    """Whether its words changed since the hall last read them, or since it was first listed where nobody has."""
    read_at = service.passed_at or service.published_at
    changed_at = service.words_changed_at
    return changed_at is not None and read_at is not None and changed_at > read_at


def require_reason(text: str, field: str, least: int = 10) -> str:
    clean = text.strip()
    if not least <= len(clean) <= 1000:
        raise invalid("service.reason_missing", f"Give reasons in {least} to 1,000 characters.", field)
    return clean


def missing_for_orders(service: Service) -> list[tuple[str, str]]:
    """What has to be mended before a service can be ordered: (field, sentence)."""
    named = all(row["title"] and len(row["scope"]) >= 10 for row in service.packages)
    checks = [
        ("title", len(service.title) >= 8, "Give it a title of at least eight characters."),
        ("category_id", service.category_id is not None, "Choose the field of work."),
        ("description", len(service.description) >= 40, "Describe what one gets, in a few sentences at least."),
        ("skill_ids", bool(service.skill_ids), "Choose at least one skill."),
        ("packages", bool(service.packages), "Make at least one package with a price."),
        ("packages", named, "Give each package a name, and say in ten letters or more what it holds."),
        ("extras", all(row["title"] for row in service.extras), "Give each extra a name."),
    ]  # fmt: skip
    return [(field, sentence) for field, fine, sentence in checks if not fine]


def require_orderable(service: Service, *, largest_minor: int) -> None:
    """Refuse to publish what nobody could order.

    Raises:
        Refused: ``service.incomplete``, ``service.price_too_large``.
    """
    for field, sentence in missing_for_orders(service):
        raise Refused("service.incomplete", sentence, because=Because.INVALID, field=field)
    extras = sum(row["price_minor"] for row in service.extras)
    if max(row["price_minor"] for row in service.packages) + extras > largest_minor:
        raise invalid(
            "service.price_too_large", "The dearest order would be larger than this hall allows.", "packages"
        )
