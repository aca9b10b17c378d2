"""Papers and mails say what they are given, and nothing that is given becomes markup."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hirehall.foundation.money import Money
from hirehall.look.mail import compose
from hirehall.look.paper import NoSuchPaper, render

DATA = {
    "hall": "Harbour Hall",
    "title": "Statement",
    "number": "2026-11",
    "sender": ["Harbour Hall", "Quay 1"],
    "receiver": ["Nguyễn Thị Hà", '#eval("1+1") *x* $y$ [z] Łódź Привет'],
    "facts": [["Date", "22 November 2026"]],
    "foot": "Held by the hall.",
    "headers": ["What", "Date", "Amount"],
    "rows": [['Work #read("/etc/passwd")', "1 Nov", "€1,200.00"]],
    "totals": [["Total", "", "€1,200.00"]],
}


def test_a_paper_is_a_pdf_for_archives() -> None:
    pdf = render("example", DATA)
    assert pdf.startswith(b"%PDF-1.7")
    assert b"pdfaid" in pdf
    assert render("look/example", DATA)[:5] == b"%PDF-"


def test_a_paper_that_no_module_has_is_refused() -> None:
    with pytest.raises(NoSuchPaper):
        render("nothing", {})


def mail(**more: object) -> tuple[str, str, str]:
    made = compose("Mateus\n delivered", "Mateus & Co delivered <Checkout>.", **more)  # type: ignore[arg-type]
    return made.subject, made.text, made.html


def test_a_mail_says_everything_in_both_parts() -> None:
    subject, text, html = mail(
        amount=Money(120_000, "EUR"),
        deadline=datetime(2026, 12, 3, 12, tzinfo=UTC),
        button="Review the delivery",
        href="https://hall.example/contracts/1/?a=1&b=2",
        settings_href="https://hall.example/settings/",
        unsubscribe_href="https://hall.example/out/",
        lines=["Silence accepts it."],
    )
    assert subject == "Mateus delivered"
    for part in ("€1,200.00", "3 Dec 2026, 12:00 UTC", "Review the delivery", "Silence accepts it."):
        assert part in text
        assert part in html
    assert "https://hall.example/contracts/1/?a=1&b=2" in text
    assert "?a=1&amp;b=2" in html
    assert "&lt;Checkout&gt;" in html
    for address in ("https://hall.example/settings/", "https://hall.example/out/"):
        assert address in text
        assert address in html


def test_a_mail_fetches_nothing_from_a_third_party() -> None:
    _, _, html = mail(button="Open", href="https://hall.example/")
    assert "googleapis" not in html
    assert "<img" not in html
    assert "@import" not in html


def test_a_security_mail_offers_no_way_out() -> None:
    _, text, html = mail()
    assert "Stop mails" not in text
    assert "Stop mails" not in html
