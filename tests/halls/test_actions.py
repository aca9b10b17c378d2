"""Opening a hall, dating its rules, changing its look."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hirehall.foundation import clock
from hirehall.foundation.actor import system
from hirehall.foundation.models import FactRow
from hirehall.foundation.refused import Refused
from hirehall.halls import queries
from hirehall.halls.actions.change_hall_look import change_hall_look
from hirehall.halls.actions.date_clause import date_clause
from hirehall.halls.actions.date_policy import date_policy
from hirehall.halls.actions.open_hall import open_hall
from hirehall.halls.models import Hall, Policy

pytestmark = pytest.mark.django_db
BY = system("command")


@pytest.fixture
def hall() -> Hall:
    return open_hall(by=BY, slug="harbour", name="Harbour Hall")


def refusal(call, *args, **kwargs) -> tuple[str, str | None]:  # type: ignore[no-untyped-def]
    before = FactRow.objects.count()
    with pytest.raises(Refused) as caught:
        call(*args, by=BY, **kwargs)
    assert FactRow.objects.count() == before
    return caught.value.code, caught.value.field


def test_a_hall_opens_with_its_founding_policy_and_clauses(hall: Hall) -> None:
    assert queries.policy_now(hall.id).silence_accepts_after_days == 14
    assert [clause.kind for clause in queries.clauses_now(hall.id)] == [
        "confidentiality", "confidentiality", "intellectual_property", "intellectual_property",
    ]  # fmt: skip
    assert queries.hall_at("anything") == hall


def test_two_halls_cannot_have_one_name_in_the_address(hall: Hall) -> None:
    assert refusal(open_hall, slug="harbour", name="Other") == ("hall.taken", "slug")
    assert Hall.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("slug", "No Blanks"), ("currency", "XQX"), ("time_zone", "Moon/Sea"), ("hue", 360), ("name", "")],
)
def test_a_hall_is_not_opened_with_nonsense(field: str, value: object) -> None:
    asked = {"slug": "harbour", "name": "Harbour", field: value}
    assert refusal(open_hall, **asked) == ("hall.setting_invalid", field)


def test_new_rules_hold_from_their_date_and_old_ones_until_then(hall: Hall) -> None:
    soon = clock.now() + timedelta(days=30)
    date_policy(hall.id, by=BY, effective_from=soon, changes={"payout_hold_days": 2}, reason="Faster payouts")
    assert queries.policy_now(hall.id).payout_hold_days == 5
    with clock.later(days=31):
        row = queries.policy_now(hall.id)
    assert (row.payout_hold_days, row.silence_accepts_after_days, row.reason) == (2, 14, "Faster payouts")
    assert [policy.payout_hold_days for policy in queries.policies(hall.id)] == [2, 5]


def test_rules_are_never_changed_backwards_or_without_a_reason(hall: Hall) -> None:
    soon, changes = clock.now() + timedelta(days=30), {"payout_hold_days": 2}
    past = clock.now() - timedelta(days=1)
    assert (
        refusal(date_policy, hall.id, effective_from=past, changes=changes, reason="x")[0]
        == "policy.in_the_past"
    )
    assert refusal(date_policy, hall.id, effective_from=soon, changes=changes, reason=" ") == (
        "policy.reason_missing", "reason",
    )  # fmt: skip
    same = {"payout_hold_days": 5}
    assert (
        refusal(date_policy, hall.id, effective_from=soon, changes=same, reason="x")[0]
        == "policy.nothing_changed"
    )
    assert (
        refusal(date_policy, hall.id, effective_from=soon, changes={"wishes": 1}, reason="x")[1] == "wishes"
    )
    zero = {"silence_accepts_after_days": 0}
    assert refusal(date_policy, hall.id, effective_from=soon, changes=zero, reason="x") == (
        "hall.setting_invalid", "silence_accepts_after_days",
    )  # fmt: skip
    assert Policy.objects.count() == 1


def test_the_look_changes_and_nonsense_does_not(hall: Hall) -> None:
    look = {
        "name": "Harbour", "tagline": "Work from the port", "hue": 30, "chroma_thousandths": 90,
        "escrow_word": "project funds", "contact_email": "desk@harbour.example",
    }  # fmt: skip
    change_hall_look(hall.id, by=BY, **look)  # type: ignore[arg-type]
    hall.refresh_from_db()
    assert (hall.name, hall.hue, hall.escrow_word) == ("Harbour", 30, "project funds")
    assert refusal(change_hall_look, hall.id, **{**look, "hue": -1}) == ("hall.setting_invalid", "hue")


def test_a_newer_clause_replaces_the_older_from_its_date(hall: Hall) -> None:
    soon = clock.now() + timedelta(days=10)
    date_clause(
        hall.id,
        by=BY,
        kind="confidentiality",
        title="Both sides keep secrets",
        text="For five years.",
        effective_from=soon,
    )
    texts = {clause.title: clause.text for clause in queries.clauses_now(hall.id)}
    assert texts["Both sides keep secrets"] != "For five years."
    with clock.later(days=11):
        texts = {clause.title: clause.text for clause in queries.clauses_now(hall.id)}
    assert texts["Both sides keep secrets"] == "For five years."
