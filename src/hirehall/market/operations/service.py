"""Steps on services: write what was said, make it findable, take a place in the queue and give it back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from hirehall.files.queries import for_subject
from hirehall.foundation import clock, facts
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused, not_found
from hirehall.market.content import ServiceContent
from hirehall.market.facts import ServicePublished, ServiceSubmitted
from hirehall.market.models import Service
from hirehall.market.operations.briefs import vector
from hirehall.market.operations.vocabulary import learn
from hirehall.market.rules import invalid
from hirehall.market.rules import service as rules
from hirehall.market.states import ServiceState
from hirehall.people.queries import leads_of
from hirehall.skills.models import Category, Skill


def lock_service(service_id: UUID) -> Service:
    """The service, locked.

    Raises:
        Refused: ``service.not_found``.
    """
    service = Service.objects.select_for_update(no_key=True).filter(id=service_id).first()
    if service is None:
        raise not_found("service")
    return service


def lock_own_service(service_id: UUID, by: Actor) -> Service:
    """The service, locked, if it is the actor's own; an agency's, if they own or manage it now.

    Raises:
        Refused: ``service.not_found``.
    """
    service = lock_service(service_id)
    lost = service.agency_id is not None and by.person_id not in leads_of(service.agency_id)
    if lost or not rules.owns_service(service, by):
        raise not_found("service")
    return service


def write_service(service: Service, content: ServiceContent) -> None:
    """Put everything that was said into the row, and what lists read of it.

    Raises:
        Refused: ``category.not_found``, ``skill.not_found``, ``service.other_currency``, or a limit.
    """
    rules.require_service_limits(content, currency=service.currency)
    _require_known(service, content)
    service.title, service.description = content.title.strip(), content.description.strip()
    service.category_id = content.category_id
    service.packages = [
        {
            "title": package.title.strip(),
            "scope": package.scope.strip(),
            "days": package.days,
            "revisions": package.revisions,
            "price_minor": package.price.minor,
            "revision_price_minor": package.revision_price.minor if package.revision_price else None,
        }
        for package in content.packages
    ]
    service.extras = [
        {"title": extra.title.strip(), "price_minor": extra.price.minor, "days": extra.days}
        for extra in content.extras
    ]
    service.questions = [line.strip() for line in content.questions if line.strip()]
    service.faq = [{"question": row.question.strip(), "answer": row.answer.strip()} for row in content.faq]
    service.queue_limit = content.queue_limit
    service.from_minor = min((row["price_minor"] for row in service.packages), default=None)
    service.fastest_days = min((row["days"] for row in service.packages), default=None)
    service.changed_at = clock.now()


def show_pictures(service: Service) -> None:
    """The first picture is the cover in lists."""
    pictures = for_subject("service", service.id)
    service.cover_file_id = pictures[0].id if pictures else None


def index_service(service: Service) -> None:
    """Make the service findable by its words and the name under which it is offered."""
    synonyms = Skill.objects.filter(id__in=service.skill_ids).values_list("synonyms", flat=True)
    words = " ".join([*service.skill_names, *(word for row in synonyms for word in row)])
    offered = " ".join(f"{row['title']} {row['scope']}" for row in service.packages)
    Service.objects.filter(id=service.id).update(search=vector(
        simple=f"{service.title} {words} {service.offered_by}",
        strong=f"{service.title} {words}",
        weak=f"{service.description} {offered}",
    ))  # fmt: skip
    learn(service.hall_id, [(service.title, 2), (service.offered_by, 1)])


def list_service(service: Service, *, by: Actor) -> None:
    """Let a complete service be found and ordered; one that its freelancer had paused stays paused."""
    state = ServiceState.PAUSED if service.stays_paused else ServiceState.PUBLISHED
    service.state, service.published_at = state.value, service.published_at or clock.now()
    service.submitted_at, service.stays_paused = None, False
    service.save()
    index_service(service)
    if state is ServiceState.PAUSED:
        return
    facts.record(
        ServicePublished(service_id=service.id, freelancer_id=service.freelancer_id),
        by=by,
        hall_id=service.hall_id,
        about=[service.id, service.freelancer_id],
    )


def submit_service(service: Service, *, why: str, by: Actor) -> None:
    """Put a service before the hall; meanwhile only its freelancer and the operators see it.

    Args:
        why: ``new``, ``changed`` or ``appeal``.
    """
    service.state, service.submitted_at = ServiceState.SUBMITTED.value, clock.now()
    service.save()
    facts.record(
        ServiceSubmitted(service_id=service.id, freelancer_id=service.freelancer_id, why=why),
        by=by,
        hall_id=service.hall_id,
        about=[service.id, service.freelancer_id],
    )


def take_place(service_id: UUID, *, revision: int | None) -> Service:
    """A place in the queue of a service for one more order; the last place is taken once.

    Args:
        revision: what the client saw; None when nobody looked.
    Raises:
        Refused: ``service.not_found``, ``service.is_paused`` and the like, ``service.stale``, ``service.queue_full``.
    """
    service = lock_service(service_id)
    if service.state not in (*rules.LISTED, ServiceState.CLOSED):
        raise not_found("service")
    rules.require_service_state(service, ServiceState.PUBLISHED)
    if revision is not None and revision != service.revision:
        raise Refused(
            "service.stale", "The freelancer has changed this service. Look at it again, then order."
        )
    if service.is_full:
        raise Refused(
            "service.queue_full",
            "The queue of this service is full just now. Ask the freelancer, or come back later.",
        )
    service.open_orders += 1
    service.save(update_fields=["open_orders"])
    return service


def take_agreed_place(service_id: UUID) -> None:
    """A place for an order that the freelancer has offered: it counts, and no limit or pause stands against it."""
    service = lock_service(service_id)
    service.open_orders += 1
    service.save(update_fields=["open_orders"])


def give_back_place(service_id: UUID, *, done: bool) -> None:
    """An order has closed: its place in the queue is free again.

    Args:
        done: whether the work was accepted.
    """
    service = lock_service(service_id)
    service.open_orders -= 1
    service.orders_done += 1 if done else 0
    service.save(update_fields=["open_orders", "orders_done"])


def _require_known(service: Service, content: ServiceContent) -> None:
    category = content.category_id
    if category and not Category.objects.filter(id=category, hall_id=service.hall_id).exists():
        raise invalid("category.not_found", "Choose one of the offered fields of work.", "category_id")
    _write_skills(service, list(dict.fromkeys(content.skill_ids)))


def _write_skills(service: Service, wanted: Sequence[UUID]) -> None:
    known = {skill.id: skill.name for skill in Skill.objects.filter(hall_id=service.hall_id, id__in=wanted)}
    if len(known) != len(wanted):
        raise invalid("skill.not_found", "Choose among the skills that this hall knows.", "skill_ids")
    service.skill_ids = list(wanted)
    service.skill_names = [known[skill_id] for skill_id in wanted]
