"""Who could be shown for a brief, and what is known of each. One statement for all of them, and the standings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection

from hirehall.contracts.queries import FINISHED_IN_FIELD
from hirehall.formulas.constants import Constants
from hirehall.formulas.normal import Flags, Numbers
from hirehall.formulas.ranking import Candidates, lack_of_exposure
from hirehall.market.models import Brief, BriefSkill
from hirehall.ranking import rules
from hirehall.ranking.queries.standing import shows_elsewhere, start_of
from hirehall.skills.queries.linking import Closeness, Fit, closeness, fit

INPUTS = ("fit", "quality", "precision", "ready", "over_budget", "tier_asked")
DIGITS = 31  # levels of so many skills stand in one number, two bits each
SQL = """
WITH asked AS (
  SELECT replace(plainto_tsquery('english', unaccent(%(title)s))::text, '&', '|')::tsquery AS words
), answers AS (
  SELECT i.freelancer_id, count(i.answered_at) AS answered,
         count(*) FILTER (WHERE i.answered_at IS NOT NULL OR i.invited_at < %(unanswered)s) AS asked
  FROM market_invitation i JOIN market_brief b ON b.id = i.brief_id WHERE b.hall_id = %(hall)s
  GROUP BY i.freelancer_id
), done AS (
  SELECT DISTINCT c.freelancer_id FROM contracts_contract c
  WHERE %(lane)s AND FINISHED
), claims AS (
  SELECT c.person_id, sum(c.level * k.digit) AS held
  FROM unnest(%(close)s::uuid[], %(digits)s::bigint[]) AS k(skill_id, digit)
  JOIN skills_skill_claim c ON c.skill_id = k.skill_id GROUP BY c.person_id
), seen AS (
  SELECT person_id, sum(places) AS places FROM ranking_exposure
  WHERE category_id = %(category)s AND day > %(since)s AND day < %(day)s GROUP BY person_id
)
SELECT l.person_id, COALESCE(h.held, 0)::bigint, ts_rank(l.search, asked.words),
  CASE WHEN l.rate_currency = %(currency)s THEN COALESCE(l.rate_minor, 0) ELSE 0 END,
  l.contracts_finished,
  CASE WHEN l.availability = 'now' THEN -1 ELSE COALESCE(greatest(l.available_from - %(day)s::date, 0), 999) END,
  COALESCE(a.answered, 0), COALESCE(a.asked, 0), COALESCE(s.places, 0),
  l.category_ids @> ARRAY[%(category)s]::uuid[],
  COALESCE(t.quality, %(quality)s), COALESCE(t.precision, %(precision)s), COALESCE(t.chance, %(chance)s),
  COALESCE(t.clients, 0), d.freelancer_id IS NULL
FROM asked, market_freelancer_listing l
LEFT JOIN answers a ON a.freelancer_id = l.person_id
LEFT JOIN seen s ON s.person_id = l.person_id
LEFT JOIN done d ON d.freelancer_id = l.person_id
LEFT JOIN claims h ON h.person_id = l.person_id
LEFT JOIN halls_member w ON w.hall_id = l.hall_id AND w.person_id = l.person_id
LEFT JOIN reputation_standing t ON t.person_id = l.person_id AND t.category_id = %(category)s
  AND t.version = %(version)s
  AND t.hall_id IS NOT DISTINCT FROM
    CASE WHEN COALESCE(w.shows_elsewhere, %(elsewhere)s) THEN NULL ELSE l.hall_id END
WHERE l.hall_id = %(hall)s AND l.listed AND l.availability <> 'not'
  AND (l.skill_ids && %(asked)s::uuid[] OR l.category_ids @> ARRAY[%(category)s]::uuid[])
  AND l.person_id <> %(client)s
  AND NOT EXISTS (SELECT FROM people_membership m
    WHERE m.organisation_id = %(organisation)s AND m.person_id = l.person_id)
  AND NOT EXISTS (SELECT FROM market_panel p JOIN market_panel_seat t ON t.panel_id = p.id
    WHERE p.brief_id = %(brief)s AND t.person_id = l.person_id)
  AND NOT EXISTS (SELECT FROM market_invitation i WHERE i.brief_id = %(brief)s AND i.freelancer_id = l.person_id)
  AND NOT EXISTS (SELECT FROM market_proposal p
    WHERE p.brief_id = %(brief)s AND p.freelancer_id = l.person_id AND p.state <> 'draft')
ORDER BY l.person_id
""".replace("FINISHED", FINISHED_IN_FIELD)


@dataclass(frozen=True, slots=True)
class Pool:
    """Everybody who could be shown, in the order of their ids; arrays of one length.

    Attributes:
        must, nice: the asked skills by id and name.
        fits: how the claims of each one fit what is asked.
        family: whether the brief's field is one of theirs, so that the floor counts for them.
        lack: how much too little each was shown.
        newcomer: whether the brief is open to first-timers, and they are one.
        eligible: whether the gate is passed.
    """

    people: list[UUID]
    must: list[tuple[UUID, str]]
    nice: list[tuple[UUID, str]]
    inputs: Candidates
    fits: list[Fit]
    contracts: Numbers
    clients: Numbers
    now: Flags
    days: Numbers
    family: Flags
    exposure: Numbers
    lack: Numbers
    newcomer: Flags
    eligible: Flags


def asked_skills(brief_id: UUID) -> tuple[list[tuple[UUID, str]], list[tuple[UUID, str]]]:
    """The skills that a brief must and would like to have."""
    rows = BriefSkill.objects.filter(brief_id=brief_id).order_by("position", "id")
    must: list[tuple[UUID, str]] = []
    nice: list[tuple[UUID, str]] = []
    for skill_id, name, wanted in rows.values_list("skill_id", "skill__name", "must"):
        (must if wanted else nice).append((skill_id, name))
    return must, nice


def pool_of(brief: Brief, day: date, constants: Constants, *, first_timers: bool) -> Pool:
    """Available people with a skill or the field of the brief, without the client's side and who has to do with it.

    Args:
        first_timers: whether the client has opened it to those without a finished contract in its field, whose level
            then is asked for.
    """
    known = constants.inputs
    must, nice = asked_skills(brief.id)
    near = closeness(brief.hall_id)
    asked = [skill_id for skill_id, _ in (*must, *nice)]
    close = _close(asked, near)
    rows = _rows(brief, asked, close, day, constants, first_timers)
    column = list(zip(*rows, strict=True)) or [()] * 15
    people = list(column[0])
    fits = _fits(
        [skill_id for skill_id, _ in must], [skill_id for skill_id, _ in nice], column[1], close, near
    )
    text, rate, contracts, days, answered, times, seen = (
        np.asarray(column[at], dtype=np.float64) for at in range(2, 9)
    )
    family = np.asarray(column[9], dtype=bool)
    now, newcomer = days < 0, np.asarray(column[14], dtype=bool) & first_timers
    quality, precision, chance, clients = (np.asarray(column[at], dtype=np.float64) for at in range(10, 14))
    budget = brief.budget_max_minor or brief.budget_min_minor or 0
    inputs = Candidates(
        fit=rules.fit(np.asarray([one.share for one in fits]), family.astype(np.float64), text, known),
        quality=quality,
        precision=precision,
        ready=rules.ready(now, days, answered, times, known),
        over_budget=rules.over_budget(rate, float(budget), known),
        tier_asked=newcomer,
    )
    eligible = chance >= constants.ranking.gate
    counts = family & eligible
    lack = np.where(counts, lack_of_exposure(seen, np.where(counts, 0, 1), constants.ranking), 0.0)
    return Pool(
        people=people, must=must, nice=nice, inputs=inputs, fits=fits, contracts=contracts,
        clients=clients, now=now, days=days, family=family, exposure=seen, lack=lack,
        newcomer=newcomer, eligible=eligible,
    )  # fmt: skip


def _close(asked: list[UUID], near: Closeness) -> list[UUID]:
    """The asked skills and their neighbours, the nearest first, as many as one number can hold the levels of."""
    mine = set(asked)
    others = {next(iter(pair - mine)): share for pair, share in near.items() if len(pair & mine) == 1}
    return [*asked, *sorted(others, key=lambda skill_id: (-others[skill_id], str(skill_id)))][:DIGITS]


def _fits(
    must: list[UUID], nice: list[UUID], claims: Sequence[int], close: list[UUID], near: Closeness
) -> list[Fit]:
    """The fit of each one’s claims, each set of claims reckoned once: many people claim the same few."""
    known: dict[int, Fit] = {}
    for held in set(claims):
        levels = ((skill_id, held >> 2 * at & 3) for at, skill_id in enumerate(close))
        known[held] = fit(must, nice, {skill_id: level for skill_id, level in levels if level}, near)
    return [known[held] for held in claims]


def _rows(
    brief: Brief, asked: list[UUID], close: list[UUID], day: date, constants: Constants, lane: bool
) -> list[tuple[Any, ...]]:
    """One row a candidate, with the levels of those of their claims that count, two bits for each."""
    start = start_of(brief.category_id, brief.hall_id)  # type: ignore[arg-type]
    values: dict[str, Any] = {
        "hall": brief.hall_id,
        "category": brief.category_id,
        "brief": brief.id,
        "client": brief.client_id,
        "organisation": brief.organisation_id,
        "currency": brief.currency,
        "title": brief.title,
        "day": day,
        "since": day - timedelta(days=constants.ranking.exposure_days),
        "unanswered": day - timedelta(days=constants.inputs.answer_days),
        "asked": asked,
        "close": close,
        "digits": [4**at for at in range(len(close))],
        "quality": start.quality,
        "precision": start.precision,
        "chance": start.chance,
        "version": start.version,
        "lane": lane,
        "elsewhere": shows_elsewhere(brief.hall_id),
    }
    with connection.cursor() as cursor:
        cursor.execute(SQL, values)
        return list(cursor.fetchall())
