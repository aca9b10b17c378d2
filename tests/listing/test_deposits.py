"""Deposits for positions: put down, given back, kept for a reason after notice, objected to, taken back by a bank."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse

from hirehall.conversations.models import Notice
from hirehall.engagements.listing import queries
from hirehall.engagements.listing.actions.close_position import close_position, remove_position
from hirehall.engagements.listing.actions.decide_deposit import (
    appeal_keeping,
    decide_deposit,
    keep_deposit,
    return_deposit,
    warn_of_keeping,
)
from hirehall.engagements.listing.actions.post_by_mail import confirm_by_mail
from hirehall.engagements.listing.actions.put_down_deposit import pay_deposit
from hirehall.engagements.listing.actions.screen_position import list_position
from hirehall.engagements.listing.actions.submit_position import withdraw_position
from hirehall.engagements.listing.models import Deposit
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import ANONYMOUS, system
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.halls.currency import priced_things
from hirehall.money import invariants
from hirehall.money.rails.interface import Outcome
from hirehall.people.models import Person
from hirehall.wiring.auditing import audit
from tests.makers.listing import WHY, Board, bank_says, make_board, put_down, standing, switch_on
from tests.makers.unit import make_editor

CLOCK = system("clock")


@pytest.fixture
def asking(db: None) -> Iterator[Board]:
    """A board that holds a deposit for each position; the books are right after the test."""
    yield make_board(**{"listing.deposit_asked": 1})
    assert (invariants.check(), audit()[1]) == ([], [])


def sweep() -> None:
    jobs.sweeps["listing.sweep_deposits"]()
    jobs.drain()


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as found:
        call()
    return found.value.code


def state(row: Deposit) -> str:
    return Deposit.objects.get(id=row.id).state


def test_it_is_put_down_before_the_desk_looks_and_goes_back_when_the_position_is_closed(
    asking: Board, client: Client
) -> None:
    row = put_down(asking, paid=False)
    client.force_login(Person.objects.get(id=asking.poster.person_id))
    assert queries.waiting(asking.hall.id) == []
    told = {"answers": asking.checks}
    assert refused(lambda: list_position(row.position_id, by=asking.editor, **told)) == "position.deposit_due"
    assert (
        refused(lambda: pay_deposit(row.id, by=asking.poster, seen=Money(1, "EUR"))) == "deposit.other_amount"
    )
    assert refused(lambda: pay_deposit(row.id, by=asking.member)) == "deposit.not_found"
    href = reverse("listing:deposit", args=[row.position_id])
    assert "Pay €20.00" in client.get(href).content.decode()
    client.post(href, {"method": "sandbox.declined", "seen": "2000", "key": "one"})
    assert state(row) == "due"
    for _ in range(2):
        client.post(href, {"method": "sandbox.instant", "seen": "2000", "key": "two"})
    jobs.drain()
    assert (state(row), standing("deposit"), standing("clearing")) == ("held", 2000, 2000)
    assert refused(lambda: pay_deposit(row.id, by=asking.poster)) == "deposit.wrong_state"
    assert [one.id for one in queries.waiting(asking.hall.id)] == [row.position_id]
    list_position(row.position_id, by=asking.editor, **told)
    assert refused(lambda: return_deposit(row.id, by=CLOCK)) == "deposit.not_due"
    assert "open" not in (queries.open_deposits_of(asking.member.require_person()) or "")
    assert queries.open_deposits_of(asking.poster.require_person())
    close_position(row.position_id, by=asking.poster)
    sweep()
    assert (state(row), standing("deposit"), standing("clearing")) == ("returned", 0, 0)
    unpaid = put_down(asking, paid=False, title="Another one entirely")
    withdraw_position(unpaid.position_id, by=asking.poster)
    sweep()
    assert state(unpaid) == "void"
    with pytest.raises(Refused) as nameless:
        asking.mailed()
    assert nameless.value.code == "position.deposit_needs_account"


def test_it_is_kept_for_a_reason_from_the_list_alone_after_notice_and_never_past_an_objection(
    asking: Board,
) -> None:
    silent, objected, unanswered, spared = (
        put_down(asking, title=f"Position number {one}") for one in range(4)
    )
    editor, other = asking.editor, make_editor("Second Editor")
    assert refused(lambda: warn_of_keeping(silent.id, by=editor, code="rude", reason=WHY)) == (
        "deposit.unknown_reason"
    )
    assert refused(lambda: warn_of_keeping(silent.id, by=editor, code="scam", reason=WHY, version=1)) == (
        "deposit.stale"
    )
    for row in (silent, objected, unanswered, spared):
        warn_of_keeping(row.id, by=editor, code="scam", reason=WHY)
    jobs.drain()
    assert WHY in Notice.objects.filter(kind="deposit.warned").latest("id").sentence
    assert refused(lambda: keep_deposit(silent.id, by=CLOCK)) == "deposit.not_due"
    assert (
        refused(lambda: decide_deposit(silent.id, by=editor, keep=True, reason=WHY)) == "deposit.wrong_state"
    )
    decide_deposit(spared.id, by=editor, keep=False, reason=WHY)
    for row in (objected, unanswered):
        appeal_keeping(row.id, by=asking.poster, text="The employer answers at this number.")
    assert (
        refused(lambda: decide_deposit(objected.id, by=editor, keep=True, reason=WHY))
        == "deposit.own_decision"
    )
    with clock.later(days=8):
        sweep()
        assert [state(row) for row in (silent, objected, unanswered, spared)] == [
            "kept",
            "appealed",
            "appealed",
            "held",
        ]
        decide_deposit(objected.id, by=other, keep=True, reason=WHY)
    with clock.later(days=15):
        sweep()
    assert [state(row) for row in (objected, unanswered)] == ["kept", "held"]
    assert (standing("deposit"), standing("deposit_kept")) == (4000, 4000)
    remove_me = Deposit.objects.get(id=spared.id)
    list_position(remove_me.position_id, by=editor, answers=asking.checks)
    remove_position(remove_me.position_id, by=editor, reason=WHY)
    sweep()
    assert state(spared) == "held"
    with clock.later(days=4):
        sweep()
    assert (state(spared), standing("deposit")) == ("returned", 2000)


def test_what_a_bank_wants_back_does_not_move_and_is_gone_when_it_is_lost(asking: Board) -> None:
    row = put_down(asking)
    bank_says(row.payment_id, Outcome.PENDING)
    withdraw_position(row.position_id, by=asking.poster)
    sweep()
    assert (state(row), standing("deposit"), standing("disputed")) == ("held", 2000, 2000)
    bank_says(row.payment_id, Outcome.FAILED)
    jobs.drain()
    assert (state(row), standing("deposit"), standing("disputed")) == ("lost", 0, 0)


def test_what_was_answered_is_not_wanted_again_and_nobody_without_an_account_slips_in(asking: Board) -> None:
    row = put_down(asking)
    warn_of_keeping(row.id, by=asking.editor, code="scam", reason=WHY)
    appeal_keeping(row.id, by=asking.poster, text="The employer answers at this number.")
    with clock.later(days=15):
        sweep()
        assert state(row) == "held"
        again = refused(lambda: warn_of_keeping(row.id, by=asking.editor, code="scam", reason=WHY))
        assert again == "deposit.answered"
    switch_on(asking.hall, **{"listing.deposit_asked": 0})
    token = asking.mailed()
    switch_on(asking.hall, **{"listing.deposit_asked": 1})
    assert refused(lambda: confirm_by_mail(token, by=ANONYMOUS)) == "position.deposit_needs_account"
    due = put_down(asking, paid=False, title="Another one entirely")
    assert ("deposit that is due", 1) in priced_things(asking.hall.id)
    pay_deposit(due.id, by=asking.poster)
    Deposit.objects.filter(id=row.id).update(state="void")
    assert queries.open_deposits_of(asking.poster.require_person())
    Deposit.objects.filter(id=row.id).update(state="held")
