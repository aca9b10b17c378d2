"""The Jinja2 environment: autoescaped, strict about undefined names, with the globals that templates may use."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, FileSystemBytecodeCache, StrictUndefined
from markupsafe import Markup

from hirehall.foundation.addresses import address, here
from hirehall.look import assets, charts, formats, icons, markdown
from hirehall.look.navigation import navigation, url_or_none, work_list
from hirehall.look.typefaces import needs_inter

HUES = 8
DEFAULT_HUE, DEFAULT_CHROMA = 178, 82
MARK = Markup(
    '<svg viewBox="0 0 28 28" aria-hidden="true"><path class="mark-roof" d="M14 3 26 12v14H2V12z"/>'
    '<path class="mark-door" d="M9.5 26v-7.5a4.5 4.5 0 0 1 9 0V26z"/></svg>'
)


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page."""
    if kwargs or not all(isinstance(arg, UUID) for arg in args):
        return reverse(name, args=args or None, kwargs=kwargs or None)
    return address(name, *args)


def icon_svg(name: str) -> Markup:
    return icons.svg(name, sprite_address=assets.address("icons.svg"))


def initials(name: str) -> str:
    """The first letters of the first and the last word: ``HG`` of Hollis & Grey."""
    words = [word for word in name.split() if word[0].isalnum()]
    picked = words[:1] + words[-1:] if len(words) > 1 else words
    return "".join(word[0] for word in picked).upper()


def hue_of(name: str) -> int:
    """Which of the avatar colours a name has, the same everywhere."""
    return sum(name.encode()) % HUES


def share_of(done: int, total: int) -> int:
    """How much of a scale of 1000 is done."""
    return min(1000, round(1000 * done / total)) if total else 0


def theme_address(hall: Any) -> str:
    """The hall's brand as an address that changes with it."""
    hue, chroma = (hall.hue, hall.chroma_thousandths) if hall else (DEFAULT_HUE, DEFAULT_CHROMA)
    return f"{address('look:theme')}?h={hue}&c={chroma}"


def events_address() -> str:
    """Where open pages listen for news."""
    return f"{settings.CONFIG.events_url}/events"


def environment(**options: Any) -> Environment:
    options.update(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    if not settings.DEBUG:
        folder = assets.kept_folder() / "templates"
        folder.mkdir(parents=True, exist_ok=True)
        options["bytecode_cache"] = FileSystemBytecodeCache(str(folder))
    env = Environment(**options)  # noqa: S701 - autoescape is set above
    env.globals.update(
        url=url,
        url_or_none=url_or_none,
        here=here,
        static=static,
        asset=assets.address,
        look_version=assets.version,
        events_address=events_address,
        theme_address=theme_address,
        needs_inter=needs_inter,
        navigation=navigation,
        work_list=work_list,
        icon_svg=icon_svg,
        mark=lambda: MARK,
        initials=initials,
        hue_of=hue_of,
        share_of=share_of,
        money_text=formats.money_text,
        when_text=formats.when_text,
        day_text=formats.day_text,
        plural=formats.plural,
        language=formats.language,
        direction=formats.direction,
        escrow_bar=charts.escrow_bar,
        halls_here=1,
        own_text=lambda kind: "",
        legal_here=(),
        offers=lambda way: True,
        unread_messages=0,
        unread_notices=0,
    )
    env.filters.update(
        money=formats.money_text,
        when=formats.when_text,
        day=formats.day_text,
        number=formats.number_text,
        country=formats.country_text,
        markdown=markdown.render,
    )
    return env
