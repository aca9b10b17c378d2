"""Everything the browser fetches besides pages, under one address that names the version of all of it.

``/look/<version>/style.css`` never changes, so it may be kept for a year; a new version is a new address.
The style sheet is our layers in one file, the sprite and the fonts are built from their packages and kept in
the data folder, htmx comes from django-htmx.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from multiprocessing import get_context
from pathlib import Path

import brotli
from django.conf import settings

from hirehall.look import fonts, icons

SOURCE = Path(__file__).resolve().parent / "static" / "look"
LAYERS = ("1-tokens.css", "2-base.css", "3-layout.css", "4-components.css", "5-utilities.css")
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
MARK = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><style>:root{color-scheme:light dark}\
.r{fill:#0b6655}.d{fill:#d9940f}@media(prefers-color-scheme:dark){.r{fill:#7fd0bd}.d{fill:#f4c152}}</style>\
<path class="r" d="M14 3 26 12v14H2V12z"/><path class="d" d="M9.5 26v-7.5a4.5 4.5 0 0 1 9 0V26z"/></svg>"""


def module_files(ending: str) -> list[Path]:
    """Style sheets or scripts of other modules: ``<module>/static/<module>/*``. They join ours, because a page
    that is swapped in brings no head of its own."""
    found = icons.PACKAGE.glob(f"**/static/*/*.{ending}")
    return sorted(path for path in found if path.parent != SOURCE)


def kept_folder() -> Path:
    """Where built files are kept between starts."""
    return Path(settings.STATIC_ROOT).parent / "look"


def style() -> bytes:
    """The style sheet: the font faces and our layers in order, without comments and needless space."""
    parts = [(SOURCE / name).read_text(encoding="utf-8") for name in LAYERS]
    parts += [f"@layer modules {{{path.read_text(encoding='utf-8')}}}" for path in module_files("css")]
    css = "\n".join(parts)
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,])\s*", r"\1", css)
    faces = "".join(
        f"@font-face{{font-family:Inter;font-weight:400 700;font-display:swap;"
        f"src:url(inter-{part}.woff2) format('woff2');unicode-range:{ranges}}}"
        for part, ranges in fonts.RANGES.items()
    )
    order, _, rest = css.partition(";")
    return f"{order};{faces}{rest}".encode()


def _font(part: str) -> bytes:
    made_from = hashlib.sha256((fonts.SOURCE.name + fonts.RANGES[part]).encode())
    made_from.update(str(fonts.SOURCE.stat().st_size).encode())
    path = kept_folder() / f"inter-{part}-{made_from.hexdigest()[:12]}.woff2"
    if not path.exists():
        fonts.keep(path, fonts.web_font(part))
    return path.read_bytes()


def _htmx() -> bytes:
    return files("django_htmx").joinpath("static/django_htmx/htmx-4.min.js").read_bytes()


BUILT: dict[str, Callable[[], bytes]] = {
    "style.css": style,
    "icons.svg": lambda: icons.sprite().encode(),
    "mark.svg": MARK.encode,
    "htmx.js": _htmx,
    "main.js": lambda: _script(),
    **{f"inter-{part}.woff2": (lambda part=part: _font(part)) for part in fonts.RANGES},  # type: ignore[misc]
}


COMMENT_LINE = re.compile(r"^\s*//.*\n", re.MULTILINE)


def _script() -> bytes:
    """Every script of ours as one file: one request, and a third less to send. Each keeps its names to itself.

    What a line of its own says to readers of the source is not sent.
    """
    order = re.findall(
        r'^import "\./([^"]+)";', (SOURCE / "main.js").read_text(encoding="utf-8"), re.MULTILINE
    )
    paths = [SOURCE / name for name in order] + [path for _, path in sorted(_module_scripts().items())]
    bare = [COMMENT_LINE.sub("", path.read_text(encoding="utf-8")) for path in paths]
    return "".join(f"{{\n{script}}}\n" for script in bare).encode()


def _module_scripts() -> dict[str, Path]:
    return {f"{path.parent.name}-{path.name}": path for path in module_files("js")}


def scripts() -> dict[str, Path]:
    """Every script by the name under which it is served."""
    return {path.name: path for path in SOURCE.glob("*.js")} | _module_scripts()


@cache
def _kept(name: str, _version: str) -> bytes | None:
    if name in BUILT:
        return BUILT[name]()
    script = scripts().get(name)
    return script.read_bytes() if script else None


@cache
def _squeezed(name: str, version: str) -> bytes:
    return bytes(brotli.compress(_kept(name, version) or b"", quality=11))  # type: ignore[no-untyped-call]


def content(name: str, *, accepts_brotli: bool = False) -> tuple[bytes, bool] | None:
    """The bytes of an asset and whether they are compressed by brotli; None for an unknown name."""
    plain = _kept(name, version())
    if plain is None:
        return None
    if accepts_brotli and not name.endswith(".woff2"):
        return _squeezed(name, version()), True
    return plain, False


def version() -> str:
    """Twelve hex digits that change whenever a file of ours changes."""
    return _version_of(_changed() if settings.DEBUG else 0)


_looked: list[float] = [0.0, 0.0]
LOOK_AGAIN_SECONDS = 2.0


def _changed() -> int:
    """When a source last changed, for people who work on the look; asked at most every two seconds."""
    now = time.monotonic()
    if now - _looked[0] > LOOK_AGAIN_SECONDS:
        changed = float(sum(path.stat().st_mtime_ns for path in _sources()) % 2**52)
        if changed != _looked[1]:
            icons.names_in_use.cache_clear()
        _looked[:] = [now, changed]
    return int(_looked[1])


def _sources() -> list[Path]:
    return [*sorted(SOURCE.iterdir()), *module_files("css"), *module_files("js")]


@cache
def _version_of(_changed: int) -> str:
    digest = hashlib.sha256(icons.sprite().encode() + _htmx() + MARK.encode())
    for path in _sources():
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def address(name: str) -> str:
    """Where a page finds an asset."""
    return f"/look/{version()}/{name}"


def build() -> list[str]:
    """Make everything now (at install and start), so that no visitor waits for it. Answers the names made."""
    made = [*BUILT, *sorted(scripts())]
    for name in made:
        content(name)
    cuts = [fonts.static_cut(weight, kept_folder() / "ttf").name for weight in fonts.WEIGHTS]
    return made + cuts


@contextmanager
def built_beside() -> Iterator[None]:
    """Make everything, on another core meanwhile where fonts must be cut, which takes long.

    Not for a process that has threads already.
    """
    beside = None
    if not all((kept_folder() / "ttf" / f"Inter-{weight}.ttf").exists() for weight in fonts.WEIGHTS):
        beside = get_context("fork").Process(target=build)
        beside.start()
    yield
    if beside is not None:
        beside.join()
    build()  # what was made beside is there by now; what went wrong there says here why


def theme(hue: int, chroma_thousandths: int) -> str:
    """The hall's brand as a style sheet."""
    return f":root{{--h:{hue};--c:{chroma_thousandths / 1000:g}}}\n"
