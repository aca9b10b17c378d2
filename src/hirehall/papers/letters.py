"""How papers look: the finished texts that the typst templates and the CSV are made from."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO

from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.look import paper as pdf
from hirehall.look.formats import day_text, inert, money_text
from hirehall.papers.models import Paper
from hirehall.papers.queries import Statement
from hirehall.papers.states import PaperKind

FOOT = (
    "Made from the hall’s books, in which nothing is ever changed. No tax is shown, because none was charged."
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished paper as it is handed out, in a page as by a call."""

    content: bytes
    media_type: str
    name: str


def receipt_letter(paper: Paper) -> Letter:
    return Letter(receipt_pdf(paper), "application/pdf", f"{paper.full_number}.pdf")


def statement_letter(statement: Statement, hall: Hall, holder: str, *, ending: str) -> Letter:
    """A statement as ``pdf`` or ``csv``."""
    name = f"statement-{statement.month:%Y-%m}-{statement.currency}.{ending}"
    if ending == "csv":
        return Letter(statement_csv(statement).encode("utf-8"), "text/csv; charset=utf-8", name)
    return Letter(statement_pdf(statement, hall, holder), "application/pdf", name)


def receipt_pdf(paper: Paper) -> bytes:
    """A receipt as PDF/A."""
    content = paper.data
    rows = [(line["text"], money_text(Money(line["minor"], paper.currency))) for line in content["lines"]]
    total = content["total"]
    return pdf.render(
        "papers/receipt",
        {
            "hall": paper.hall.name,
            "title": paper.title,
            "number": paper.full_number,
            "sender": content["issuer"],
            "receiver": content["receiver"],
            "facts": [
                ("Number", paper.full_number),
                ("Issued", day_text(paper.issued_at.date())),
                ("For", content["about"]),
            ],
            "headers": ["What", f"Amount ({paper.currency})"],
            "rows": rows,
            "totals": [(total["text"], money_text(Money(total["minor"], paper.currency)))],
            "foot": FOOT,
            "note": NOTES[PaperKind(paper.kind)],
        },
    )


NOTES = {
    PaperKind.FEE_RECEIPT: "The fee was kept when the client’s money was released to you.",
    PaperKind.PAYMENT_RECEIPT: "The money for the work is held for you and the freelancer until it is accepted.",
    PaperKind.REFUND_RECEIPT: "The money went back the way it came.",
}


def statement_pdf(statement: Statement, hall: Hall, holder: str) -> bytes:
    """A statement as PDF/A."""
    return pdf.render(
        "papers/statement",
        {
            "hall": hall.name,
            "title": f"Statement for {statement.month:%B %Y}",
            "sender": [line for line in (hall.name, hall.contact_email) if line],
            "receiver": [holder],
            "facts": [
                ("Currency", statement.currency),
                ("Owed at the start", money_text(statement.opening)),
                ("Released", money_text(statement.released)),
                ("Fees of the hall", money_text(statement.fees)),
                ("Paid out", money_text(statement.paid_out)),
                *([("Kept back", money_text(statement.kept_back))] if statement.kept_back else []),
                ("Owed at the end", money_text(statement.closing)),
            ],
            "headers": ["Date", "What", "Contract", "Work", "Fee", "Change", "Balance"],
            "rows": [
                (
                    day_text(line.at.date()),
                    line.text,
                    line.about,
                    money_text(line.gross) if line.gross else "",
                    money_text(line.fee) if line.fee else "",
                    money_text(line.amount),
                    money_text(line.balance),
                )
                for line in statement.lines
            ],
            "foot": FOOT,
        },
    )


def statement_csv(statement: Statement) -> str:
    """A statement as CSV: amounts in whole units with a point, dates as in ISO 8601, the first line names columns."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(["at", "what", "contract", "work", "fee", "change", "balance", "currency"])
    writer.writerow(["", "Owed at the start", "", "", "", "", statement.opening.decimal, statement.currency])
    for line in statement.lines:
        writer.writerow(
            [
                line.at.isoformat(timespec="seconds"),
                line.text,
                inert(line.about),
                line.gross.decimal if line.gross else "",
                line.fee.decimal if line.fee else "",
                line.amount.decimal,
                line.balance.decimal,
                statement.currency,
            ]
        )
    writer.writerow(["", "Owed at the end", "", "", "", "", statement.closing.decimal, statement.currency])
    return out.getvalue()
