"""How amounts, dates and counts are written for the person who reads: their locale and zone, by Babel."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from hirehall.foundation.money import Money

RIGHT_TO_LEFT = "right-to-left"
OUR_LANGUAGES = (
    "en",
)  # in which the words of our pages are; amounts and dates follow the reader's locale in any
KEPT_TEXTS = 4096  # the same amounts and days stand on many pages, and Babel takes 0.1 ms for each


FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a page is written."""

    locale: str = "en"
    zone: str = "UTC"


ANYBODY = Reader()
_reader: ContextVar[Reader | Callable[[], Reader]] = ContextVar("reader", default=ANYBODY)


def write_for(*, locale: str = "", zone: str = "") -> Reader:
    """Set for whom the following texts are written; what cannot be used falls back to English and UTC."""
    found = reader_with(locale=locale, zone=zone)
    _reader.set(found)
    return found


def reader_with(*, locale: str = "", zone: str = "") -> Reader:
    return Reader(locale=_known_locale(locale), zone=_known_zone(zone))


def write_for_whom(tells: Callable[[], Reader]) -> None:
    """Whom the following texts are written for is asked when the first of them is written."""
    _reader.set(tells)


def reader() -> Reader:
    found = _reader.get()
    if not isinstance(found, Reader):
        found = found()
        _reader.set(found)
    return found


def _known_locale(name: str) -> str:
    try:
        return str(Locale.parse((name or "en").replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return "en"


def _known_zone(name: str) -> str:
    try:
        return ZoneInfo(name or "UTC").key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"


def direction() -> str:
    """In which direction the words of our pages run."""
    return "rtl" if Locale.parse(language(), sep="-").character_order == RIGHT_TO_LEFT else "ltr"


def language() -> str:
    """The language of our pages as HTML's ``lang`` wants it: the reader's where our words are in it, else English."""
    own = Locale.parse(reader().locale)
    return str(own).replace("_", "-") if own.language in OUR_LANGUAGES else OUR_LANGUAGES[0]


def money_text(amount: Money, *, short: bool = False) -> str:
    """``€1,200.00``; ``short`` leaves out minor units that are zero."""
    return _money(amount, reader().locale, short)


@lru_cache(KEPT_TEXTS)
def _money(amount: Money, locale: str, short: bool) -> str:
    text = amount.text(locale=locale, short=short)
    return text.replace("-", "−", 1) if amount.minor < 0 else text


def when_text(moment: datetime) -> str:
    """An absolute date and time with its zone: ``19 Nov 2026, 16:20 UTC``. Never "in 9 days" alone."""
    return _moment(moment, reader())


@lru_cache(KEPT_TEXTS)
def _moment(moment: datetime, me: Reader) -> str:
    zone = ZoneInfo(me.zone)
    pattern = "d MMM y, HH:mm" if me.locale.startswith("en") else "medium"
    text = format_datetime(moment, pattern, tzinfo=zone, locale=me.locale)
    return f"{text} {_zone_text(format_datetime(moment, 'z', tzinfo=zone, locale=me.locale))}"


def _zone_text(name: str) -> str:
    """A zone whose name the locale does not know comes as ``+0530``; people read ``UTC+5:30``."""
    if name[0] not in "+-":
        return name
    hours, minutes = int(name[1:3]), name[3:5]
    if not hours and minutes == "00":
        return "UTC"
    return f"UTC{'−' if name[0] == '-' else '+'}{hours}{'' if minutes == '00' else ':' + minutes}"


def day_text(day: date) -> str:
    """``3 December 2026``; of a moment, the day that it is for the reader."""
    me = reader()
    if isinstance(day, datetime):
        day = day.astimezone(ZoneInfo(me.zone)).date()
    return _day(day, me.locale)


@lru_cache(KEPT_TEXTS)
def _day(day: date, locale: str) -> str:
    return format_date(day, "d MMMM y" if locale.startswith("en") else "long", locale=locale)


def country_text(code: str) -> str:
    """``Netherlands`` for ``NL``; nothing for what is no country's code."""
    return _country(code, reader().locale)


@lru_cache(KEPT_TEXTS)
def _country(code: str, locale: str) -> str:
    return str(Locale.parse(locale).territories.get(code, ""))


def number_text(number: int | float) -> str:
    return _number(number, reader().locale)


@lru_cache(KEPT_TEXTS)
def _number(number: int | float, locale: str) -> str:
    return format_decimal(number, locale=locale)


def plural(count: int, one: str, many: str | None = None) -> str:
    """``1 proposal``, ``3 proposals``, ``2 entries`` (with ``many`` given)."""
    word = one if count == 1 else many or one + "s"
    return f"{number_text(count)} {word}"


def inert(text: str) -> str:
    """Text that a spreadsheet does not take for a formula: somebody else may have written it."""
    return f"'{text}" if text.startswith(FORMULA) else text
