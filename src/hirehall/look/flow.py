"""The picture of one deal's money: the client pays, the hall holds, the freelancer receives, the hall keeps.

Two geometries are drawn, a wide and a narrow one; the style sheet shows the one that can be read.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from hirehall.foundation.money import Money
from hirehall.look.charts import table, widths
from hirehall.look.formats import money_text, number_text

TENTHS = 10


@dataclass(frozen=True, slots=True)
class Flow:
    """One deal: the price of the work, the client's fee on top of it, the freelancer's fee out of it."""

    work: Money
    client_fee: Money
    freelancer_fee: Money
    held: str = "Held in escrow"
    keeper: str = "The hall keeps"

    @property
    def client_pays(self) -> Money:
        return self.work + self.client_fee

    @property
    def freelancer_gets(self) -> Money:
        return self.work - self.freelancer_fee

    @property
    def hall_keeps(self) -> Money:
        return self.client_fee + self.freelancer_fee

    @property
    def share(self) -> str:
        """The freelancer's part of what the client paid."""
        return f"{number_text(round(100 * self.freelancer_gets.minor / self.client_pays.minor))}%"


@dataclass(frozen=True, slots=True)
class Sizes:
    """How thick the streams are, in tenths of a unit; ``net + fee == work`` and ``work + extra`` is the room."""

    work: int
    extra: int
    net: int
    fee: int


def sizes(flow: Flow, room: int) -> Sizes:
    """Thicknesses in proportion to the amounts, adding up exactly to ``room`` units."""
    work, extra = widths([flow.work.minor, flow.client_fee.minor], room * TENTHS)
    net, fee = widths([flow.freelancer_gets.minor, flow.freelancer_fee.minor], work)
    return Sizes(work, extra, net, fee)


def money_flow(flow: Flow) -> Markup:
    """The picture in both geometries with its table; for a price above zero."""
    if flow.work.minor <= 0:
        return Markup("")
    words = (
        f"The client pays {money_text(flow.client_pays)}, the freelancer receives "
        f"{money_text(flow.freelancer_gets)}, {flow.keeper[0].lower()}{flow.keeper[1:]} {money_text(flow.hall_keeps)}"
    )
    rows = [
        ("The client pays", money_text(flow.client_pays)),
        ("of that for the work", money_text(flow.work)),
        ("of that the client’s fee", money_text(flow.client_fee)),
        ("The freelancer’s fee", money_text(flow.freelancer_fee)),
        ("The freelancer receives", money_text(flow.freelancer_gets)),
        (flow.keeper, money_text(flow.hall_keeps)),
    ]
    return Markup('<figure class="flow">{}{}{}</figure>').format(
        wide(flow, words), narrow(flow, words), table("Where the money goes", ["Part", "Amount"], rows)
    )


def _short(amount: Money) -> str:
    return money_text(amount, short=True)


def _notes(flow: Flow) -> tuple[str, str]:
    paid = f"{_short(flow.work)} work + {_short(flow.client_fee)} fee" if flow.client_fee else "no fee on top"
    if flow.client_fee and flow.freelancer_fee:
        kept = f"{_short(flow.freelancer_fee)} commission + {_short(flow.client_fee)}"
    else:
        kept = "commission" if flow.freelancer_fee else "the client’s fee" if flow.client_fee else "nothing"
    return paid, kept


def _stream(x0: float, y0: float, x1: float, y1: float, thick: float) -> str:
    """A band from left to right whose ends may stand at different heights."""
    middle = (x0 + x1) / 2
    return (
        f"M{x0:g} {y0:g}C{middle:g} {y0:g} {middle:g} {y1:g} {x1:g} {y1:g}V{y1 + thick:g}"
        f"C{middle:g} {y1 + thick:g} {middle:g} {y0 + thick:g} {x0:g} {y0 + thick:g}Z"
    )


def _fall(x0: float, y0: float, x1: float, y1: float, thick: float) -> str:
    """A band from above downwards."""
    middle = (y0 + y1) / 2
    return (
        f"M{x0:g} {y0:g}C{x0:g} {middle:g} {x1:g} {middle:g} {x1:g} {y1:g}H{x1 + thick:g}"
        f"C{x1 + thick:g} {middle:g} {x0 + thick:g} {middle:g} {x0 + thick:g} {y0:g}Z"
    )


def _path(tone: str, way: str, title: str) -> Markup:
    return Markup('<path class="flow-{}" d="{}"><title>{}</title></path>').format(tone, way, title)


def _block(tone: str, x: float, y: float, width: float, height: float, title: str) -> Markup:
    return Markup(
        '<rect class="flow-{}-end" x="{:g}" y="{:g}" width="{:g}" height="{:g}" rx="3"><title>{}</title></rect>'
    ).format(tone, x, y, width, height, title)


def _label(x: float, y: float, lines: tuple[str, str, str], anchor: str) -> Markup:
    name, amount, note = lines
    return Markup(
        '<g text-anchor="{}"><text class="t-soft" x="{:g}" y="{:g}">{}</text>'
        '<text class="t-big" x="{:g}" y="{:g}">{}</text><text class="t-note" x="{:g}" y="{:g}">{}</text></g>'
    ).format(anchor, x, y - 26, name, x, y + 6, amount, x, y + 30, note)


WIDE_ROOM = 200
LEFT, MIDDLE, RIGHT, THICK = 232, 544, 826, 12


def wide(flow: Flow, words: str) -> Markup:
    """The picture for screens, 1080 units wide."""
    size = sizes(flow, WIDE_ROOM)
    work, extra, net, fee = (part / TENTHS for part in (size.work, size.extra, size.net, size.fee))
    gap = 6 if extra else 0
    top, tall = 56.0, work + gap + extra
    net_y = top - 22
    kept_y = max(net_y + net + 46, top + tall + 34 - fee - extra)
    if kept_y - net_y < 92:
        kept_y = net_y + 92
    height = max(top + tall + 36, kept_y + (fee + extra) / 2 + 48)
    paid_note, kept_note = _notes(flow)
    marks = [
        _path("client", _stream(LEFT + THICK, top, MIDDLE, top, work), f"{_short(flow.work)} for the work"),
        _path(
            "net", _stream(MIDDLE + 16, top, RIGHT, net_y, net), f"{_short(flow.freelancer_gets)} released"
        ),
    ]
    if fee:
        way = _stream(MIDDLE + 16, top + net, RIGHT, kept_y, fee)
        marks.append(_path("fee", way, f"{_short(flow.freelancer_fee)} commission"))
    if extra:
        y = top + work + gap
        marks.append(
            _path("fee", _stream(LEFT + THICK, y, MIDDLE, y, extra), f"{_short(flow.client_fee)} fee")
        )
        way = _stream(MIDDLE + 16, y, RIGHT, kept_y + fee, extra)
        marks.append(_path("fee", way, f"{_short(flow.client_fee)} fee"))
    marks += [
        _block("client", LEFT, top, THICK, tall, f"The client pays {_short(flow.client_pays)}"),
        _block("held", MIDDLE, top - 6, 16, tall + 12, flow.held),
        _block("net", RIGHT, net_y, THICK, net, f"The freelancer receives {_short(flow.freelancer_gets)}"),
    ]
    if fee or extra:
        marks.append(
            _block("fee", RIGHT, kept_y, THICK, fee + extra, f"{flow.keeper} {_short(flow.hall_keeps)}")
        )
    marks += [
        _label(LEFT - 16, top + tall / 2, ("Client pays", _short(flow.client_pays), paid_note), "end"),
        _label(
            RIGHT + 28,
            net_y + net / 2,
            ("Freelancer receives", _short(flow.freelancer_gets), f"{flow.share} of what the client paid"),
            "start",
        ),
        _label(
            RIGHT + 28,
            kept_y + (fee + extra) / 2,
            (flow.keeper, _short(flow.hall_keeps), kept_note),
            "start",
        ),
        _text("t-soft", MIDDLE + 8, top - 20, flow.held),
        _text("t-strong", (LEFT + MIDDLE) / 2 + 6, top + work / 2 + 5, f"{_short(flow.work)} for the work"),
        _text("t-strong", (MIDDLE + RIGHT) / 2 + 2, top + net / 2 - 4, "released when accepted"),
    ]
    if extra:
        marks.append(
            _text(
                "t-note", (LEFT + MIDDLE) / 2 + 6, top + tall + 22, f"{_short(flow.client_fee)} service fee"
            )
        )
    return Markup(
        '<svg class="chart flow-wide" viewBox="0 0 1080 {:g}" role="img" aria-label="{}">{}</svg>'
    ).format(round(height), words, Markup("").join(marks))


def _text(kind: str, x: float, y: float, text: str) -> Markup:
    return Markup('<text class="{}" x="{:g}" y="{:g}" text-anchor="middle">{}</text>').format(
        kind, x, y, text
    )


NARROW_ROOM = 280


def narrow(flow: Flow, words: str) -> Markup:
    """The picture for phones, 340 units wide: the same streams from above downwards."""
    size = sizes(flow, NARROW_ROOM)
    work, extra, net, fee = (part / TENTHS for part in (size.work, size.extra, size.net, size.fee))
    gap = 6 if extra else 0
    left = (340 - work - gap - extra) / 2
    paid, held, end = 96, 214, 356
    kept_x = 340 - 8 - fee - extra
    paid_note, kept_note = _notes(flow)
    marks = [
        _path("client", _fall(left, paid + 12, left, held, work), f"{_short(flow.work)} for the work"),
        _path("net", _fall(left, held + 16, 8, end, net), f"{_short(flow.freelancer_gets)} released"),
    ]
    if fee:
        way = _fall(left + net, held + 16, kept_x, end, fee)
        marks.append(_path("fee", way, f"{_short(flow.freelancer_fee)} commission"))
    if extra:
        x = left + work + gap
        marks.append(_path("fee", _fall(x, paid + 12, x, held, extra), f"{_short(flow.client_fee)} fee"))
        way = _fall(x, held + 16, kept_x + fee, end, extra)
        marks.append(_path("fee", way, f"{_short(flow.client_fee)} fee"))
    marks += [
        _block("client", left, paid, work + gap + extra, 12, f"The client pays {_short(flow.client_pays)}"),
        _block("held", left - 5, held, work + gap + extra + 10, 16, flow.held),
        _block("net", 8, end, net, 12, f"The freelancer receives {_short(flow.freelancer_gets)}"),
        _block("fee", kept_x, end, fee + extra, 12, f"{flow.keeper} {_short(flow.hall_keeps)}"),
        _label(170, 44, ("Client pays", _short(flow.client_pays), paid_note), "middle"),
        _text("t-strong", 170, 166, f"{_short(flow.work)} for the work"),
        _text("t-strong", min(150, 8 + net / 2 + 20), 292, "released when accepted"),
        _text("t-on-held", 170, held + 12, flow.held),
        _label(
            8, end + 54, ("Freelancer receives", _short(flow.freelancer_gets), f"{flow.share} of it"), "start"
        ),
        _label(332, end + 54, (flow.keeper, _short(flow.hall_keeps), kept_note), "end"),
    ]
    return Markup(
        '<svg class="chart flow-narrow" viewBox="0 0 340 448" role="img" aria-label="{}">{}</svg>'
    ).format(words, Markup("").join(marks))
