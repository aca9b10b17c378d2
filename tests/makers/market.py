"""Briefs and proposals for tests, made through the actions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.market.actions.draft_brief import draft_brief
from hirehall.market.actions.publish_brief import publish_brief
from hirehall.market.actions.save_proposal import save_proposal
from hirehall.market.actions.submit_proposal import submit_proposal
from hirehall.market.content import BriefContent, ProposalContent
from hirehall.market.models import Brief, BriefQuestion, Proposal
from hirehall.skills.models import Category, Skill

COVER = "I would first read what is there, then repair the worst page, then the rest of the shop."


def make_skill(hall: Hall, name: str = "Django", *, category: str = "Software") -> Skill:
    """A skill in its category, made once per hall."""
    group, _ = Category.objects.get_or_create(
        hall=hall, slug=category.lower().replace(" ", "-"), defaults={"name": category}
    )
    slug = name.lower().replace(" ", "-")
    skill, _ = Skill.objects.get_or_create(hall=hall, slug=slug, defaults={"name": name, "category": group})
    return skill


def brief_content(hall: Hall, **changes: Any) -> BriefContent:
    """A complete brief; ``changes`` replace fields."""
    skill = make_skill(hall)
    full = BriefContent(
        title="Repair the booking page of a small ferry",
        problem="Every third booking on a phone is lost between the calendar and the payment.",
        outcome="People book from a phone as easily as from a desk, and we see where they stop.",
        criteria=("A booking takes less than two minutes on a phone", "No booking is lost on the way back"),
        category_id=skill.category_id,
        budget_kind="range",
        budget_min=Money(800_00, hall.currency),
        budget_max=Money(1500_00, hall.currency),
        must_skill_ids=(skill.id,),
        questions=("Which booking page have you mended before?",),
    )
    return replace(full, **changes)


def make_draft(hall: Hall, client: Actor, **changes: Any) -> Brief:
    return draft_brief(hall.id, by=client, content=brief_content(hall, **changes))


def make_brief(hall: Hall, client: Actor, **changes: Any) -> Brief:
    """A published brief."""
    return publish_brief(make_draft(hall, client, **changes).id, by=client)


def proposal_content(brief: Brief, **changes: Any) -> ProposalContent:
    """A complete proposal for the brief; ``changes`` replace fields."""
    answers = tuple(
        (row.id, "The one of a museum, last year.") for row in BriefQuestion.objects.filter(brief=brief)
    )
    full = ProposalContent(cover=COVER, amount=Money(1200_00, brief.currency), days=21, answers=answers)
    return replace(full, **changes)


def make_proposal_draft(brief: Brief, freelancer: Actor, **changes: Any) -> Proposal:
    return save_proposal(brief.id, by=freelancer, content=proposal_content(brief, **changes))


def make_proposal(brief: Brief, freelancer: Actor, **changes: Any) -> Proposal:
    """A proposal that was sent."""
    return submit_proposal(make_proposal_draft(brief, freelancer, **changes).id, by=freelancer)
