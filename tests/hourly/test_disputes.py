"""Single entries are disputed; the rest is paid on time; held money waits for both sides."""

from __future__ import annotations

import pytest

from hirehall.engagements.hourly.actions.dispute_entry import (
    accept_split,
    contest_entry,
    dispute_entry,
    propose_split,
    take_off_entry,
    withdraw_dispute,
)
from hirehall.engagements.hourly.models import Entry
from hirehall.engagements.hourly.queries import week_page
from hirehall.engagements.hourly.states import EntryState, State
from hirehall.foundation.refused import Refused
from hirehall.money import invariants
from tests.makers.contracts import Pair, eur
from tests.makers.hourly import at, first_week, in_review, run


def test_a_disputed_entry_stays_held_and_the_rest_is_paid_on_time(pair: Pair) -> None:
    contract, entries = in_review(pair)
    with at(days=8):
        dispute_entry(entries[1].id, by=pair.client, reason="Nobody asked for receipts.")
        contest_entry_in_time(pair, entries[1])
    with at(days=12):
        run()
    week = first_week(contract)
    assert (week.state, week.released_minor) == (State.DISPUTED, 120_00)
    assert eur(60_00) <= week.held <= eur(60_01)
    assert invariants.check() == []


def contest_entry_in_time(pair: Pair, entry: Entry) -> None:
    contest_entry(entry.id, by=pair.freelancer, answer="You did, by telephone.")


def test_both_sides_agree_on_a_split_and_the_week_is_settled(pair: Pair) -> None:
    contract, entries = in_review(pair)
    with at(days=8):
        dispute_entry(entries[1].id, by=pair.client, reason="Nobody asked for receipts.")
        contest_entry_in_time(pair, entries[1])
    with at(days=12):
        run()
    with at(days=13):
        propose_split(entries[1].id, by=pair.client, minutes=30)
        with pytest.raises(Refused, match="other side"):
            accept_split(entries[1].id, by=pair.client)
        accept_split(entries[1].id, by=pair.freelancer)
    week = first_week(contract)
    assert (week.state, week.released_minor, week.held) == (State.RELEASED, 150_00, eur(0))
    assert invariants.check() == []


def test_silence_takes_a_disputed_entry_off(pair: Pair) -> None:
    contract, entries = in_review(pair)
    with at(days=8):
        dispute_entry(entries[1].id, by=pair.client, reason="Nobody asked for receipts.")
    with at(days=12):
        run()
    with at(days=13, hours=1):
        run()
    entries[1].refresh_from_db()
    week = first_week(contract)
    assert entries[1].state == EntryState.TAKEN_OFF
    assert (week.state, week.released_minor) == (State.RELEASED, 120_00)
    assert invariants.check() == []


def test_an_entry_that_is_taken_off_during_the_review_is_not_paid(pair: Pair) -> None:
    contract, entries = in_review(pair)
    with at(days=8):
        dispute_entry(entries[0].id, by=pair.client, reason="Nobody asked for this.")
        take_off_entry(entries[0].id, by=pair.freelancer)
    with at(days=12):
        run()
    assert first_week(contract).released_minor == 60_00
    assert invariants.check() == []


def test_a_dispute_taken_back_is_paid_with_its_week(pair: Pair) -> None:
    contract, entries = in_review(pair)
    with at(days=8):
        dispute_entry(entries[0].id, by=pair.client, reason="Nobody asked for this.")
        withdraw_dispute(entries[0].id, by=pair.client)
    with at(days=12):
        run()
    assert first_week(contract).released_minor == 180_00
    assert invariants.check() == []


def test_nothing_is_disputed_after_the_review(pair: Pair) -> None:
    _, entries = in_review(pair)
    with at(days=12), pytest.raises(Refused, match="review ended"):
        dispute_entry(entries[0].id, by=pair.client, reason="Nobody asked for this.")


def test_a_split_is_never_more_than_the_entry(pair: Pair) -> None:
    _, entries = in_review(pair)
    with at(days=8):
        dispute_entry(entries[0].id, by=pair.client, reason="Nobody asked for this.")
        contest_entry_in_time(pair, entries[0])
        with pytest.raises(Refused, match="120 minutes"):
            propose_split(entries[0].id, by=pair.client, minutes=121)


def test_what_is_settled_is_paid_while_another_entry_stays_contested(pair: Pair) -> None:
    contract, entries = in_review(pair, rate=72_50)
    with at(days=8):
        for entry in entries:
            dispute_entry(entry.id, by=pair.client, reason="Nobody asked for this.")
            contest_entry_in_time(pair, entry)
    with at(days=12):
        run()
    assert first_week(contract).released_minor == 0
    with at(days=13):
        propose_split(entries[1].id, by=pair.client, minutes=20)
        accept_split(entries[1].id, by=pair.freelancer)
    week = first_week(contract)
    assert (week.state, week.released_minor) == (State.DISPUTED, 24_16)
    assert week.held == eur(145_00)
    assert invariants.check() == []
    with at(days=14):
        withdraw_dispute(entries[0].id, by=pair.client)
    week = first_week(contract)
    assert (week.state, week.released_minor, week.held) == (State.RELEASED, 169_16, eur(0))
    assert invariants.check() == []
    card = week_page(pair.client, week.id).card
    assert (card.hours, card.worth) == ("2:20 h", eur(169_16))
