"""Whoever is to act next is told, in words and with the day; whoever acted is not."""

from __future__ import annotations

from datetime import timedelta

from hirehall.contracts import facts as contract_facts
from hirehall.contracts import notices as contract_notices
from hirehall.conversations.models import Notice
from hirehall.engagements.milestone import facts, notices
from hirehall.engagements.milestone.actions.accept_delivery import accept_delivery
from hirehall.foundation import clock, jobs
from hirehall.foundation.facts import Fact
from hirehall.wiring.reactions import REACTIONS
from tests.makers.contracts import Pair, again


def told(pair: Pair, side: str) -> list[str]:
    actor = pair.client if side == "client" else pair.freelancer
    return list(
        Notice.objects.filter(person_id=actor.person_id).order_by("id").values_list("sentence", flat=True)
    )


def test_both_sides_are_told_the_story(pair: Pair) -> None:
    milestone = pair.delivered()
    accept_delivery(milestone.id, by=pair.client)
    jobs.drain()
    assert told(pair, "freelancer")[:1] == ["Hollis Grey made you an offer: “Shop relaunch”."]
    assert "“Checkout redesign” is accepted, and its money is released." in told(pair, "freelancer")
    assert "Mateus Lindqvist accepted your offer “Shop relaunch”." in told(pair, "client")
    delivered = Notice.objects.get(person_id=pair.client.person_id, kind="milestone.delivered")
    assert delivered.amount_minor == 1_000_00
    assert delivered.deadline is not None


def test_the_client_is_reminded_once_before_silence_accepts(pair: Pair) -> None:
    milestone = again(pair.delivered())
    assert milestone.auto_accept_at is not None
    with clock.at(milestone.auto_accept_at - timedelta(days=3)):
        jobs.run_sweeps()
        assert not Notice.objects.filter(kind="milestone.review_reminder").exists()
    with clock.at(milestone.auto_accept_at - timedelta(days=1)):
        jobs.run_sweeps()
        jobs.run_sweeps()
    assert Notice.objects.filter(kind="milestone.review_reminder").count() == 1


def test_every_row_of_the_tables_is_wired() -> None:
    def wired(module: object, table: object, tell: object) -> None:
        known = {
            fact.name: fact
            for fact in vars(module).values()
            if isinstance(fact, type) and issubclass(fact, Fact)
        }
        for name in table:  # type: ignore[attr-defined]
            assert tell in REACTIONS[known[name]], name

    wired(contract_facts, contract_notices.TABLE, contract_notices.tell)
    wired(facts, notices.TABLE, notices.tell)
