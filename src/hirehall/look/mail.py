"""One shape for every mail: what happened in a sentence, the amount, the deadline, one button, the way to settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

import mrml

from hirehall.foundation.money import Money
from hirehall.look.formats import money_text, when_text

# No name here that mrml knows as a web font: it would make the reader's program fetch it from a third party.
FONT = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
INK, SOFT, LINE, GROUND, ACCENT = "#12181b", "#4b5559", "#dfe4e7", "#f6f8f9", "#0b6655"


@dataclass(frozen=True, slots=True)
class Mail:
    """A composed mail; ``text`` says all that ``html`` says."""

    subject: str
    text: str
    html: str


def compose(
    subject: str,
    sentence: str,
    amount: Money | None = None,
    deadline: datetime | None = None,
    button: str | None = None,
    href: str | None = None,
    settings_href: str | None = None,
    unsubscribe_href: str | None = None,
    lines: Sequence[str] = (),
    signature: str = "",
) -> Mail:
    """Compose a mail.

    Args:
        subject: one line; line breaks in it become spaces.
        sentence: what happened.
        amount: shown large under the sentence.
        deadline: until when something is asked; shown with its zone.
        button: the one button's label; it leads to ``href``.
        settings_href: where the reader chooses which mails come.
        unsubscribe_href: only where the mail may be refused; the sender also sets the headers.
        lines: further sentences, one paragraph each.
        signature: of the hall, in its own words, under the button.
    """
    subject = " ".join(subject.split())
    facts = []
    if amount is not None:
        facts.append(("Amount", money_text(amount)))
    if deadline is not None:
        facts.append(("Until", when_text(deadline)))
    ways = [("Choose which mails you get", settings_href), ("Stop mails of this kind", unsubscribe_href)]
    feet = [(line, "") for line in signature.splitlines() if line.strip()]
    feet += [(text, where) for text, where in ways if where]
    call = (button, href) if button and href else None
    return Mail(
        subject, _text(sentence, facts, lines, call, feet), _html(subject, sentence, facts, lines, call, feet)
    )


Pairs = Sequence[tuple[str, str]]


def _text(
    sentence: str, facts: Pairs, lines: Sequence[str], call: tuple[str, str] | None, feet: Pairs
) -> str:
    parts = [sentence]
    if facts:
        parts.append("\n".join(f"{name}: {value}" for name, value in facts))
    parts += lines
    if call:
        parts.append(f"{call[0]}:\n{call[1]}")
    if feet:
        parts.append("--\n" + "\n".join(f"{text}: {where}" if where else text for text, where in feet))
    return "\n\n".join(parts) + "\n"


def _html(
    subject: str,
    sentence: str,
    facts: Pairs,
    lines: Sequence[str],
    call: tuple[str, str] | None,
    feet: Pairs,
) -> str:
    body = [_paragraph(sentence, size=18, weight=600)]
    body += [
        _paragraph(name, value, size=20 if name == "Amount" else 15, weight=700) for name, value in facts
    ]
    body += [_paragraph(line, colour=SOFT) for line in lines]
    if call:
        body.append(
            f'<mj-button href="{escape(call[1])}" align="left" background-color="{ACCENT}" color="#ffffff" '
            f'border-radius="10px" font-weight="600" font-size="15px" inner-padding="12px 20px" '
            f'padding="20px 28px 8px">{escape(call[0])}</mj-button>'
        )
    said = "".join(f"{escape(text)}<br/>" for text, where in feet if not where)
    foot = said + " &#183; ".join(
        f'<a href="{escape(where)}" style="color:{SOFT}">{escape(text)}</a>' for text, where in feet if where
    )
    below = (
        f'<mj-section padding="0"><mj-column><mj-text font-size="13px" color="{SOFT}" padding="16px 28px">{foot}'
        "</mj-text></mj-column></mj-section>"
        if foot
        else ""
    )
    return str(
        mrml.to_html(
            f"<mjml><mj-head><mj-title>{escape(subject)}</mj-title><mj-preview>{escape(sentence)}</mj-preview>"
            f'<mj-attributes><mj-all font-family="{FONT}"/></mj-attributes></mj-head>'
            f'<mj-body background-color="{GROUND}" width="560px"><mj-section padding="16px 0 0"/>'
            f'<mj-section background-color="#ffffff" border="1px solid {LINE}" border-radius="14px" padding="20px 0">'
            f"<mj-column>{''.join(body)}</mj-column></mj-section>{below}</mj-body></mjml>"
        ).content
    )


def _paragraph(text: str, strong: str = "", *, size: int = 15, weight: int = 400, colour: str = INK) -> str:
    inner = escape(text)
    if strong:
        inner = f'<span style="color:{SOFT};font-weight:400;font-size:15px">{inner}</span> {escape(strong)}'
    return (
        f'<mj-text font-size="{size}px" font-weight="{weight}" color="{colour}" line-height="1.5" '
        f'padding="6px 28px">{inner}</mj-text>'
    )
