"""Which version of the formulas counts, and what is announced."""

from __future__ import annotations

from django.db import connection
from django.db.models import QuerySet

from hirehall.formulas.constants import published
from hirehall.foundation import clock
from hirehall.foundation.reads import kept
from hirehall.reputation.formula import settings
from hirehall.reputation.models import FormulaVersion


def versions() -> list[FormulaVersion]:
    """Every version that was announced, the latest first."""
    return list(FormulaVersion.objects.order_by("-in_force_from"))


def is_in_force() -> bool:
    """Whether the published version counts by now; it does wherever no other was ever announced. One query."""
    row = _of_version.first(published().version)
    return row is None or row.in_force_from <= clock.now()


def version_shown() -> str:
    """The version of which people see the figure. One query."""
    return published().version if is_in_force() else settings().version


def coming() -> FormulaVersion | None:
    """The version that is announced and does not count yet. One query."""
    row = _of_version.first(published().version)
    return row if row is not None and row.in_force_from > clock.now() else None


IN_FORCE_AND_PRIOR = """
SELECT (SELECT in_force_from FROM reputation_formula_version WHERE version = %s),
       (SELECT prior FROM reputation_family_figures WHERE category_id IS NULL)
"""


def prior_in_force() -> float | None:
    """Where those who enter stand on average; None while the published version does not count yet. One query."""
    with connection.cursor() as cursor:
        cursor.execute(IN_FORCE_AND_PRIOR, [published().version])
        from_when, prior = cursor.fetchone()
    return None if from_when is not None and from_when > clock.now() else float(prior or 0.0)


@kept
def _of_version(version: str) -> QuerySet[FormulaVersion]:
    return FormulaVersion.objects.filter(version=version)
