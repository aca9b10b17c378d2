"""Which things name a skill or a field of work, and how open ones take on a successor. The whole table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q
from django.urls import reverse

from hirehall.engagements.listing.operations import follow_category, follow_skill, make_findable
from hirehall.engagements.listing.states import State as PositionState
from hirehall.engagements.trial.states import RequestState
from hirehall.market.operations.briefs import index_brief
from hirehall.market.operations.service import index_service
from hirehall.market.states import BriefState, ServiceState
from hirehall.skills.states import Use
from hirehall.skills.uses import FOLLOWS_CATEGORY, FOLLOWS_SKILL, OF_CATEGORIES, OF_SKILLS, Change

BRIEFS = Q(state__in=[BriefState.DRAFT, BriefState.PUBLISHED])
STALE = Q(state=BriefState.STALE)  # their clients can publish them again with one click
SERVICES = ~Q(state__in=[ServiceState.CLOSED, ServiceState.REFUSED])
POSITIONS = Q(state__in=[PositionState.SUBMITTED, PositionState.LISTED])
REQUESTS = Q(state__in=[RequestState.AT_DESK, RequestState.SHOWN, RequestState.OFFERED])
Names = tuple[str, str]
# what it is called, its table, which of it, where it is listed ("" nowhere), and whether it is open
LISTED: tuple[tuple[Names, str, Q, str, bool], ...] = (
    (("open brief", "open briefs"), "market.Brief", BRIEFS, "market:find_briefs", True),
    (("service", "services"), "market.Service", SERVICES, "market:services", True),
    (("outside position", "outside positions"), "listing.Position", POSITIONS, "front:desk_positions", True),
    (("brief that went stale", "briefs that went stale"), "market.Brief", STALE, "", True),
    (("finished brief", "finished briefs"), "market.Brief", ~(BRIEFS | STALE), "", False),
    (("closed service", "closed services"), "market.Service", ~SERVICES, "", False),
)
OF_PEOPLE = (
    ("person who says they have it", "people who say they have it"),
    "skills.SkillClaim",
    "market:find_freelancers",
)
SHOWN = (("shown piece of work", "shown pieces of work"), "skills.Showing", "portfolio:wall")
ASKED = (
    ("request for a freelancer", "requests for a freelancer"),
    "trial.MatchRequest",
    "front:desk_matching",
)
BANKS = (("skill test", "skill tests"), "vetting.Bank", "front:desk_tests")
CERTIFICATES = (("certificate", "certificates"), "vetting.Certificate", "")
INDEXERS: dict[str, Callable[[Any], None]] = {
    "market.Brief": index_brief,
    "market.Service": index_service,
    "listing.Position": make_findable,
}


def _rows(table: str) -> Any:
    return apps.get_model(table)._default_manager


def _use(
    names: Names, table: str, page: str, is_open: bool, which: Callable[[UUID], Q], asked: str
) -> Callable[[UUID], Use]:
    def use(id_: UUID) -> Use:
        many = _rows(table).filter(which(id_)).count()
        href = reverse(page) if page and many else ""
        return Use(
            names[many != 1], many, f"{href}?{asked}={id_}" if href and "find" in page else href, is_open
        )

    return use


def _naming(which: Q) -> Callable[[UUID], Q]:
    return lambda skill_id: which & Q(skill_ids__contains=[skill_id])


def _within(which: Q) -> Callable[[UUID], Q]:
    return lambda category_id: which & Q(category_id=category_id)


def _move_in_lists(change: Change) -> None:
    """Open things that name skills in a list, with their names beside it, and what search reads of them."""
    named = {
        "market.Brief": BRIEFS | STALE,
        "market.Service": SERVICES,
        "listing.Position": POSITIONS,
        "trial.MatchRequest": REQUESTS,
    }
    for table, which in named.items():
        for row in (
            _rows(table)
            .select_for_update(no_key=True)
            .filter(which, skill_ids__contains=[change.old_id])
            .order_by("id")
        ):
            row.skill_ids, row.skill_names = _both_replaced(row.skill_ids, row.skill_names, change)
            row.save(update_fields=["skill_ids", "skill_names"])
            if table in INDEXERS:
                INDEXERS[table](row)
    for row in _rows("skills.Showing").filter(skill_ids__contains=[change.old_id]):
        row.skill_ids = list(
            dict.fromkeys(change.new_id if one == change.old_id else one for one in row.skill_ids)
        )
        row.save(update_fields=["skill_ids"])


def _both_replaced(ids: list[UUID], names: list[str], change: Change) -> tuple[list[UUID], list[str]]:
    """Each skill once with its own name, the new one where the old one stood: both lists stay as long as each other."""
    pairs = dict(zip(ids, names, strict=False))
    kept: dict[UUID, str] = {}
    for skill_id, name in pairs.items():
        if skill_id in (change.old_id, change.new_id):
            kept.setdefault(change.new_id, change.new_name)
        else:
            kept[skill_id] = name
    return list(kept), list(kept.values())


def _move_searches(change: Change) -> None:
    follow_skill(change.old_id, change.new_id)


def _move_of_briefs(change: Change) -> None:
    if change.old_id == change.new_id:
        return
    rows = _rows("market.BriefSkill")
    open_ones = rows.filter(skill_id=change.old_id, brief__in=_rows("market.Brief").filter(BRIEFS | STALE))
    both = rows.filter(skill_id=change.new_id).values("brief_id")
    open_ones.filter(brief_id__in=both).delete()
    open_ones.update(skill_id=change.new_id)


def _move_tests(change: Change) -> None:
    """The test goes on under the successor, unless that has one of its own; certificates keep their words."""
    if change.old_id != change.new_id and not _rows("vetting.Bank").filter(skill_id=change.new_id).exists():
        _rows("vetting.Bank").filter(skill_id=change.old_id).update(skill_id=change.new_id)


def _move_categories(change: Change) -> None:
    open_ones = {
        "market.Brief": BRIEFS | STALE,
        "market.Service": SERVICES,
        "listing.Position": POSITIONS,
        "skills.Showing": Q(),
    }
    for table, which in open_ones.items():
        _rows(table).filter(which, category_id=change.old_id).update(category_id=change.new_id)
    follow_category(str(change.old_id), str(change.new_id))


def fill() -> None:
    """Tell ``skills`` whom to ask and to tell; called once when the installation starts."""
    OF_SKILLS[:] = [
        _use(*OF_PEOPLE, True, lambda id_: Q(skill_id=id_), "skill"),
        *(
            _use(
                names,
                table,
                page,
                is_open,
                _naming(which),
                "skill",
            )
            for names, table, which, page, is_open in LISTED
        ),
        _use(*SHOWN, True, _naming(Q()), "skill"),
        _use(*ASKED, True, _naming(REQUESTS), "skill"),
        _use(*BANKS, True, lambda id_: Q(skill_id=id_), "skill"),
        _use(*CERTIFICATES, False, lambda id_: Q(skill_id=id_), "skill"),
    ]
    OF_CATEGORIES[:] = [
        _use(
            ("skill", "skills"), "skills.Skill", "", True, lambda id_: Q(category_id=id_, closed_at=None), ""
        ),
        *(
            _use(names, table, page, is_open, _within(which), "category")
            for names, table, which, page, is_open in LISTED
        ),
        _use(*SHOWN, True, _within(Q()), "category"),
    ]
    FOLLOWS_SKILL[:] = [_move_in_lists, _move_of_briefs, _move_tests, _move_searches]
    FOLLOWS_CATEGORY[:] = [_move_categories]
