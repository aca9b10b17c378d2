"""Schedules are dated rows; a quote asks the one that counts at its instant."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hirehall.foundation import clock
from hirehall.foundation.actor import ANONYMOUS, Hat, system
from hirehall.foundation.models import FactRow
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.money.fees.actions.announce_schedule import announce_schedule
from hirehall.money.fees.actions.withdraw_schedule import withdraw_schedule
from hirehall.money.fees.queries import schedule_for
from hirehall.money.models import FeeSchedule
from hirehall.money.operations import set_founding_schedule
from hirehall.money.queries import fee_quote, quote_under, quotes_of_plans
from tests.makers.base import actor_of, make_hall, make_person

pytestmark = pytest.mark.django_db(transaction=True)
GENTLER = {
    "form": 1,
    "freelancer": [{"kind": "percent", "basis_points": 1000, "label": "Commission, 10%"}],
    "client": [{"kind": "percent", "basis_points": 300, "label": "Service fee, 3%"}],
}
DESK = system("desk")


def founded() -> Any:
    hall = make_hall()
    with transaction.atomic():
        set_founding_schedule(hall.id)
    return hall


def test_founding_schedule_is_twenty_percent_and_three_percent() -> None:
    answer = fee_quote(founded().id, amount=Money(1_000_00, "EUR"))
    assert answer.freelancer_gets == Money(800_00, "EUR")
    assert answer.client_pays == Money(1_030_00, "EUR")
    assert answer.hall_keeps == Money(230_00, "EUR")


def test_founding_twice_changes_nothing() -> None:
    hall = founded()
    with transaction.atomic():
        set_founding_schedule(hall.id)
    assert FeeSchedule.objects.filter(hall=hall).count() == 1


def test_a_quote_takes_one_query(django_assert_num_queries: Any) -> None:
    hall = founded()
    with django_assert_num_queries(1):
        fee_quote(hall.id, amount=Money(1_000_00, "EUR"))


def test_announced_fees_count_from_their_day_on_and_old_quotes_stay() -> None:
    hall = founded()
    old = fee_quote(hall.id, amount=Money(100_00, "EUR"))
    day = clock.now() + timedelta(days=40)
    new = announce_schedule(hall.id, by=DESK, rules=GENTLER, effective_from=day, note="Gentler.")
    assert new.version == 2
    assert fee_quote(hall.id, amount=Money(100_00, "EUR")).freelancer_fee == Money(20_00, "EUR")
    with clock.later(days=41):
        assert fee_quote(hall.id, amount=Money(100_00, "EUR")).freelancer_fee == Money(10_00, "EUR")
        assert old.schedule_id is not None
        assert quote_under(old.schedule_id, amount=Money(100_00, "EUR")) == old
    assert FactRow.objects.filter(name="fee_schedule.announced").count() == 2


@pytest.mark.parametrize(
    ("rules", "days", "code"),
    [
        (GENTLER, 29, "fee_schedule.too_soon"),
        ({"form": 1, "client": [{"kind": "percent"}]}, 40, "fee_schedule.unreadable"),
    ],
)
def test_refused_announcements_change_nothing(rules: dict[str, Any], days: int, code: str) -> None:
    hall = founded()
    with pytest.raises(Refused) as refused:
        announce_schedule(hall.id, by=DESK, rules=rules, effective_from=clock.now() + timedelta(days=days))
    assert refused.value.code == code
    assert FeeSchedule.objects.count() == 1


def test_schedules_are_announced_in_order() -> None:
    hall = founded()
    far = clock.now() + timedelta(days=90)
    announce_schedule(hall.id, by=DESK, rules=GENTLER, effective_from=far)
    with pytest.raises(Refused) as refused:
        announce_schedule(hall.id, by=DESK, rules=GENTLER, effective_from=far - timedelta(days=20))
    assert refused.value.code == "fee_schedule.before_another"


def test_only_staff_changes_fees() -> None:
    hall = founded()
    day = clock.now() + timedelta(days=40)
    operator_without_session = actor_of(make_person("Olga Operator", Hat.CLIENT, operator=True))
    for nobody in (ANONYMOUS, operator_without_session):
        with pytest.raises(Refused) as refused:
            announce_schedule(hall.id, by=nobody, rules=GENTLER, effective_from=day)
        assert refused.value.code == "staff.session_needed"
    assert FeeSchedule.objects.count() == 1


def test_the_database_refuses_to_change_or_delete_a_schedule() -> None:
    hall = founded()
    for attempt in (
        lambda: FeeSchedule.objects.filter(hall=hall).update(note="quietly"),
        lambda: FeeSchedule.objects.filter(hall=hall).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def test_a_hall_without_fees_and_a_negative_amount_are_refused() -> None:
    hall = make_hall()
    with pytest.raises(Refused) as refused:
        fee_quote(hall.id, amount=Money(1, "EUR"))
    assert refused.value.code == "fee_schedule.not_found"
    with transaction.atomic():
        set_founding_schedule(hall.id)
    with pytest.raises(Refused) as refused:
        fee_quote(hall.id, amount=Money(-1, "EUR"))
    assert refused.value.code == "fee_schedule.negative_amount"


def test_an_announced_schedule_is_withdrawn_with_its_reason_and_never_counts() -> None:
    hall = founded()
    day = clock.now() + timedelta(days=40)
    announced = announce_schedule(hall.id, by=DESK, rules=GENTLER, effective_from=day)
    gone = withdraw_schedule(announced.id, by=DESK, reason=" A typing error. ")
    assert gone.withdrawn_reason == "A typing error."
    with clock.later(days=41):
        assert fee_quote(hall.id, amount=Money(100_00, "EUR")).freelancer_fee == Money(20_00, "EUR")
    fact = FactRow.objects.get(name="fee_schedule.withdrawn")
    assert (fact.data["number"], fact.data["reason"]) == (2, "A typing error.")
    # the day is free again, earlier days too, and the number is not used twice
    assert announce_schedule(hall.id, by=DESK, rules=GENTLER, effective_from=day).version == 3


def test_a_schedule_that_counts_cannot_be_withdrawn_nor_one_twice_nor_without_a_reason() -> None:
    hall = founded()
    first = FeeSchedule.objects.get(hall=hall)
    announced = announce_schedule(
        hall.id, by=DESK, rules=GENTLER, effective_from=clock.now() + timedelta(days=40)
    )

    def refused(schedule: FeeSchedule, reason: str = "No.") -> str:
        with pytest.raises(Refused) as why:
            withdraw_schedule(schedule.id, by=DESK, reason=reason)
        return why.value.code

    assert refused(first) == "fee_schedule.in_force"
    assert refused(announced, "  ") == "fee_schedule.reason_missing"
    with clock.later(days=40, minutes=1):
        assert refused(announced) == "fee_schedule.in_force"
    withdraw_schedule(announced.id, by=DESK, reason="No.")
    assert refused(announced) == "fee_schedule.withdrawn"
    assert FeeSchedule.objects.filter(withdrawn_at__isnull=False).count() == 1


def test_the_database_refuses_to_undo_a_withdrawal_or_to_hide_a_change_in_one() -> None:
    hall = founded()
    announced = announce_schedule(
        hall.id, by=DESK, rules=GENTLER, effective_from=clock.now() + timedelta(days=40)
    )
    rows = FeeSchedule.objects.filter(id=announced.id)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(withdrawn_at=clock.now(), rules={"form": 1})
    withdraw_schedule(announced.id, by=DESK, reason="No.")
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(withdrawn_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        FeeSchedule.objects.filter(version=1).update(withdrawn_at=clock.now())  # it counts already


def test_each_hall_quotes_by_its_own_schedule() -> None:
    hall, other = founded(), make_hall(slug="quarry", name="Quarry Hall")
    with transaction.atomic():
        set_founding_schedule(other.id, rules=GENTLER)
    assert fee_quote(hall.id, amount=Money(100_00, "EUR")).freelancer_fee == Money(20_00, "EUR")
    assert fee_quote(other.id, amount=Money(100_00, "EUR")).freelancer_fee == Money(10_00, "EUR")
    theirs = FeeSchedule.objects.get(hall=other)
    with pytest.raises(Refused) as refused:
        schedule_for(hall.id, theirs.id)
    assert refused.value.code == "fee_schedule.not_found"


def test_a_plan_is_quoted_as_if_its_payments_came_one_after_the_other() -> None:
    """Each counts towards the tiers of those behind it: three of 400 pay as 1,200 at once do."""
    hall = make_hall()
    tiers = [{"up_to_minor": 500_00, "basis_points": 2000}, {"basis_points": 1000}]
    with transaction.atomic():
        set_founding_schedule(
            hall.id,
            rules={"form": 1, "currency": "EUR", "freelancer": [{"kind": "marginal", "tiers": tiers}]},
        )
    (quotes,) = quotes_of_plans(hall.id, [[Money(400_00, "EUR")] * 3])
    assert [quote.freelancer_fee.minor for quote in quotes] == [80_00, 50_00, 40_00]


def test_on_the_very_instant_a_schedule_counts_and_can_neither_be_withdrawn_nor_doubled() -> None:
    hall = founded()
    day = clock.now() + timedelta(days=40)
    announced = announce_schedule(hall.id, by=DESK, rules=GENTLER, effective_from=day)
    with pytest.raises(Refused) as refused:
        announce_schedule(hall.id, by=DESK, rules=GENTLER, effective_from=day)
    assert refused.value.code == "fee_schedule.before_another"
    with clock.at(day), pytest.raises(Refused) as refused:
        withdraw_schedule(announced.id, by=DESK, reason="Too late.")
    assert refused.value.code == "fee_schedule.in_force"
