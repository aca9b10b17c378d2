"""What time does to the gallery."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from hirehall.foundation.actor import system
from hirehall.foundation.jobs import enqueue, job, periodic
from hirehall.portfolio import queries
from hirehall.portfolio.actions.ask_makers import let_project_close
from hirehall.portfolio.operations import cool_all


@periodic("portfolio.cool", cron="35 2 * * *")
def cool() -> None:
    """Likes that are older than the last weeks count no longer for what is most liked lately."""
    with transaction.atomic():
        cool_all()


@job("portfolio.let_project_close")
def close_by_clock(project_id: str) -> None:
    let_project_close(UUID(project_id), by=system("clock"))


@periodic("portfolio.close_projects", cron="*/10 * * * *")
def close_projects() -> None:
    """Requests to several makers whose days for an answer are over, one job each."""
    for project_id in queries.projects_to_close():
        enqueue(close_by_clock, once=f"project:{project_id}", project_id=str(project_id))
