"""The hall's last year under other fees: every payment of every model, against a second count from the ledger."""

from __future__ import annotations

import csv
from collections import defaultdict
from fractions import Fraction
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from hirehall.contracts.actions.pay_extra import pay_extra
from hirehall.contracts.models import Contract
from hirehall.engagements.hourly.actions.run_week import approve_week
from hirehall.engagements.milestone.actions.release_part import release_part
from hirehall.engagements.package.actions.accept_order import accept_order
from hirehall.engagements.unit.actions.answer_delivery import accept_order as accept_work
from hirehall.foundation import jobs
from hirehall.foundation.actor import Hat, system
from hirehall.foundation.refused import Refused
from hirehall.front import fee_replay
from hirehall.money import invariants
from hirehall.money.fees.actions.draft_schedule import draft_schedule
from hirehall.money.fees.operations import FOUNDING_RULES
from hirehall.money.fees.queries import draft_members
from hirehall.money.models import Account, Entry, FeeDraft
from tests.makers.agencies import make_studio, units
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.contracts import eur, first, make_pair, planned
from tests.makers.hourly import at, in_review, weeks_of
from tests.makers.package import make_shop
from tests.makers.unit import make_pool
from tests.wiring.test_halls_apart import seated

pytestmark = pytest.mark.django_db
DESK = system("desk")
DRAFT = {
    "form": 1,
    "currency": "EUR",
    "freelancer": [
        {
            "kind": "selected",
            "by": "origin",
            "options": {"direct": []},
            "otherwise": [
                {"kind": "marginal", "tiers": [{"up_to_minor": 500_00, "basis_points": 2600}, {"basis_points": 800}]}
            ],
        }
    ],
    "client": [
        {"kind": "percent", "basis_points": 250},
        {"kind": "flat", "minor": 5_00},
        {"kind": "small_order", "below_minor": 50_00, "minor": 2_00},
    ],
    "tips": {"freelancer": [{"kind": "percent", "basis_points": 1000}]},
}  # fmt: skip


def a_year() -> Any:
    """Work by every model, twice between the same two, by an agency, with a client of one's own, and a bonus."""
    hall = make_hall()
    pair = make_pair(hall)
    hourly, _ = in_review(pair)
    with at(days=8):
        approve_week(weeks_of(hourly)[0].id, by=pair.client)
        pay_extra(hourly.id, by=pair.client, amount=eur(25_00), note="Thank you.")
        jobs.drain()
        pair.accepted(planned(minor=333_33), planned("Later", minor=50_00))
        parted = pair.delivered(planned("In two parts", minor=400_01))
        release_part(parted.id, by=pair.client, amount=eur(100_00))
        jobs.drain()
    with at(days=9):
        shop = make_shop(hall, client="Sara Shopper", freelancer="Paul Packer")
        accept_order(shop.delivered().id, by=shop.client)
        pool = make_pool(hall, client="Wim Wanter", freelancer="Wilma Writer")
        accept_work(pool.delivered().id, by=pool.client)
        studio = make_studio(hall, suffix=" Two")
        job = studio.contract(planned(minor=700_00), planned("Second", minor=90_00))
        studio.agree(job, Mateus=60, Bea=40)
        for unit in units(job):
            studio.release(studio.fund(unit))
        own = make_pair(hall, client="Olaf Own", freelancer="Freda Free")
        contract = own.contract(planned(minor=800_00))
        Contract.objects.filter(id=contract.id).update(origin="direct")
        own.deliver(own.fund(first(contract)))
        jobs.drain()
    with at(days=30):
        jobs.run_sweeps()
        jobs.drain()
    return hall


def share(minor: int, basis_points: int) -> int:
    """Half up, by another way than the engine's."""
    return int(Fraction(minor * basis_points, 10_000) + Fraction(1, 2))


def falling(billed: int) -> int:
    return int(Fraction(min(billed, 500_00) * 26 + max(0, billed - 500_00) * 8, 100) + Fraction(1, 2))


def _escrow(entries: list[Entry]) -> Entry:
    return next(one for one in entries if one.account.kind == "escrow")


def _unit(entries: list[Entry]) -> UUID:
    """What was released at one instant is billed in the order of the units, as the replay does."""
    unit: UUID = _escrow(entries).account.subject_id
    return unit


def counted_again() -> dict[tuple[str, UUID], list[int]]:
    """What each side bore for the freelancer's fee, and would have: from the ledger's entries alone."""
    releases: dict[UUID, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.filter(transfer__kind="release").select_related("account", "transfer"):
        releases[entry.transfer_id].append(entry)
    work: dict[UUID, list[Any]] = {}
    for entries in sorted(releases.values(), key=lambda rows: (rows[0].transfer.posted_at, _unit(rows))):
        escrow = _escrow(entries)
        row = work.setdefault(escrow.account.subject_id, [escrow.account.group_id, 0, 0])
        row[1] += abs(escrow.amount_minor)
        row[2] += sum(abs(one.amount_minor) for one in entries if one.account.kind == "freelancer_fee")
    billed: dict[Any, int] = defaultdict(int)
    begun: set[UUID] = set()
    found: dict[tuple[str, UUID], list[int]] = defaultdict(lambda: [0, 0])
    for contract_id, paid, fee in work.values():
        deal = Contract.objects.get(id=contract_id)
        mine, theirs = deal.agency_id or deal.freelancer_id, deal.organisation_id or deal.client_id
        if paid == 25_00:
            would, on_top = share(paid, 1000), 0
        else:
            before = billed[mine, theirs]
            would = 0 if deal.origin == "direct" else falling(before + paid) - falling(before)
            on_top = share(paid, 250) + (0 if contract_id in begun else 5_00) + (2_00 if paid < 50_00 else 0)
            begun.add(contract_id)
        billed[mine, theirs] += paid
        found["freelancer", mine][0] += fee
        found["freelancer", mine][1] += would
        found["client", theirs][1] += on_top
    return found


def test_every_payment_of_every_model_is_charged_again_to_the_cent(db: None) -> None:
    hall = a_year()
    assert invariants.check() == []
    with at(days=40):
        draft = draft_schedule(hall.id, by=DESK, rules=DRAFT, wanted_from=hall.opened_at)
        assert draft.lines > 0
        jobs.drain()
        fee_replay.charge_again(draft.id)  # once more changes nothing
    draft.refresh_from_db()
    again = counted_again()
    rows = {(row.side, row.organisation_id or row.person_id): row for s in ("freelancer", "client")
            for row in draft_members(draft, side=s)}  # fmt: skip
    assert set(rows) == set(again)
    for who, (fee, would) in again.items():
        assert rows[who].after_minor == would, who
        if who[0] == "freelancer":
            assert rows[who].before_minor == fee, who
    assert draft.outcome is not None
    for side in ("freelancer", "client"):
        mine = [row for (s, _), row in rows.items() if s == side]
        kept = draft.outcome[side]
        assert kept["members"] == len(mine) == sum(kept["steps"])
        assert kept["after"] - kept["before"] == sum(row.change_minor for row in mine)
        assert kept["more"] == sum(row.change_minor > 0 for row in mine)
        assert kept["less"] == sum(row.change_minor < 0 for row in mine)
    # What clients bore is what the books have as income from them, less the part on what is still held.
    income = -sum(Entry.objects.filter(account__kind="client_fee").values_list("amount_minor", flat=True))
    held = Account.objects.filter(kind="escrow").values_list("balance_minor", flat=True)
    on_held = sum(share(abs(minor or 0), 300) for minor in held)
    assert draft.outcome["client"]["before"] == pytest.approx(income - on_held, abs=1)
    months = draft.outcome["months"]
    assert sum(row[1] for row in months) == sum(draft.outcome[s]["before"] for s in ("freelancer", "client"))
    assert sum(row[2] for row in months) == sum(draft.outcome[s]["after"] for s in ("freelancer", "client"))


def test_the_fees_that_were_taken_come_out_again_and_a_year_later_nothing_is_left_of_it(db: None) -> None:
    hall = make_hall()
    pair = make_pair(hall)
    with at(days=1):
        pair.finished(planned(minor=999_99), planned("More", minor=10_01))
    with at(days=2):
        same = draft_schedule(hall.id, by=DESK, rules=FOUNDING_RULES, wanted_from=hall.opened_at)
    with at(days=400):
        later = draft_schedule(hall.id, by=DESK, rules=FOUNDING_RULES, wanted_from=hall.opened_at)
        pair.finished(planned(minor=500_00))
    with at(days=401):
        falls = draft_schedule(hall.id, by=DESK, rules=DRAFT, wanted_from=hall.opened_at)
        jobs.drain()
    for draft in (same, later, falls):
        draft.refresh_from_db()
    for side in ("freelancer", "client"):
        assert (same.outcome[side]["more"], same.outcome[side]["less"]) == (0, 0)
    assert (same.outcome["lines"], same.outcome["freelancer"]["before"]) == (2, 202_00)
    assert same.outcome["freelancer"]["after"] == 202_00
    assert same.outcome["client"]["before"] == same.outcome["client"]["after"] == 30_30
    assert (later.lines, later.outcome["lines"], later.outcome["months"]) == (0, 0, [])
    assert (
        falls.outcome["freelancer"]["after"] == 40_00
    )  # what the two had billed before the year still counts


def test_the_desk_drafts_looks_sorts_and_takes_it_away(monkeypatch: pytest.MonkeyPatch) -> None:
    hall = make_hall()
    pair = make_pair(hall, client="=Formula Ltd")
    pair.finished()
    staff = seated("staff")
    asked = {"freelancer_percent": "10", "client_percent": "5", "effective_on": "2027-06-01", "what": "draft"}
    page = staff.post("/desk/fees/", asked, follow=True)
    text = page.content.decode()
    assert "What the last year would have cost" in text
    assert "€230.00" in text
    assert "€150.00" in text
    draft = FeeDraft.objects.get()
    at_desk = f"/desk/fees/drafts/{draft.id}/"
    assert "=Formula Ltd" in staff.get(f"{at_desk}?side=client&sort=before").content.decode()
    rows = list(csv.reader(StringIO(staff.get(f"{at_desk}members.csv").content.decode())))
    assert rows[1][0] == "freelancer"
    assert rows[1][3:] == ["1", "1000.00", "200.00", "100.00", "-100.00", "EUR"]
    assert rows[2][1] == "'=Formula Ltd"
    assert "/desk/fees/drafts/" in staff.get("/desk/fees/").content.decode()
    announced = staff.post(at_desk, {"effective_on": "2027-06-01", "note": "Less."}, follow=True)
    assert "is announced" in announced.content.decode()
    for stranger in (Client(), seated(make_person("Nosy Member", Hat.CLIENT).name)):
        assert stranger.get(at_desk).status_code in (302, 404)
        assert stranger.get(f"{at_desk}members.csv").status_code in (302, 404)
    monkeypatch.setattr("hirehall.front.pages.desk_rules.AT_ONCE", 0)
    page = staff.post("/desk/fees/", asked, follow=True)
    assert "Being computed" in page.content.decode()
    with pytest.raises(Refused) as wrong:
        dollars = {"form": 1, "currency": "USD", "client": [{"kind": "flat", "minor": 1}]}
        draft_schedule(hall.id, by=DESK, rules=dollars, wanted_from=hall.opened_at)
    assert wrong.value.code == "fee_schedule.other_currency"
    with pytest.raises(Refused) as nosy:
        draft_schedule(hall.id, by=actor_of(make_person("Other")), rules=DRAFT, wanted_from=hall.opened_at)
    assert nosy.value.code == "staff.session_needed"
