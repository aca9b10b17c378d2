"""Avatars and portfolio pictures, drawn here from a seed; nothing is fetched and nobody is portrayed."""

from __future__ import annotations

import colorsys
import io
import math
import random
from collections.abc import Callable

from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
OVERSAMPLE = 2


def _colour(hue: float, saturation: float, value: float) -> Colour:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1.0, saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)


def _palette(rng: random.Random) -> list[Colour]:
    """Five colours that go together: a paper, three of one family, one accent across the wheel."""
    hue = rng.random()
    return [
        _colour(hue + 0.08, 0.08, 0.97),
        _colour(hue, 0.55, 0.42),
        _colour(hue + 0.03, 0.45, 0.68),
        _colour(hue - 0.05, 0.28, 0.86),
        _colour(hue + 0.5, 0.62, 0.90),
    ]


def _encoded(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.reduce(OVERSAMPLE).save(out, "PNG", optimize=False, compress_level=1)
    return out.getvalue()


def avatar(seed: str, *, side: int = 256) -> bytes:
    """A friendly abstract head and shoulders as PNG bytes, ``side`` pixels square."""
    rng = random.Random(f"avatar:{seed}")
    paper, dark, middle, light, accent = _palette(rng)
    big = side * OVERSAMPLE
    image = Image.new("RGB", (big, big), light)
    draw = ImageDraw.Draw(image)
    draw.ellipse((big * 0.10, big * 0.05, big * 0.90, big * 0.85), fill=paper)
    skin = _colour(rng.uniform(0.04, 0.09), rng.uniform(0.25, 0.6), rng.uniform(0.45, 0.95))
    draw.ellipse((big * 0.12, big * 0.70, big * 0.88, big * 1.35), fill=middle)
    draw.rectangle((big * 0.43, big * 0.55, big * 0.57, big * 0.76), fill=skin)
    draw.ellipse((big * 0.40, big * 0.68, big * 0.60, big * 0.82), fill=skin)
    draw.ellipse((big * 0.32, big * 0.24, big * 0.68, big * 0.66), fill=skin)
    _hair(draw, rng, big, dark)
    if rng.random() < 0.35:
        draw.rounded_rectangle((big * 0.44, big * 0.80, big * 0.56, big * 0.88), big * 0.02, fill=accent)
    return _encoded(image)


def _hair(draw: ImageDraw.ImageDraw, rng: random.Random, big: int, dark: Colour) -> None:
    match rng.randrange(4):
        case 0:
            draw.pieslice((big * 0.30, big * 0.20, big * 0.70, big * 0.62), 180, 360, fill=dark)
        case 1:
            draw.pieslice((big * 0.28, big * 0.18, big * 0.72, big * 0.66), 170, 370, fill=dark)
            draw.rounded_rectangle((big * 0.28, big * 0.40, big * 0.36, big * 0.70), big * 0.04, fill=dark)
            draw.rounded_rectangle((big * 0.64, big * 0.40, big * 0.72, big * 0.70), big * 0.04, fill=dark)
        case 2:
            draw.ellipse((big * 0.42, big * 0.12, big * 0.58, big * 0.28), fill=dark)
            draw.pieslice((big * 0.31, big * 0.21, big * 0.69, big * 0.60), 185, 355, fill=dark)
        case _:
            for step in range(7):
                x = big * (0.32 + 0.05 * step)
                draw.ellipse((x - big * 0.02, big * 0.19, x + big * 0.08, big * 0.33), fill=dark)


Style = Callable[[ImageDraw.ImageDraw, random.Random, list[Colour], int, int], None]


def portfolio(style: str, seed: str, *, size: tuple[int, int] = (960, 640)) -> bytes:
    """A picture in the style of a trade as PNG bytes.

    Raises:
        KeyError: for an unknown style.
    """
    rng = random.Random(f"portfolio:{style}:{seed}")
    colours = _palette(rng)
    width, height = size[0] * OVERSAMPLE, size[1] * OVERSAMPLE
    image = Image.new("RGB", (width, height), colours[0])
    STYLES[style](ImageDraw.Draw(image), rng, colours, width, height)
    return _encoded(image)


def _grid(
    draw: ImageDraw.ImageDraw, rng: random.Random, colours: list[Colour], width: int, height: int
) -> None:
    """A web page in outline: header, side column, cards."""
    margin, gap = width // 12, width // 48
    draw.rounded_rectangle(
        (margin, margin // 2, width - margin, height - margin // 2), gap, fill=(255, 255, 255)
    )
    draw.rounded_rectangle((margin, margin // 2, width - margin, margin // 2 + gap * 3), gap, fill=colours[1])
    left, top = margin + gap, margin // 2 + gap * 4
    draw.rounded_rectangle((left, top, left + width // 6, height - margin), gap // 2, fill=colours[3])
    left += width // 6 + gap
    column = (width - margin - gap - left - gap) // 2
    for row in range(3):
        for cell in range(2):
            x, y = left + cell * (column + gap), top + row * (height // 5 + gap)
            fill = colours[4] if rng.random() < 0.2 else colours[2] if rng.random() < 0.4 else colours[3]
            draw.rounded_rectangle((x, y, x + column, y + height // 5), gap // 2, fill=fill)


def _shapes(
    draw: ImageDraw.ImageDraw, rng: random.Random, colours: list[Colour], width: int, height: int
) -> None:
    """A poster of overlapping forms."""
    for _ in range(9):
        radius = rng.randint(height // 10, height // 3)
        x, y = rng.randint(0, width), rng.randint(0, height)
        fill = rng.choice(colours[1:])
        if rng.random() < 0.5:
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)
        else:
            draw.regular_polygon(
                (x, y, radius), rng.choice([3, 4, 6]), rotation=rng.randint(0, 90), fill=fill
            )


def _lines(
    draw: ImageDraw.ImageDraw, rng: random.Random, colours: list[Colour], width: int, height: int
) -> None:
    """A printed page with one marked line."""
    left, top, right = width * 0.27, height * 0.08, width * 0.73
    draw.rectangle((left, top, right, height * 0.95), fill=(255, 255, 255))
    y, marked = top + height * 0.10, rng.randrange(4, 12)
    draw.rectangle(
        (left + width * 0.04, top + height * 0.04, right - width * 0.16, top + height * 0.075),
        fill=colours[1],
    )
    for line in range(16):
        end = right - width * (0.04 if rng.random() < 0.75 else rng.uniform(0.08, 0.25))
        if line == marked:
            draw.rectangle((left + width * 0.03, y - height * 0.012, end, y + height * 0.03), fill=colours[4])
        draw.rectangle((left + width * 0.04, y, end, y + height * 0.016), fill=colours[2])
        y += height * 0.05


def _bands(
    draw: ImageDraw.ImageDraw, rng: random.Random, colours: list[Colour], width: int, height: int
) -> None:
    """Two columns that answer each other."""
    y = height * 0.10
    while y < height * 0.88:
        length = rng.uniform(0.15, 0.33)
        fill = rng.choice(colours[1:4])
        thick = height * 0.035
        draw.rounded_rectangle((width * (0.47 - length), y, width * 0.47, y + thick), thick / 2, fill=fill)
        other = length * rng.uniform(0.85, 1.15)
        draw.rounded_rectangle((width * 0.53, y, width * (0.53 + other), y + thick), thick / 2, fill=fill)
        y += thick * 1.7


def _waves(
    draw: ImageDraw.ImageDraw, rng: random.Random, colours: list[Colour], width: int, height: int
) -> None:
    """Hills, one behind the other."""
    radius = height * 0.11
    x = rng.uniform(0.2, 0.8) * width
    draw.ellipse((x - radius, height * 0.15 - radius, x + radius, height * 0.15 + radius), fill=colours[4])
    for layer, fill in enumerate([colours[3], colours[2], colours[1]]):
        base, phase, swing = (
            height * (0.42 + 0.17 * layer),
            rng.uniform(0, 6),
            height * rng.uniform(0.05, 0.11),
        )
        points = [(at, base + swing * math.sin(phase + at / width * 6)) for at in range(0, width + 1, 8)]
        draw.polygon([*points, (width, height), (0, height)], fill=fill)


def _dots(
    draw: ImageDraw.ImageDraw, rng: random.Random, colours: list[Colour], width: int, height: int
) -> None:
    """A scatter with a trend."""
    for _ in range(170):
        x = rng.uniform(0.08, 0.92)
        y = min(max(0.85 - 0.65 * x + rng.gauss(0, 0.09), 0.06), 0.92)
        radius = height * rng.choice([0.010, 0.014, 0.020])
        fill = colours[4] if y < 0.6 - 0.4 * x else rng.choice(colours[1:3])
        draw.ellipse(
            (x * width - radius, y * height - radius, x * width + radius, y * height + radius), fill=fill
        )
    draw.line((width * 0.08, height * 0.80, width * 0.92, height * 0.25), fill=colours[1], width=width // 240)


def _arcs(
    draw: ImageDraw.ImageDraw, rng: random.Random, colours: list[Colour], width: int, height: int
) -> None:
    """A frame of film with rings of sound."""
    draw.rectangle((0, 0, width, height), fill=colours[1])
    for ring in range(7, 0, -1):
        radius = ring * height * 0.075
        fill = colours[(ring % 3) + 2]
        draw.ellipse(
            (width / 2 - radius, height / 2 - radius, width / 2 + radius, height / 2 + radius),
            outline=fill,
            width=int(height * rng.uniform(0.012, 0.03)),
        )
    side = height * 0.09
    draw.polygon(
        [
            (width / 2 - side * 0.6, height / 2 - side),
            (width / 2 + side, height / 2),
            (width / 2 - side * 0.6, height / 2 + side),
        ],
        fill=colours[0],
    )


def _steps(
    draw: ImageDraw.ImageDraw, rng: random.Random, colours: list[Colour], width: int, height: int
) -> None:
    """Columns that rise, with one that did not."""
    columns, odd = 9, rng.randrange(2, 8)
    for column in range(columns):
        tall = 0.18 + 0.07 * column + rng.uniform(-0.03, 0.03)
        tall = tall * 0.55 if column == odd else tall
        x = width * (0.08 + 0.095 * column)
        fill = colours[4] if column == odd else colours[1 + column % 3]
        draw.rounded_rectangle(
            (x, height * (0.92 - tall), x + width * 0.07, height * 0.92), width // 150, fill=fill
        )


STYLES: dict[str, Style] = {
    "grid": _grid,
    "shapes": _shapes,
    "lines": _lines,
    "bands": _bands,
    "waves": _waves,
    "dots": _dots,
    "arcs": _arcs,
    "steps": _steps,
}
