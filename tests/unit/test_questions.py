"""Who holds an order asks its client; the answer goes along, without who asked, and the clock does what was said."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse

from hirehall.contracts.models import Posting
from hirehall.conversations.models import Notice
from hirehall.engagements.unit import queries
from hirehall.engagements.unit.actions.answer_direct import take_on
from hirehall.engagements.unit.actions.ask_question import answer_question, ask_question
from hirehall.engagements.unit.actions.claim_order import claim_order, give_back, start_work
from hirehall.engagements.unit.actions.deliver_order import deliver_order
from hirehall.engagements.unit.models import PoolOrder
from hirehall.engagements.unit.operations import run_on, stand_still
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import timeline
from hirehall.money import invariants
from hirehall.people.actions.suspend_person import suspend_person
from hirehall.people.models import Organisation
from tests.makers.base import make_hall
from tests.makers.unit import Pool, make_pool, pool_again, words
from tests.unit.test_pages import browser
from tests.unit.test_refusals import code_of

ASKED, ANSWER = "Is the table of oak, or of beech?", "Of oak. Please name it once."


def due(order: PoolOrder) -> datetime:
    at = pool_again(order).due_at
    assert at is not None
    return at


def test_a_question_and_its_answer_go_along_without_who_asked(pool: Pool) -> None:
    order = pool.claimed()
    client, writer, next_ = browser(pool.client), browser(pool.freelancer), pool.writer("Otto Other")
    page = reverse("unit:posting", args=[order.pk])
    assert "Your time to decide goes on" in writer.get(page).content.decode()
    writer.post(reverse("unit:ask_question", args=[order.pk]), {"text": ASKED, "key": "1"})
    jobs.drain()
    told = Notice.objects.get(kind="order.question")
    assert (told.person_id, "Mateus" in told.sentence) == (pool.client.person_id, False)
    assert [turn.button for turn in queries.turns_for(pool.client)] == ["Answer"]
    give_back(order.pk, by=pool.freelancer)
    claim_order(order.pk, by=next_)
    shown = client.get(page).content.decode()
    assert "Your turn: answer a question" in shown
    assert "Mateus" not in shown
    question = pool_again(order).questions.get()
    answer = {"text": ANSWER, "key": "2"}
    assert client.post(reverse("unit:answer_question", args=[question.id]), answer).status_code == 302
    jobs.drain()
    assert Notice.objects.filter(kind="order.question", person_id=next_.person_id).count() == 1
    read = browser(next_).get(page).content.decode()
    assert ANSWER in read
    assert "Mateus" not in read
    start_work(order.pk, by=next_)
    deliver_order(order.pk, by=next_, text=words(350))
    for side in (client, browser(next_)):
        room = side.get(reverse("unit:contract", args=[order.pk])).content.decode()
        assert ANSWER in room
        assert "Mateus" not in room
    assert pool.freelancer.person_id not in {fact.actor_person_id for fact in timeline(order.pk)}
    assert [row.answer for row in queries.question_rows_for(next_, order.pk)] == [ANSWER]
    assert invariants.check() == []


def test_the_hours_of_the_work_stand_while_questions_wait_for_one_sum(pool: Pool) -> None:
    order, now = pool.claimed(), clock.now()
    with clock.at(now):
        first = ask_question(order.pk, by=pool.freelancer, text=ASKED)
        assert first.holds_until is None
        start_work(order.pk, by=pool.freelancer)
        assert due(order) == now + timedelta(hours=48 + 24)
        page = browser(pool.freelancer).get(reverse("unit:posting", args=[order.pk])).content.decode()
        assert "The hours of the work stand still while your question waits" in page
    with clock.at(now + timedelta(hours=5)):
        answer_question(first.id, by=pool.client, text=ANSWER)
        assert due(order) == now + timedelta(hours=48 + 5)
        ask_question(order.pk, by=pool.freelancer, text="And the legs, are they of oak?")
        assert due(order) == now + timedelta(hours=48 + 24)
    with clock.at(now + timedelta(hours=30)):
        second = pool_again(order).questions.get(answered_at=None)
        answer_question(second.id, by=pool.client, text=ANSWER)
        third = ask_question(order.pk, by=pool.freelancer, text="And what is it oiled with?")
        assert (due(order), third.holds_until) == (now + timedelta(hours=48 + 24), None)


def test_the_clock_goes_on_where_the_policy_says_so(db: None) -> None:
    pool = make_pool(make_hall(of_models={"unit.question_hours": 0}))
    order = pool.begun()
    until = due(order)
    ask_question(order.pk, by=pool.freelancer, text=ASKED)
    assert due(order) == until
    page = browser(pool.freelancer).get(reverse("unit:posting", args=[order.pk])).content.decode()
    assert "The hours of the work go on meanwhile." in page


def test_a_bank_stops_the_hold_as_well_and_a_late_answer_draws_nothing_back(pool: Pool) -> None:
    order, now = pool.begun(), clock.now()
    with clock.at(now):
        until = due(order)
        question = ask_question(order.pk, by=pool.freelancer, text=ASKED)
        stand_still(pool_again(order))
        assert code_of(lambda: answer_question(question.id, by=pool.client, text=ANSWER)) == "unit.frozen"
    with clock.at(now + timedelta(days=3)):
        run_on(pool_again(order))
    with clock.at(now + timedelta(days=3, hours=4)):
        answer_question(question.id, by=pool.client, text=ANSWER)
    assert due(order) == until + timedelta(days=3, hours=4)


def test_who_was_asked_for_a_direct_order_asks_before_taking_it_on(pool: Pool) -> None:
    order, now = pool.asked(), clock.now()
    with clock.at(now):
        ask_question(order.pk, by=pool.freelancer, text=ASKED)
        take_on(order.pk, by=pool.freelancer)
        assert due(order) == now + timedelta(hours=24 + 24)


def test_what_cannot_be_asked(pool: Pool) -> None:
    standing, order = pool.posted(), pool.begun()

    def ask(**more: Any) -> Any:
        return ask_question(order.pk, by=pool.freelancer, **{"text": ASKED, **more})

    assert code_of(lambda: ask_question(standing.pk, by=pool.freelancer, text=ASKED)) == "unit.wrong_party"
    assert code_of(lambda: ask(text="Why?")) == "contract.invalid"
    assert code_of(lambda: ask(version=99)) == "unit.stale"
    with clock.later(hours=48):
        assert code_of(ask) == "unit.clock_passed"
    for _ in range(5):
        question = ask()
        assert code_of(ask) == "unit.question_waits"
        answer_question(question.id, by=pool.client, text=ANSWER)
    assert code_of(ask) == "unit.asked_enough"
    suspend_person(pool.freelancer.require_person(), by=pool.editor, reason="Spam to forty members")
    assert code_of(ask) == "person.suspended"


def test_only_who_may_hire_is_asked_to_answer(pool: Pool) -> None:
    order = pool.begun()
    ask_question(order.pk, by=pool.freelancer, text=ASKED)
    house = Organisation.objects.create(name="Oak House", handle="oak-house", made_at=clock.now())
    Posting.objects.filter(id=order.pk).update(organisation=house)
    seats = {role: pool.client.holding(((house.id, role),)) for role in ("owner", "hiring", "billing")}
    turns = {role: [turn.button for turn in queries.turns_for(by)] for role, by in seats.items()}
    assert turns == {"owner": ["Answer"], "hiring": ["Answer"], "billing": []}
    pays = queries.questions_of(pool_again(order), seats["billing"])
    assert (pays.may_answer, len(pays.cards)) == (False, 1)


def test_what_cannot_be_answered(pool: Pool) -> None:
    order = pool.begun()
    first = ask_question(order.pk, by=pool.freelancer, text=ASKED)

    def answer(by: Actor, id_: UUID = first.id) -> str:
        return code_of(lambda: answer_question(id_, by=by, text=ANSWER))

    assert answer(pool.freelancer) == "posting.wrong_party"
    assert answer(pool.writer("Otto Other")) == "question.not_found"
    answer_question(first.id, by=pool.client, text=ANSWER)
    assert answer(pool.client) == "unit.question_answered"
    second = ask_question(order.pk, by=pool.freelancer, text=ASKED)
    deliver_order(order.pk, by=pool.freelancer, text=words(350))
    assert answer(pool.client, second.id) == "unit.taken"
