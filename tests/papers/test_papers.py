"""Receipts are numbered without gaps and never change; statements are the books, month by month; money is told."""

from __future__ import annotations

import csv
import re
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from hirehall.conversations.models import Notice
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Scope, system
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.money.actions.request_payout import request_payout
from hirehall.papers import queries
from hirehall.papers.actions.issue_fee_receipt import issue_fee_receipt
from hirehall.papers.models import Paper
from tests.makers import money as make
from tests.makers.base import make_person
from tests.people.test_api import Program

MARCH = datetime(2026, 3, 10, 12, tzinfo=UTC)
APRIL = datetime(2026, 4, 2, 12, tzinfo=UTC)


@pytest.fixture
def deal(db: None) -> make.Deal:
    """Released in March, part of it paid out in April."""
    with clock.at(MARCH):
        deal = make.make_deal()
        make.fund(deal)
        make.release(deal, 500_00)
        make.release(deal, 100_00)
        make.refund(deal, 50_00, fee_back=1_50)
        jobs.drain()
    with clock.at(APRIL):
        account = make.save_practice_account(deal)
        request_payout(account.id, amount=Money(80_00, "EUR"), by=deal.as_freelancer)
        jobs.drain()
    return deal


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_each_release_payment_and_refund_has_one_receipt(deal: make.Deal) -> None:
    numbers = {paper.full_number: paper.total_minor for paper in Paper.objects.all()}
    assert numbers == {"F-000001": 100_00, "F-000002": 20_00, "P-000001": 1_030_00, "R-000001": 51_50}


def test_a_receipt_is_issued_once_however_often_the_job_runs(deal: make.Deal) -> None:
    earning_id = Paper.objects.get(kind="fee_receipt", number=1).cause_id
    again = issue_fee_receipt(earning_id, by=system("clerk"))
    assert (again.full_number, Paper.objects.filter(kind="fee_receipt").count()) == ("F-000001", 2)


def test_a_number_that_was_not_used_in_the_end_leaves_no_gap(deal: make.Deal) -> None:
    with clock.at(APRIL):
        earning = make.release(deal, 10_00)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            from hirehall.papers.operations import Draft, issue
            from hirehall.papers.states import PaperKind

            draft = Draft(
                PaperKind.FEE_RECEIPT, deal.hall, deal.freelancer, None, earning.id, deal.contract_id,
                (("Work", earning.gross),), ("Fee", earning.fee),
            )  # fmt: skip
            assert issue(draft, by=system("clerk")).full_number == "F-000003"
            raise ZeroDivisionError
        jobs.drain()
    assert [paper.number for paper in Paper.objects.filter(kind="fee_receipt").order_by("number")] == [
        1,
        2,
        3,
    ]


def test_papers_are_not_issued_on_request(deal: make.Deal) -> None:
    with pytest.raises(Refused) as refused:
        issue_fee_receipt(Paper.objects.get(kind="fee_receipt", number=1).cause_id, by=deal.as_freelancer)
    assert refused.value.code == "paper.not_on_request"


@pytest.mark.parametrize("change", ["UPDATE papers_paper SET total_minor = 1", "DELETE FROM papers_paper"])
def test_an_issued_paper_never_changes(deal: make.Deal, change: str) -> None:
    with (
        pytest.raises(DatabaseError, match="never change"),
        transaction.atomic(),
        jobs.connection.cursor() as cursor,
    ):
        cursor.execute(change)


def test_a_receipt_is_a_pdf_for_whom_it_was_issued(client: Client, deal: make.Deal) -> None:
    fee, paid = Paper.objects.get(kind="fee_receipt", number=1), Paper.objects.get(kind="payment_receipt")
    client.force_login(deal.freelancer)
    answer = client.get(f"/money/receipts/{fee.id}.pdf")
    assert answer.content.startswith(b"%PDF-1.7")
    assert answer["Content-Disposition"] == 'attachment; filename="F-000001.pdf"'
    assert client.get(f"/money/receipts/{paid.id}.pdf").status_code == 404
    assert "F-000002" in text(client.get("/money/receipts/"))
    client.force_login(deal.client)
    assert client.get(f"/money/receipts/{paid.id}.pdf").status_code == 200
    assert client.get(f"/money/receipts/{fee.id}.pdf").status_code == 404


def test_a_statement_is_opening_plus_lines_makes_closing(deal: make.Deal) -> None:
    march = queries.statement(deal.freelancer.id, deal.hall, MARCH.date(), "EUR")
    assert (march.opening.minor, march.closing.minor) == (0, 480_00)
    assert (march.released.minor, march.fees.minor, march.paid_out.minor) == (600_00, 120_00, 0)
    assert [(line.gross, line.fee, line.amount.minor, line.balance.minor) for line in march.lines] == [
        (Money(500_00, "EUR"), Money(100_00, "EUR"), 400_00, 400_00),
        (Money(100_00, "EUR"), Money(20_00, "EUR"), 80_00, 480_00),
    ]
    april = queries.statement(deal.freelancer.id, deal.hall, APRIL.date(), "EUR")
    assert (april.opening.minor, april.paid_out.minor, april.closing.minor) == (480_00, 80_00, 400_00)
    with clock.at(datetime(2026, 5, 20, tzinfo=UTC)):
        may = queries.statement(deal.freelancer.id, deal.hall, clock.now().date(), "EUR")
        assert (may.opening.minor, may.lines, may.closing.minor) == (400_00, (), 400_00)
        months = [month.month for month, _ in queries.statements_of(deal.freelancer.id, deal.hall)]
    assert months == [5, 4, 3]


def test_a_month_is_the_halls_month(db: None) -> None:
    """Just before midnight UTC it is April already where the hall is."""
    with clock.at(datetime(2026, 3, 31, 23, 30, tzinfo=UTC)):
        deal = make.make_deal()
        deal.hall.time_zone = "Europe/Berlin"
        deal.hall.save()
        make.fund(deal)
        make.release(deal, 100_00)
    assert queries.statement(deal.freelancer.id, deal.hall, MARCH.date(), "EUR").lines == ()
    assert len(queries.statement(deal.freelancer.id, deal.hall, APRIL.date(), "EUR").lines) == 1


def test_a_statement_is_read_as_page_pdf_and_csv(client: Client, deal: make.Deal) -> None:
    client.force_login(deal.freelancer)
    with clock.at(APRIL):
        assert "March 2026" in text(client.get("/money/statements/"))
        seen = text(client.get("/money/statements/2026-3-EUR/"))
        assert "Owed to you at the end €480.00" in seen
        assert "Fees of the hall −€120.00" in seen
        assert client.get("/money/statements/2026-3-EUR.pdf").content.startswith(b"%PDF-1.7")
        rows = list(csv.DictReader(StringIO(client.get("/money/statements/2026-3-EUR.csv").content.decode())))
        assert [row["change"] for row in rows] == ["", "400.00", "80.00", ""]
        assert (rows[0]["balance"], rows[-1]["balance"]) == ("0.00", "480.00")
        for wrong in ("2026-13-EUR", "2026-0-EUR", "2025-3-EUR", "2026-3-USD", "99999-1-EUR"):
            assert client.get(f"/money/statements/{wrong}/").status_code == 404
    client.force_login(make_person("Stranger"))
    assert client.get("/money/statements/2026-3-EUR/").status_code == 404


def test_statement_and_receipt_come_by_call_with_the_same_bytes(client: Client, deal: make.Deal) -> None:
    client.force_login(deal.freelancer)
    fee = Paper.objects.get(kind="fee_receipt", number=1)
    program = Program(deal.freelancer, [Scope.MONEY_READ])
    stranger = Program(make_person("Stranger"), [Scope.MONEY_READ])
    unscoped = Program(deal.freelancer, [Scope.PROFILE_READ])
    with clock.at(APRIL):
        for call, address in (
            ("statements/pdf?month=2026-03", "/money/statements/2026-3-EUR.pdf"),
            ("statements/csv?month=2026-03&currency=EUR", "/money/statements/2026-3-EUR.csv"),
            (f"receipts/{fee.id}/pdf", f"/money/receipts/{fee.id}.pdf"),
        ):
            answer, page = program.call("GET", call), client.get(address)
            assert (answer.status_code, answer.content) == (200, page.content)
            for header in ("Content-Type", "Content-Disposition", "Cache-Control"):
                assert answer[header] == page[header]
            assert stranger.call("GET", call).status_code == 404
            assert unscoped.call("GET", call).status_code == 403
        assert program.call("GET", "statements/pdf?month=2025-03").status_code == 404


def test_a_title_cannot_become_a_formula_in_a_spreadsheet(deal: make.Deal) -> None:
    from hirehall.look.formats import inert

    assert (inert("=1+1"), inert("@x"), inert("Logo")) == ("'=1+1", "'@x", "Logo")


def test_everybody_is_told_what_changed_their_money(deal: make.Deal) -> None:
    told = Notice.objects.order_by("made_at", "id").values_list("person__name", "kind")
    assert sorted(told) == [
        ("Ada Client", "refund.settled"),
        ("Ada Freelancer", "payout.paid"),
        ("Ada Freelancer", "release.made"),
        ("Ada Freelancer", "release.made"),
        ("Ada Freelancer", "security.destination_saved"),
    ]
    made = Notice.objects.get(kind="release.made", amount_minor=400_00)
    assert re.fullmatch(r"€400\.00 for “Contract \w{6}” is yours and can be paid out now\.", made.sentence)
