"""Steps that several actions on briefs share: write what was said, index it, close and restore its proposals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchVector
from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.functions import Cast

from hirehall.files.queries import for_subject
from hirehall.foundation import clock
from hirehall.foundation.ids import new_id
from hirehall.foundation.reads import kept
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.queries import policy_now
from hirehall.market.content import BriefContent
from hirehall.market.models import Brief, BriefQuestion, BriefRevision, BriefSkill, Proposal
from hirehall.market.operations.vocabulary import learn
from hirehall.market.rules import invalid
from hirehall.market.states import OPEN_PROPOSALS, BudgetKind, ProposalState
from hirehall.skills.models import Category, Skill
from hirehall.skills.queries import in_their_place

PLAIN_FIELDS = ("title", "problem", "outcome", "budget_kind", "deadline", "visibility", "category_id",
                "first_timers")  # fmt: skip


def write_content(brief: Brief, content: BriefContent) -> None:
    """Put everything that was said into the brief and its rows; also what search reads.

    Raises:
        Refused: ``category.not_found``, ``skill.not_found``, ``brief.other_currency``.
    """
    _require_known(brief, content)
    for name in PLAIN_FIELDS:
        value = getattr(content, name)
        setattr(brief, name, value.strip() if isinstance(value, str) else value)
    brief.criteria = _lines(content.criteria)
    brief.budget_min_minor = content.budget_min.minor if content.budget_min else None
    ranged = content.budget_kind == BudgetKind.RANGE and content.budget_max is not None
    brief.budget_max_minor = content.budget_max.minor if ranged and content.budget_max else None
    brief.changed_at = clock.now()
    _write_skills(brief, content)
    brief.save()
    _write_questions(brief, _lines(content.questions))


def _lines(lines: Iterable[str]) -> list[str]:
    return [line.strip() for line in lines if line.strip()]


def _require_known(brief: Brief, content: BriefContent) -> None:
    if (
        content.category_id
        and not Category.objects.filter(id=content.category_id, hall_id=brief.hall_id).exists()
    ):
        raise invalid("category.not_found", "Choose one of the offered fields of work.", "category_id")
    for amount in (content.budget_min, content.budget_max):
        if amount is not None and amount.currency != brief.currency:
            raise Refused(
                "brief.other_currency",
                f"This hall pays in {brief.currency}.",
                because=Because.INVALID,
                field="budget_min",
            )


def _write_skills(brief: Brief, content: BriefContent) -> None:
    nice = [skill_id for skill_id in content.nice_skill_ids if skill_id not in content.must_skill_ids]
    wanted = [*((skill_id, True) for skill_id in dict.fromkeys(content.must_skill_ids)),
              *((skill_id, False) for skill_id in dict.fromkeys(nice))]  # fmt: skip
    known = {
        skill.id: skill.name
        for skill in Skill.objects.filter(hall_id=brief.hall_id, id__in=[skill_id for skill_id, _ in wanted])
    }
    if len(known) != len(wanted):
        raise invalid("skill.not_found", "Choose among the skills that this hall knows.", "must_skill_ids")
    BriefSkill.objects.filter(brief=brief).delete()
    BriefSkill.objects.bulk_create(
        BriefSkill(id=new_id(), brief=brief, skill_id=skill_id, must=must, position=position)
        for position, (skill_id, must) in enumerate(wanted)
    )
    brief.skill_ids = [skill_id for skill_id, _ in wanted]
    brief.skill_names = [known[skill_id] for skill_id, _ in wanted]


def follow_successors(brief: Brief) -> None:
    """A brief that was closed while a skill of it was retired asks for what took that skill’s place.

    Where it asked for both, once, and as a must if either was. The caller saves the brief.
    """
    rows = list(BriefSkill.objects.filter(brief=brief).select_related("skill").order_by("position"))
    instead = in_their_place([row.skill_id for row in rows])
    if not instead:
        return
    wanted: dict[UUID, tuple[Skill, bool]] = {}
    for row in rows:
        skill = instead.get(row.skill_id, row.skill)
        must = row.must or (skill.id in wanted and wanted[skill.id][1])
        wanted[skill.id] = (skill, must)
    BriefSkill.objects.filter(brief=brief).delete()
    BriefSkill.objects.bulk_create(
        BriefSkill(id=new_id(), brief=brief, skill=skill, must=must, position=position)
        for position, (skill, must) in enumerate(wanted.values())
    )
    brief.skill_ids, brief.skill_names = list(wanted), [skill.name for skill, _ in wanted.values()]
    index_brief(brief)


def _write_questions(brief: Brief, texts: list[str]) -> None:
    """Questions keep their ids where the words stayed, so that given answers still belong to them."""
    before = {row.text: row for row in BriefQuestion.objects.filter(brief=brief)}
    BriefQuestion.objects.filter(brief=brief).exclude(text__in=texts).delete()
    kept = {text: row for text, row in before.items() if text in texts}
    BriefQuestion.objects.filter(brief=brief).update(position=F("position") + 1000)
    for position, text in enumerate(dict.fromkeys(texts)):
        if text in kept:
            BriefQuestion.objects.filter(id=kept[text].id).update(position=position)
        else:
            BriefQuestion.objects.create(id=new_id(), brief=brief, text=text, position=position)


def index_brief(brief: Brief) -> None:
    """Make the brief findable by its words."""
    synonyms = Skill.objects.filter(id__in=brief.skill_ids).values_list("synonyms", flat=True)
    words = " ".join([*brief.skill_names, *(word for row in synonyms for word in row)])
    Brief.objects.filter(id=brief.id).update(search=vector(
        simple=f"{brief.title} {words}",
        strong=f"{brief.title} {words}",
        weak=f"{brief.problem} {brief.outcome} {' '.join(brief.criteria)}",
    ))  # fmt: skip
    learn(brief.hall_id, [(brief.title, 2)])


def vector(*, simple: str, strong: str, weak: str, weakest: str = "") -> Any:
    """A search vector: words as written (A), stems of the important text (B), the rest (C), what not all read (D)."""

    def part(text: str, config: str, weight: str) -> SearchVector:
        return SearchVector(_unaccented(text), config=config, weight=weight)

    all_read = part(simple, "simple", "A") + part(strong, "english", "B") + part(weak, "english", "C")
    return all_read + part(weakest, "english", "D") if weakest else all_read


def _unaccented(text: str) -> Func:
    return Func(Cast(Value(text), TextField()), function="unaccent", output_field=TextField())


def open_for_proposals(brief: Brief) -> None:
    """Published now, until the policy's days have passed."""
    brief.published_at = brief.published_at or clock.now()
    brief.stale_at = clock.now() + timedelta(days=policy_now(brief.hall_id).brief_stale_after_days)
    brief.closed_at, brief.close_reason = None, ""


def close_proposals(brief: Brief, *, except_id: UUID | None = None) -> list[Proposal]:
    """Close every proposal that waits for an answer; they remember from which state. Answers who was closed."""
    rows = [row for row in _waiting(brief.id) if row.id != except_id]
    for row in rows:
        row.brief = brief
        row.closed_from, row.state = row.state, ProposalState.CLOSED.value
        row.answered_at = row.answered_at or clock.now()
    Proposal.objects.bulk_update(rows, ["closed_from", "state", "answered_at"])
    return rows


@kept
def _waiting(brief_id: UUID) -> QuerySet[Proposal]:
    open_ones = Proposal.objects.filter(brief_id=brief_id, state__in=OPEN_PROPOSALS)
    return open_ones.select_for_update(no_key=True).order_by("id")


def restore_proposals(brief: Brief) -> list[Proposal]:
    """Bring back the proposals that were closed with the brief, with a new day for the answer."""
    due = clock.now() + timedelta(days=policy_now(brief.hall_id).proposal_answer_days)
    rows = list(
        Proposal.objects.select_for_update(no_key=True)
        .filter(brief=brief, state=ProposalState.CLOSED.value)
        .order_by("id")
    )
    for row in rows:
        row.state, row.closed_from = row.closed_from, ""
        row.answer_due_at = due
        row.answered_at = row.answered_at if row.state == ProposalState.SHORTLISTED else None
        row.save(update_fields=["closed_from", "state", "answered_at", "answer_due_at"])
    return rows


def described(brief: Brief) -> dict[str, str]:
    """The brief in words, field by field, to compare before and after an edit."""
    skills = BriefSkill.objects.filter(brief=brief).order_by("position").values_list("skill__name", "must")
    rows = list(skills)
    budget = [amount.text() for amount in (brief.budget_min, brief.budget_max) if amount]
    return {
        "Title": brief.title,
        "Field of work": brief.category.name if brief.category else "",
        "Problem": brief.problem,
        "Outcome": brief.outcome,
        "Acceptance criteria": "\n".join(brief.criteria),
        "Budget": " to ".join(budget),
        "Deadline": brief.deadline.isoformat() if brief.deadline else "",
        "Must-have skills": ", ".join(name for name, must in rows if must),
        "Nice-to-have skills": ", ".join(name for name, must in rows if not must),
        "Questions to you": "\n".join(
            BriefQuestion.objects.filter(brief=brief).order_by("position").values_list("text", flat=True)
        ),
        "Who may see it": brief.get_visibility_display(),
        "Open to first-timers": "yes" if brief.first_timers else "",
        "Attachments": "\n".join(
            f"{file.name} ({file.size_bytes:,} bytes)" for file in for_subject("brief", brief.id)
        ),
    }


def keep_revision(brief: Brief, before: dict[str, str], *, note: str, by_id: UUID) -> list[str]:
    """Keep what an edit has changed. Answers the names of the changed fields; empty when nothing did."""
    after = described(Brief.objects.select_related("category").get(id=brief.id))
    changes = [
        {"field": name, "before": before[name], "after": text}
        for name, text in after.items()
        if before[name] != text
    ]
    if changes:
        brief.revision += 1
        brief.save(update_fields=["revision"])
        BriefRevision.objects.create(
            brief=brief,
            number=brief.revision,
            changes=changes,
            note=note.strip(),
            made_by_id=by_id,
            made_at=clock.now(),
        )
    return [change["field"] for change in changes]
