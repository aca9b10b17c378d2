"""Briefs from the first line to the end of their days."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, system
from hirehall.foundation.models import FactRow
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.halls.models import Hall
from hirehall.market.actions.close_brief import close_brief
from hirehall.market.actions.discard_brief import discard_brief
from hirehall.market.actions.draft_brief import draft_brief
from hirehall.market.actions.edit_brief import edit_brief
from hirehall.market.actions.let_brief_go_stale import let_brief_go_stale
from hirehall.market.actions.publish_brief import publish_brief
from hirehall.market.actions.reopen_brief import reopen_brief
from hirehall.market.actions.save_brief import save_brief
from hirehall.market.content import BriefContent
from hirehall.market.models import Brief, BriefQuestion, BriefRevision, Proposal
from hirehall.market.queries import brief_for
from tests.makers.base import make_hall
from tests.makers.market import brief_content, make_brief, make_draft, make_proposal

pytestmark = pytest.mark.django_db


def refused_code(call: object) -> str:
    with pytest.raises(Refused) as caught:
        call()  # type: ignore[operator]
    return caught.value.code


def test_an_empty_draft_is_welcome_and_nobody_else_sees_it(
    hall: Hall, client_: Actor, freelancer: Actor
) -> None:
    brief = draft_brief(hall.id, by=client_, content=BriefContent())
    assert (brief.state, brief.title, brief.currency) == ("draft", "", "EUR")
    assert refused_code(lambda: brief_for(freelancer, brief.id)) == "brief.not_found"


def test_a_draft_keeps_everything_that_was_typed(hall: Hall, client_: Actor) -> None:
    brief = make_draft(hall, client_)
    content = brief_content(hall, title="  Another title  ", questions=("One?", "Two?"))
    save_brief(brief.id, by=client_, content=content)
    saved = Brief.objects.get(id=brief.id)
    assert saved.title == "Another title"
    assert saved.criteria == list(content.criteria)
    assert [row.text for row in saved.questions.order_by("position")] == ["One?", "Two?"]
    assert saved.skill_names == ["Django"]


def test_questions_keep_their_ids_when_their_order_changes(hall: Hall, client_: Actor) -> None:
    brief = make_draft(hall, client_, questions=("One?", "Two?"))
    before = dict(BriefQuestion.objects.filter(brief=brief).values_list("text", "id"))
    save_brief(brief.id, by=client_, content=brief_content(hall, questions=("Two?", "One?", "Three?")))
    rows = list(BriefQuestion.objects.filter(brief=brief).order_by("position"))
    assert [row.text for row in rows] == ["Two?", "One?", "Three?"]
    assert {row.text: row.id for row in rows[:2]} == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Short"),
        ("problem", ""),
        ("outcome", "Soon"),
        ("criteria", ()),
        ("must_skill_ids", ()),
        ("category_id", None),
        ("budget_min", None),
        ("budget_max", None),
    ],
)
def test_an_incomplete_brief_is_not_published(hall: Hall, client_: Actor, field: str, value: object) -> None:
    brief = make_draft(hall, client_, **{field: value})
    with pytest.raises(Refused) as caught:
        publish_brief(brief.id, by=client_)
    assert (caught.value.code, caught.value.field) == ("brief.incomplete", field)
    assert Brief.objects.get(id=brief.id).state == "draft"
    assert not FactRow.objects.filter(name="brief.published").exists()


def test_publishing_sets_the_day_on_which_it_goes_stale(hall: Hall, client_: Actor) -> None:
    brief = make_brief(hall, client_)
    assert brief.state == "published"
    assert brief.published_at is not None
    assert brief.stale_at is not None
    assert (brief.stale_at - brief.published_at).days == 30


def test_publishing_twice_is_refused_and_tells_once(hall: Hall, client_: Actor) -> None:
    brief = make_brief(hall, client_)
    assert refused_code(lambda: publish_brief(brief.id, by=client_)) == "brief.is_published"
    assert FactRow.objects.filter(name="brief.published").count() == 1


def test_a_client_has_at_most_the_open_briefs_of_the_policy(db: None, client_: Actor) -> None:
    hall = make_hall(open_briefs_per_client=1)
    make_brief(hall, client_)
    second = make_draft(hall, client_)
    assert refused_code(lambda: publish_brief(second.id, by=client_)) == "brief.too_many_open"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": "x" * 121}, "text.too_long"),
        ({"criteria": tuple("abcdefghijklm")}, "list.too_long"),
        ({"budget_min": Money(0, "EUR")}, "brief.budget_not_positive"),
        ({"budget_max": Money(1, "EUR")}, "brief.budget_upside_down"),
        ({"budget_min": Money(1, "USD"), "budget_max": None}, "brief.other_currency"),
        ({"visibility": "everybody"}, "brief.unknown_choice"),
    ],
)
def test_limits_hold_for_drafts_too(
    hall: Hall, client_: Actor, changes: dict[str, object], code: str
) -> None:
    assert refused_code(lambda: make_draft(hall, client_, **changes)) == code
    assert not Brief.objects.exists()


def test_a_published_brief_changes_in_the_open(hall: Hall, client_: Actor, freelancer: Actor) -> None:
    brief = make_brief(hall, client_)
    content = brief_content(hall, title="Repair the booking pages of two ferries")
    edit_brief(brief.id, by=client_, content=content, note="A second ferry has joined.")
    revision = BriefRevision.objects.get(brief=brief)
    assert (revision.number, revision.note) == (1, "A second ferry has joined.")
    assert revision.changes == [
        {
            "field": "Title",
            "before": "Repair the booking page of a small ferry",
            "after": "Repair the booking pages of two ferries",
        }
    ]
    assert brief_for(freelancer, brief.id).revision == 1


def test_an_edit_that_changes_nothing_leaves_no_revision(hall: Hall, client_: Actor) -> None:
    brief = make_brief(hall, client_)
    edit_brief(brief.id, by=client_, content=brief_content(hall))
    assert not BriefRevision.objects.exists()
    assert not FactRow.objects.filter(name="brief.edited").exists()


def test_an_edit_cannot_take_out_what_a_brief_needs(hall: Hall, client_: Actor) -> None:
    brief = make_brief(hall, client_)
    content = replace(brief_content(hall), criteria=())
    assert refused_code(lambda: edit_brief(brief.id, by=client_, content=content)) == "brief.incomplete"
    assert Brief.objects.get(id=brief.id).criteria


def test_closing_needs_a_reason_and_closes_the_proposals(
    hall: Hall, client_: Actor, freelancer: Actor
) -> None:
    brief = make_brief(hall, client_)
    proposal = make_proposal(brief, freelancer)
    assert refused_code(lambda: close_brief(brief.id, by=client_, reason=" ")) == "brief.reason_missing"
    close_brief(brief.id, by=client_, reason="We found the fault ourselves.")
    assert Brief.objects.get(id=brief.id).state == "closed"
    assert Proposal.objects.get(id=proposal.id).state == "closed"


def test_reopening_brings_the_closed_proposals_back(hall: Hall, client_: Actor, freelancer: Actor) -> None:
    brief = make_brief(hall, client_)
    proposal = make_proposal(brief, freelancer)
    close_brief(brief.id, by=client_, reason="We found the fault ourselves.")
    with clock.later(days=3):
        reopen_brief(brief.id, by=client_)
        back = Proposal.objects.get(id=proposal.id)
        assert (back.state, back.answered_at) == ("submitted", None)
        assert back.answer_due_at is not None
        assert (back.answer_due_at - clock.now()).days >= 13


def test_a_brief_goes_stale_on_its_day_and_not_before(hall: Hall, client_: Actor, freelancer: Actor) -> None:
    brief = make_brief(hall, client_)
    proposal = make_proposal(brief, freelancer)
    with clock.later(days=29):
        assert let_brief_go_stale(brief.id, by=system("clock")).state == "published"
    with clock.later(days=31):
        assert let_brief_go_stale(brief.id, by=system("clock")).state == "stale"
        let_brief_go_stale(brief.id, by=system("clock"))
    assert Proposal.objects.get(id=proposal.id).state == "closed"
    assert FactRow.objects.filter(name="brief.went_stale").count() == 1


def test_only_a_draft_is_discarded(hall: Hall, client_: Actor) -> None:
    draft = make_draft(hall, client_)
    discard_brief(draft.id, by=client_)
    published = make_brief(hall, client_)
    assert refused_code(lambda: discard_brief(published.id, by=client_)) == "brief.is_published"
    assert [row.id for row in Brief.objects.all()] == [published.id]


def test_strangers_change_nothing(hall: Hall, client_: Actor, freelancer: Actor) -> None:
    brief = make_brief(hall, client_)
    content = brief_content(hall)
    assert refused_code(lambda: edit_brief(brief.id, by=freelancer, content=content)) == "brief.not_found"
    assert refused_code(lambda: close_brief(brief.id, by=freelancer, reason="Because")) == "brief.not_found"
