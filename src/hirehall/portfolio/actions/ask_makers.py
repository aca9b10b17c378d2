from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.market.operations.asking import Wish, ask
from hirehall.market.operations.closing import withdraw_open
from hirehall.market.operations.requesting import require_themselves
from hirehall.market.states import Way
from hirehall.portfolio import rules
from hirehall.portfolio.facts import MakersAsked, ProjectClosed
from hirehall.portfolio.models import Asked, Project
from hirehall.portfolio.queries.projects import projects_visible_to


@action("portfolio.ask_makers", scope=Scope.CONTRACTS_WRITE)
def ask_makers(
    hall_id: UUID,
    *,
    by: Actor,
    maker_ids: Sequence[UUID],
    title: str,
    need: str,
    budget: Money | None = None,
    wanted_by: date | None = None,
    answer_days: int = rules.ANSWER_DAYS,
) -> Project:
    """One request goes to several makers; each answers by itself with a quote, or declines, until it closes.

    Each of them is told how many were asked, and sees no answer but their own.

    Raises:
        Refused: ``project.few_makers``, ``project.many_makers``, ``project.title``, ``project.answer_days``,
            ``gallery.off``, and what
            ``market.ask_for_quote`` refuses for one of them: then none is asked.
    """
    hall = rules.require_hall(hall_id, by)
    rules.require_gallery(hall)
    client_id = require_themselves(by)
    makers = list(dict.fromkeys(maker_ids))
    rules.require_project(makers, title, answer_days)
    project = Project.objects.create(
        hall=hall,
        client_id=client_id,
        organisation_id=by.organisation_id if by.may_hire_for(client_id, by.organisation_id) else None,
        title=" ".join(title.split()),
        need=need.strip(),
        budget_minor=budget.minor if budget else None,
        currency=hall.currency,
        wanted_by=wanted_by,
        asked_at=clock.now(),
        answer_by=clock.now() + timedelta(days=answer_days),
    )
    wish = Wish(
        need=f"{project.title}\n\n{project.need}",
        budget=budget,
        wanted_by=wanted_by,
        way=Way.GALLERY.value,
        together=len(makers),
        answer_by=project.answer_by,
    )
    for maker_id in sorted(makers):
        Asked.objects.create(project=project, request=ask(hall_id, wish, freelancer_id=maker_id, by=by))
    facts.record(
        MakersAsked(project_id=project.id, makers=len(makers)), by=by, hall_id=hall_id, about=[project.id]
    )
    return project


@action("portfolio.close_project", scope=Scope.CONTRACTS_WRITE)
def close_project(project_id: UUID, *, by: Actor) -> Project:
    """The client has chosen, or wants it no more: whoever has not answered yet is told that they need not.

    Quotes on the table stay there until they are answered.

    Raises:
        Refused: ``project.not_found``, ``project.closed``.
    """
    rows = projects_visible_to(by).select_for_update(no_key=True, of=("self",))
    project = rows.filter(id=project_id).first()
    if project is None or not by.may_hire_for(project.client_id, project.organisation_id):
        raise not_found("project")
    if project.closed_at is not None:
        raise Refused("project.closed", "This request is closed already.", because=Because.CONFLICT)
    return _closed(project, by_clock=False, by=by)


@action("portfolio.let_project_close")
def let_project_close(project_id: UUID, *, by: Actor) -> Project:
    """The clock closes a request whose days for an answer are over. Called again, or too early, it changes nothing.

    Raises:
        Refused: ``project.not_the_clock`` for anybody but the clock.
    """
    if not by.is_system:
        raise Refused("project.not_the_clock", "Only the clock does this.", because=Because.FORBIDDEN)
    project = Project.objects.select_for_update(no_key=True).get(id=project_id)
    if project.closed_at is not None or project.answer_by is None or project.answer_by > clock.now():
        return project
    return _closed(project, by_clock=True, by=by)


def _closed(project: Project, *, by_clock: bool, by: Actor) -> Project:
    """Closed; the caller holds the row."""
    asked = Asked.objects.filter(project=project).order_by("request_id").values_list("request_id", flat=True)
    withdrawn = withdraw_open(list(asked), by=by)
    project.closed_at = clock.now()
    project.save(update_fields=["closed_at"])
    fact = ProjectClosed(project_id=project.id, withdrawn=withdrawn, by_clock=by_clock)
    facts.record(fact, by=by, hall_id=project.hall_id, about=[project.id])
    return project
