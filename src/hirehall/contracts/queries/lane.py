"""The starter lane between two: whether an offer is one of it, and what it then promises to both."""

from __future__ import annotations

FINISHED_IN_FIELD = """
c.hall_id = %(hall)s AND c.state = 'ended' AND c.paid_minor > 0 AND (c.brief_id IS NULL
  OR EXISTS (SELECT FROM market_brief f WHERE f.id = c.brief_id AND f.category_id = %(category)s))
"""
"""Contracts ``c`` after which nobody is a first-timer in a field: finished, paid, and of the field. Of those that came
from no brief the field is not known; who has finished one of them is not new."""
