"""Getting paid: destinations, requests, holds, failures and retries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from hirehall.conversations.models import Notice
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor, Hat, staff
from hirehall.foundation.ids import new_id
from hirehall.foundation.models import FactRow
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.halls.queries import policy_now
from hirehall.money import iban, queries
from hirehall.money.actions.cancel_payout import cancel_payout
from hirehall.money.actions.claim_payout import claim_payout
from hirehall.money.actions.record_payout import record_payout
from hirehall.money.actions.remove_destination import remove_destination
from hirehall.money.actions.request_payout import request_payout
from hirehall.money.actions.retry_payout import retry_payout
from hirehall.money.actions.return_payout import return_payout
from hirehall.money.actions.save_destination import save_destination
from hirehall.money.invariants import trial_balance
from hirehall.money.models import Destination, Payout
from hirehall.money.rails.driving import RAIL
from hirehall.money.rails.interface import Outcome, Sent
from hirehall.money.rails.sandbox.models import PaidOut
from hirehall.money.rails.sandbox.rail import send_back
from hirehall.people.actions.start_staff_session import start_staff_session
from hirehall.people.models import Person
from hirehall.people.queries import staff_actor
from tests.makers import money as make
from tests.makers.base import actor_of, make_hall, make_person
from tests.money.conftest import holds

pytestmark = pytest.mark.usefixtures("books")


def earned(number: str = "SANDBOX-PAYS", *, available: int = 800_00) -> tuple[make.Deal, Destination]:
    """A freelancer with a balance and a destination."""
    deal = make.make_deal()
    make.fund(deal)
    make.release(deal, available * 5 // 4)
    return deal, make.save_practice_account(deal, number)


def ask(deal: make.Deal, destination: Destination, minor: int = 800_00) -> Payout:
    return request_payout(destination.id, amount=Money(minor, "EUR"), by=deal.as_freelancer)


def available(deal: make.Deal) -> int:
    return queries.balance_of(deal.freelancer.id, deal.hall).available.minor


def test_a_payout_leaves_the_balance_at_once_and_the_books_when_it_is_paid(db: None) -> None:
    deal, destination = earned()
    payout = ask(deal, destination, 300_00)
    balance = queries.balance_of(deal.freelancer.id, deal.hall)
    assert (balance.available.minor, balance.on_the_way.minor) == (500_00, 300_00)
    jobs.drain()
    payout.refresh_from_db()
    assert payout.status == "paid"
    assert sum(minor for _, kind, _, minor in trial_balance() if kind == "clearing") == holds() == 730_00
    assert queries.balance_of(deal.freelancer.id, deal.hall).on_the_way.minor == 0


def test_more_than_available_is_not_paid_out(db: None) -> None:
    deal, destination = earned()
    with pytest.raises(Refused, match=r"800\.00 can be paid out now") as refused:
        ask(deal, destination, 800_01)
    assert (refused.value.code, Payout.objects.count()) == ("payout.more_than_available", 0)


def test_money_on_hold_is_not_paid_out_before_its_date(db: None) -> None:
    deal = make.make_deal()
    make.fund(deal)
    make.release(deal, 1_000_00, available_at=clock.now() + timedelta(days=5))
    destination = make.save_practice_account(deal)
    with pytest.raises(Refused):
        ask(deal, destination)
    with clock.later(days=5, seconds=1):
        assert ask(deal, destination).status == "requested"


def test_less_than_the_minimum_is_not_paid_out(db: None) -> None:
    deal, destination = earned()
    with pytest.raises(Refused, match=r"10\.00") as refused:
        ask(deal, destination, 9_99)
    assert refused.value.code == "payout.below_minimum"


def test_the_minimum_is_the_same_figure_in_another_currency(db: None) -> None:
    deal = make.make_deal()
    make.fund(deal, 10_000, client_fee=300, currency="JPY")
    make.release(deal, 10_000, currency="JPY")
    destination = make.save_practice_account(deal)
    with pytest.raises(Refused, match="¥10"):
        request_payout(destination.id, amount=Money(9, "JPY"), by=deal.as_freelancer)
    assert request_payout(destination.id, amount=Money(10, "JPY"), by=deal.as_freelancer).amount == Money(
        10, "JPY"
    )


def test_the_same_request_with_its_key_pays_once(db: None) -> None:
    deal, destination = earned()
    asked = [
        request_payout(destination.id, amount=Money(100_00, "EUR"), by=deal.as_freelancer, key="one")
        for _ in range(3)
    ]
    assert len({payout.id for payout in asked}) == 1
    assert available(deal) == 700_00


def test_nobody_is_paid_out_to_somebody_elses_destination(db: None) -> None:
    deal, destination = earned()
    thief = actor_of(make_person("Thief"))
    with pytest.raises(Refused) as refused:
        request_payout(destination.id, amount=Money(100_00, "EUR"), by=thief)
    assert (refused.value.code, available(deal)) == ("destination.not_found", 800_00)


def test_a_payout_can_be_cancelled_until_it_is_sent(db: None) -> None:
    deal, destination = earned()
    payout = cancel_payout(ask(deal, destination).id, by=deal.as_freelancer)
    assert (payout.status, available(deal)) == ("cancelled", 800_00)
    jobs.drain()
    assert PaidOut.objects.count() == 0
    second = ask(deal, destination)
    claim_payout(second.id, by=RAIL)
    with pytest.raises(Refused) as refused:
        cancel_payout(second.id, by=deal.as_freelancer)
    assert (refused.value.code, available(deal)) == ("payout.is_sending", 0)


def test_a_payout_that_fails_is_in_the_balance_again_and_can_be_tried_again(db: None) -> None:
    deal, destination = earned("SANDBOX-FAILS-ONCE")
    payout = ask(deal, destination)
    jobs.drain()
    payout.refresh_from_db()
    assert (payout.status, available(deal)) == ("failed", 800_00)
    assert payout.reason == "The bank sent the money back: it could not reach the account."
    [turn] = queries.turns_for(deal.as_freelancer)
    assert (turn.title, turn.href) == ("Try your payout of €800.00 again", f"/money/payouts/{payout.id}/")
    retry_payout(payout.id, by=deal.as_freelancer)
    jobs.drain()
    payout.refresh_from_db()
    assert (payout.status, payout.attempt, available(deal)) == ("paid", 2, 0)
    assert queries.turns_for(deal.as_freelancer) == []
    names = FactRow.objects.filter(name__startswith="payout.").order_by("id").values_list("name", flat=True)
    assert list(names) == ["payout.requested", "payout.failed", "payout.requested", "payout.paid"]


def test_a_failed_payout_can_be_sent_elsewhere(db: None) -> None:
    deal, destination = earned("SANDBOX-CLOSED")
    payout = ask(deal, destination)
    jobs.drain()
    elsewhere = make.save_practice_account(deal, "SANDBOX-PAYS")
    retry_payout(payout.id, destination_id=elsewhere.id, by=deal.as_freelancer)
    jobs.drain()
    payout.refresh_from_db()
    assert (payout.status, payout.destination) == ("paid", elsewhere)


def test_a_failed_payout_is_not_repeated_with_money_that_has_gone_elsewhere(db: None) -> None:
    deal, destination = earned("SANDBOX-CLOSED")
    payout = ask(deal, destination)
    jobs.drain()
    ask(deal, make.save_practice_account(deal, "SANDBOX-PAYS"), 500_00)
    with pytest.raises(Refused) as refused:
        retry_payout(payout.id, by=deal.as_freelancer)
    assert refused.value.code == "payout.more_than_available"


def test_a_slow_payout_arrives_by_the_clock(db: None) -> None:
    deal, destination = earned("SANDBOX-SLOW")
    payout = ask(deal, destination)
    jobs.drain()
    payout.refresh_from_db()
    assert payout.status == "sending"
    with clock.later(minutes=3):
        jobs.run_sweeps()
    payout.refresh_from_db()
    assert payout.status == "paid"


def test_a_payout_that_comes_back_days_later_is_owed_again(db: None) -> None:
    deal, destination = earned()
    payout = ask(deal, destination)
    jobs.drain()
    with transaction.atomic():
        send_back(PaidOut.objects.get())
    jobs.drain()
    payout.refresh_from_db()
    assert (payout.status, available(deal), holds()) == ("failed", 800_00, 1_030_00)


def test_lines_say_where_each_cent_came_from(db: None) -> None:
    deal, destination = earned()
    ask(deal, destination, 300_00)
    lines = queries.lines_of_person(deal.freelancer.id, deal.hall.id, "EUR")
    assert [(line.text, line.amount.minor, line.balance.minor) for line in lines] == [
        ("Payout asked for", -300_00, 500_00),
        ("Released to you, less the hall’s fee", 800_00, 800_00),
    ]


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        ("DE89370400440532013000", None),
        ("FR1420041010050500013M02606", None),
        ("NO9386011117947", None),
        ("DE89370400440532013001", "check digits"),
        ("DE8937040044053201300", "has 22 letters"),
        ("XX89370400440532013000", "starts with a country"),
        ("DE8937040044053201300é", "has 22 letters"),
        ("", "starts with a country"),
    ],
)
def test_an_iban_is_checked_before_it_is_saved(number: str, wrong: str | None) -> None:
    said = iban.problem(number)
    assert said is None if wrong is None else wrong in (said or "")


def test_swapping_two_neighbouring_digits_of_an_iban_is_always_noticed() -> None:
    number = "DE89370400440532013000"
    for place in range(4, len(number) - 1):
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        assert swapped == number or iban.problem(swapped)


def test_an_iban_is_saved_once_however_it_is_typed(db: None) -> None:
    deal = make.make_deal()
    saved = [
        save_destination(deal.hall.id, kind="iban", holder="Ada", number=number, by=deal.as_freelancer)
        for number in ("DE89 3704 0044 0532 0130 00", "de89370400440532013000")
    ]
    assert saved[0].id == saved[1].id
    assert (saved[0].hint, saved[0].number) == ("DE … 3000", "DE89370400440532013000")


@pytest.mark.parametrize(
    ("kind", "holder", "number", "field"),
    [
        ("iban", "Ada", "DE00", "number"),
        ("iban", " ", "DE89370400440532013000", "holder"),
        ("sandbox", "Ada\x00", "SANDBOX-PAYS", "holder"),
        ("sandbox", "Ada", "SANDBOX-GOLD", "number"),
        ("pigeon", "Ada", "SANDBOX-PAYS", "number"),
    ],
)
def test_a_destination_that_cannot_be_is_refused_at_its_field(
    db: None, kind: str, holder: str, number: str, field: str
) -> None:
    deal = make.make_deal()
    with pytest.raises(Refused) as refused:
        save_destination(deal.hall.id, kind=kind, holder=holder, number=number, by=deal.as_freelancer)
    assert (refused.value.field, Destination.objects.count()) == (field, 0)


def test_removing_a_destination_forgets_its_number(db: None) -> None:
    deal, destination = earned()
    payout = ask(deal, destination)
    with pytest.raises(Refused) as refused:
        remove_destination(destination.id, by=deal.as_freelancer)
    assert refused.value.code == "destination.in_use"
    jobs.drain()
    removed = remove_destination(destination.id, by=deal.as_freelancer)
    payout.refresh_from_db()
    assert (removed.number, payout.destination.hint) == (
        "", "Practice account, pays at once",
    )  # fmt: skip
    assert queries.destinations_of(deal.freelancer.id, deal.hall.id) == []


def test_a_hall_without_a_rail_says_so(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    deal, destination = earned()
    monkeypatch.setattr("hirehall.money.rules.offered", lambda: ())
    with pytest.raises(Refused) as refused:
        ask(deal, destination)
    assert (refused.value.code, available(deal)) == ("money.no_rail", 800_00)
    with pytest.raises(Refused) as refused:
        make.save_practice_account(deal, "SANDBOX-SLOW")
    assert refused.value.code == "money.no_rail"


@pytest.fixture
def operator(db: None) -> Actor:
    return staff(make_person("Olga Operator", Hat.CLIENT, operator=True).id, staff_session_id=new_id())


def test_an_operator_tries_a_payout_again_that_came_back(operator: Actor) -> None:
    deal, destination = earned("SANDBOX-FAILS-ONCE")
    payout = ask(deal, destination)
    jobs.drain()
    payout.refresh_from_db()
    assert (payout.status, payout.reason[:8]) == ("failed", "The bank")
    retry_payout(payout.id, by=operator)
    jobs.drain()
    payout.refresh_from_db()
    assert (payout.status, payout.attempt, available(deal)) == ("paid", 2, 0)


def test_an_operator_cannot_send_a_payout_to_an_account_that_its_owner_has_removed(operator: Actor) -> None:
    deal, destination = earned("SANDBOX-CLOSED")
    payout = ask(deal, destination)
    jobs.drain()
    remove_destination(destination.id, by=deal.as_freelancer)
    with pytest.raises(Refused) as refused:
        retry_payout(payout.id, by=operator)
    assert (refused.value.code, available(deal)) == ("destination.gone", 800_00)


def test_an_operator_returns_a_waiting_payout_to_the_balance_and_its_owner_is_told_why(
    operator: Actor,
) -> None:
    deal, destination = earned()
    payout = ask(deal, destination)
    assert available(deal) == 0
    return_payout(payout.id, by=operator, reason="The account looks like a stranger's.")
    payout.refresh_from_db()
    assert (payout.status, available(deal)) == ("cancelled", 800_00)
    jobs.drain()
    payout.refresh_from_db()
    assert payout.status == "cancelled"  # the job that was to send it finds it closed
    told = Notice.objects.get(kind="payout.returned")
    assert (told.person_id, told.sentence) == (
        deal.freelancer.id,
        "Your payout of €800.00 was stopped; the money is in your balance. The account looks like a stranger's.",
    )


def test_a_payout_that_came_back_is_closed_without_moving_money_again(operator: Actor) -> None:
    deal, destination = earned("SANDBOX-CLOSED")
    payout = ask(deal, destination)
    jobs.drain()
    return_payout(payout.id, by=operator, reason="Ask for it again with another account.")
    assert available(deal) == 800_00
    for again in (
        lambda: return_payout(payout.id, by=operator, reason="Twice."),
        lambda: ask_again(deal, payout),
    ):
        with pytest.raises(Refused) as refused:
            again()
        assert refused.value.code == "payout.is_cancelled"


def ask_again(deal: make.Deal, payout: Payout) -> Payout:
    return retry_payout(payout.id, by=deal.as_freelancer)


def test_a_payout_that_is_being_sent_or_was_paid_cannot_be_returned(operator: Actor) -> None:
    deal, destination = earned("SANDBOX-SLOW")
    payout = ask(deal, destination)
    jobs.drain()
    with pytest.raises(Refused) as refused:
        return_payout(payout.id, by=operator, reason="Stop it.")
    assert refused.value.code == "payout.is_sending"
    with pytest.raises(Refused) as refused:
        cancel_payout(payout.id, by=deal.as_freelancer)
    assert refused.value.code == "payout.is_sending"


def test_a_freelancer_cannot_cancel_what_came_back_the_money_is_there_already(db: None) -> None:
    deal, destination = earned("SANDBOX-CLOSED")
    payout = ask(deal, destination)
    jobs.drain()
    with pytest.raises(Refused) as refused:
        cancel_payout(payout.id, by=deal.as_freelancer)
    assert (refused.value.code, available(deal)) == ("payout.is_failed", 800_00)


def test_late_news_of_an_earlier_attempt_changes_nothing(db: None) -> None:
    deal, destination = earned("SANDBOX-FAILS-ONCE")
    payout = ask(deal, destination)
    jobs.drain()
    retry_payout(payout.id, by=deal.as_freelancer)
    claim_payout(payout.id, by=RAIL)
    late = Sent(outcome=Outcome.FAILED, reason="The first try, said twice.")
    record_payout(payout.id, attempt=1, sent=late, by=RAIL)
    payout.refresh_from_db()
    assert (payout.status, payout.attempt, available(deal)) == ("sending", 2, 0)


def test_exactly_the_minimum_is_paid_out(db: None) -> None:
    deal, destination = earned()
    minimum = policy_now(deal.hall.id).payout_minimum_minor
    assert ask(deal, destination, minimum).status == "requested"
    with pytest.raises(Refused) as refused:
        ask(deal, destination, minimum - 1)
    assert refused.value.code == "payout.below_minimum"


def test_a_retry_does_not_go_to_an_account_of_another_hall(db: None) -> None:
    deal, destination = earned("SANDBOX-CLOSED")
    payout = ask(deal, destination)
    jobs.drain()
    elsewhere = make_hall(slug="elsewhere")
    other = save_destination(
        elsewhere.id, kind="sandbox", holder="Ada", number="SANDBOX-PAYS", by=deal.as_freelancer
    )
    with pytest.raises(Refused) as refused:
        retry_payout(payout.id, destination_id=other.id, by=deal.as_freelancer)
    assert (refused.value.code, available(deal)) == ("destination.not_found", 800_00)


def test_a_destination_stays_while_a_payout_is_being_sent_there(db: None) -> None:
    deal, destination = earned()
    payout = ask(deal, destination)
    Payout.objects.filter(id=payout.id).update(status="sending")
    with pytest.raises(Refused) as refused:
        remove_destination(destination.id, by=deal.as_freelancer)
    assert refused.value.code == "destination.in_use"


def test_an_operator_at_the_desk_does_not_touch_what_is_their_own(db: None) -> None:
    """Staff power is for other people's matters: for one's own, the session is left first."""
    deal, destination = earned()
    payout = ask(deal, destination)
    Person.objects.filter(id=deal.freelancer.id).update(is_operator=True)
    deal.freelancer.refresh_from_db()
    session = start_staff_session(by=deal.as_freelancer, reason="Looking at payouts")
    at_the_desk = staff_actor(deal.freelancer, session.id)
    assert at_the_desk is not None
    for call in (
        lambda: cancel_payout(payout.id, by=at_the_desk),
        lambda: remove_destination(destination.id, by=at_the_desk),
    ):
        with pytest.raises(Refused):
            call()
    payout.refresh_from_db()
    assert payout.status == "requested"
    assert cancel_payout(payout.id, by=deal.as_freelancer).status == "cancelled"
