"""Pictures of designers’ work, drawn here: posters on walls, packets, covers, marks, pictures of plants and hills."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from hirehall.look.fonts import SOURCE

SIZE, TWICE = (1200, 900), 2
Colour = str
# each: ground, ink, and three that go with both
PALETTES = (
    ("#f3e9dc", "#1d2a3a", "#e4572e", "#f3a712", "#76b5a0"), ("#16302b", "#f6efe0", "#f2b134", "#ed553b", "#6fb98f"),
    ("#ffd8be", "#3a0f2b", "#ef476f", "#ff8c42", "#7a306c"), ("#dbe7f0", "#12263f", "#2f6fc9", "#f26c4f", "#ffd166"),
    ("#f7d6d0", "#5b1a18", "#c44536", "#e9a6a6", "#197278"), ("#2b2d42", "#edf2f4", "#ef233c", "#ffb703", "#8ecae6"),
    ("#e9edc9", "#31572c", "#90a955", "#d4a373", "#bc4b51"), ("#1b1b1e", "#f5f1ea", "#ff5a5f", "#5bc0be", "#f4d35e"),
    ("#e8dff5", "#2a1a5e", "#7b5ea7", "#f45905", "#ffb5a7"), ("#fcefb4", "#22333b", "#3d5a80", "#ee6c4d", "#98c1d9"),
)  # fmt: skip


class Sheet:
    """A sheet of paper twice as large as the picture, with a palette and a seeded hand."""

    def __init__(self, seed: str, *, size: tuple[int, int] = SIZE) -> None:
        self.rng = random.Random(f"design:{seed}")
        self.ground, self.ink, *rest = self.rng.choice(PALETTES)
        self.colours = self.rng.sample(rest, k=len(rest))
        self.width, self.height = size[0] * TWICE, size[1] * TWICE
        self.image = Image.new("RGB", (self.width, self.height), self.ground)
        self.draw = ImageDraw.Draw(self.image)

    def shadow(self, box: tuple[float, float, float, float], *, blur: int = 40, drop: int = 26) -> None:
        """Something stands before the wall here."""
        mask = Image.new("L", self.image.size, 0)
        left, top, right, bottom = box
        ImageDraw.Draw(mask).rectangle((left, top + drop, right, bottom + drop), fill=105)
        dark = Image.new("RGB", self.image.size, "#0b0d12")
        self.image.paste(
            dark,
            mask=mask.resize((600, 450)).filter(ImageFilter.GaussianBlur(blur / 6)).resize(self.image.size),
        )
        self.draw = ImageDraw.Draw(self.image)

    def text(
        self, at: tuple[float, float], words: str, size: int, fill: Colour, *, anchor: str = "mm"
    ) -> None:
        font = ImageFont.truetype(str(SOURCE), size)
        self.draw.text(at, words, font=font, fill=fill, anchor=anchor)

    def bytes(self) -> bytes:
        out = io.BytesIO()
        self.image.reduce(TWICE).save(out, "PNG", compress_level=3)
        return out.getvalue()


def design(style: str, seed: str, *, words: str = "", size: tuple[int, int] = SIZE) -> bytes:
    """A picture of work as PNG bytes.

    Raises:
        KeyError: for an unknown style.
    """
    sheet = Sheet(f"{style}:{seed}", size=size)
    STYLES[style](sheet, words)
    return sheet.bytes()


def _tiles_in(sheet: Sheet, box: tuple[float, float, float, float], across: int) -> None:
    """Quarter circles, halves and dots on a grid: a pattern that fits any sheet."""
    left, top, right, bottom = box
    side, rng, draw = (right - left) / across, sheet.rng, sheet.draw
    for row in range(math.ceil((bottom - top) / side)):
        for column in range(across):
            x, y = left + column * side, top + row * side
            low = min(y + side, bottom)
            back, front = rng.sample([sheet.ground, sheet.ink, *sheet.colours], k=2)
            draw.rectangle((x, y, x + side, low), fill=back)
            if y + side > bottom + 1:
                continue
            match rng.randrange(5):
                case 0 | 1:
                    cx, cy = x + side * rng.randrange(2), y + side * rng.randrange(2)
                    start = {(0, 0): 0, (1, 0): 90, (1, 1): 180, (0, 1): 270}[int(cx > x), int(cy > y)]
                    draw.pieslice((cx - side, cy - side, cx + side, cy + side), start, start + 90, fill=front)
                case 2:
                    draw.ellipse(
                        (x + side * 0.18, y + side * 0.18, x + side * 0.82, y + side * 0.82), fill=front
                    )
                case 3:
                    draw.polygon([(x, y), (x + side, y), (x, y + side)], fill=front)
                case _:
                    for line in range(4):
                        draw.rectangle(
                            (x, y + side * line / 4, x + side, y + side * (line + 0.5) / 4), fill=front
                        )


def _tiles(sheet: Sheet, words: str) -> None:
    _tiles_in(sheet, (0, 0, sheet.width, sheet.height), sheet.rng.choice([4, 6, 8]))


def _poster(sheet: Sheet, words: str) -> None:
    """Two or three sheets on a wall, the middle one with a name."""
    wide, tall = sheet.width * 0.27, sheet.height * 0.74
    for number in range(3):
        left = sheet.width * (0.055 + 0.31 * number)
        top = sheet.height * (0.13 if number % 2 else 0.11)
        box = (left, top, left + wide, top + tall)
        sheet.shadow(box)
        paper, ink = (sheet.colours[number], sheet.ground) if number != 1 else (sheet.ink, sheet.colours[0])
        sheet.draw.rectangle(box, fill=paper)
        if number == 1:
            radius = wide * 0.36
            cx, cy = left + wide / 2, top + tall * 0.40
            sheet.draw.ellipse((cx - radius, cy - radius, cx + radius, cy + radius), fill=ink)
            sheet.draw.pieslice(
                (cx - radius, cy - radius, cx + radius, cy + radius), 180, 300, fill=sheet.colours[1]
            )
            sheet.text((cx, top + tall * 0.80), words or "Scale", int(wide * 0.17), sheet.ground)
            sheet.draw.rectangle(
                (cx - wide * 0.2, top + tall * 0.90, cx + wide * 0.2, top + tall * 0.905), fill=ink
            )
        else:
            _tiles_in(sheet, (left, top, left + wide, top + tall * 0.8), 3)
            for line in range(3):
                y = top + tall * (0.86 + 0.035 * line)
                sheet.draw.rectangle(
                    (left + wide * 0.08, y, left + wide * (0.75 - 0.2 * line), y + tall * 0.013), fill=ink
                )


def _packets(sheet: Sheet, words: str) -> None:
    """Packets in a row on a shelf."""
    sheet.draw.rectangle((0, sheet.height * 0.78, sheet.width, sheet.height), fill=sheet.colours[2])
    wide, tall = sheet.width * 0.2, sheet.height * 0.56
    for number in range(4):
        left, top = sheet.width * (0.07 + 0.22 * number), sheet.height * 0.27
        colour = [sheet.colours[0], sheet.ink, sheet.colours[1], "#fbf7ef"][number]
        other = sheet.ground if colour != "#fbf7ef" else sheet.ink
        sheet.shadow((left, top, left + wide, top + tall), blur=60, drop=34)
        sheet.draw.rectangle((left, top, left + wide, top + tall), fill=colour)
        sheet.draw.rectangle((left, top, left + wide, top + tall * 0.07), fill=other)
        _leaf(sheet, left + wide / 2, top + tall * 0.72, tall * 0.40, 5 + number, other)
        sheet.text(
            (left + wide / 2, top + tall * 0.84),
            ("Bean", "Leek", "Beet", "Dill")[number],
            int(wide * 0.17),
            other,
        )
        sheet.draw.rectangle(
            (left + wide * 0.3, top + tall * 0.92, left + wide * 0.7, top + tall * 0.925), fill=other
        )


def _leaf(sheet: Sheet, x: float, y: float, tall: float, leaves: int, fill: Colour) -> None:
    """A stalk with pairs of leaves."""
    sheet.draw.line((x, y, x, y - tall), fill=fill, width=max(4, int(tall * 0.022)))
    for number in range(leaves):
        at = y - tall * (0.16 + 0.8 * number / leaves)
        length = tall * 0.32 * (1 - 0.55 * number / leaves)
        for side in (-1, 1):
            tip = (x + side * length, at - length * 0.62)
            near, far = (
                (x + side * length * 0.35, at - length * 0.62),
                (x + side * length * 0.72, at - length * 0.05),
            )
            sheet.draw.polygon([(x, at), near, tip, far], fill=fill)


def _plants(sheet: Sheet, words: str) -> None:
    """A sheet from a book of plants."""
    for _ in range(26):
        radius = sheet.height * sheet.rng.uniform(0.004, 0.011)
        x, y = sheet.rng.uniform(0, sheet.width), sheet.rng.uniform(0, sheet.height)
        sheet.draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=sheet.colours[1])
    radius = sheet.height * 0.27
    cx, cy = sheet.width * sheet.rng.uniform(0.35, 0.65), sheet.height * 0.42
    sheet.draw.ellipse((cx - radius, cy - radius, cx + radius, cy + radius), fill=sheet.colours[0])
    for number in range(9):
        x = sheet.width * (0.06 + 0.11 * number + sheet.rng.uniform(-0.02, 0.02))
        tall = sheet.height * sheet.rng.uniform(0.42, 0.85)
        fill = sheet.rng.choice([sheet.ink, sheet.colours[2], sheet.ink])
        _leaf(sheet, x, sheet.height, tall, sheet.rng.randint(5, 8), fill)


def _hills(sheet: Sheet, words: str) -> None:
    """Evening over hills, with a path that one wants to walk."""
    bands = [sheet.ground, *sheet.colours, sheet.ink]
    for step in range(40):
        y = sheet.height * 0.6 * step / 40
        mixed = Image.blend(
            Image.new("RGB", (1, 1), sheet.ground), Image.new("RGB", (1, 1), sheet.colours[1]), step / 50
        )
        sheet.draw.rectangle(
            (0, y, sheet.width, y + sheet.height * 0.6 / 40 + 1), fill=mixed.getpixel((0, 0))
        )
    radius, x = sheet.height * 0.13, sheet.width * sheet.rng.uniform(0.25, 0.75)
    sheet.draw.ellipse(
        (x - radius, sheet.height * 0.24 - radius, x + radius, sheet.height * 0.24 + radius), fill="#fff6dd"
    )
    for layer, fill in enumerate(bands[1:]):
        base, phase = sheet.height * (0.44 + 0.15 * layer), sheet.rng.uniform(0, 6)
        swing = sheet.height * sheet.rng.uniform(0.04, 0.10)
        points = [
            (
                at,
                base
                + swing * math.sin(phase + at / sheet.width * (4 + layer))
                + swing * 0.3 * math.sin(at / 190),
            )
            for at in range(0, sheet.width + 9, 8)
        ]
        sheet.draw.polygon([*points, (sheet.width, sheet.height), (0, sheet.height)], fill=fill)


def _mark(sheet: Sheet, words: str) -> None:
    """A mark, large, and small on two cards."""
    split = sheet.width * 0.56
    sheet.draw.rectangle((split, 0, sheet.width, sheet.height), fill=sheet.ink)
    _sign(sheet, split / 2, sheet.height * 0.44, sheet.height * 0.24, sheet.ink, sheet.colours[0])
    sheet.text((split / 2, sheet.height * 0.80), words or "Ostendorp", int(sheet.height * 0.075), sheet.ink)
    for number, (paper, ink) in enumerate(((sheet.ground, sheet.ink), (sheet.colours[0], sheet.ground))):
        left, top = split + sheet.width * (0.06 + 0.04 * number), sheet.height * (0.16 + 0.36 * number)
        box = (left, top, left + sheet.width * 0.28, top + sheet.height * 0.28)
        sheet.shadow(box)
        sheet.draw.rectangle(box, fill=paper)
        _sign(
            sheet,
            left + sheet.width * 0.055,
            top + sheet.height * 0.085,
            sheet.height * 0.045,
            ink,
            sheet.colours[1],
        )
        for line in range(2):
            y = top + sheet.height * (0.19 + 0.035 * line)
            sheet.draw.rectangle(
                (left + sheet.width * 0.03, y, left + sheet.width * (0.17 - 0.05 * line), y + 12), fill=ink
            )


def _sign(sheet: Sheet, x: float, y: float, radius: float, ink: Colour, accent: Colour) -> None:
    parts = 3 + sum(map(ord, sheet.ground)) % 4
    for part in range(parts):
        angle = 2 * math.pi * part / parts - math.pi / 2
        cx, cy = x + math.cos(angle) * radius * 0.5, y + math.sin(angle) * radius * 0.5
        sheet.draw.ellipse((cx - radius / 2, cy - radius / 2, cx + radius / 2, cy + radius / 2), fill=ink)
    sheet.draw.ellipse((x - radius * 0.3, y - radius * 0.3, x + radius * 0.3, y + radius * 0.3), fill=accent)


def _covers(sheet: Sheet, words: str) -> None:
    """Three covers that disagree with each other."""
    wide, tall = sheet.width * 0.235, sheet.height * 0.66
    for number in range(3):
        left, top = sheet.width * (0.10 + 0.285 * number), sheet.height * 0.17
        box = (left, top, left + wide, top + tall)
        sheet.shadow(box, blur=54)
        paper, ink = ((sheet.ink, sheet.ground), (sheet.colours[0], sheet.ink), ("#fbf7ef", sheet.ink))[
            number
        ]
        sheet.draw.rectangle(box, fill=paper)
        sheet.draw.rectangle((left, top, left + wide * 0.035, top + tall), fill=sheet.colours[1])
        match number:
            case 0:
                for ring in range(6, 0, -1):
                    r = wide * 0.07 * ring
                    cx, cy = left + wide * 0.52, top + tall * 0.6
                    sheet.draw.ellipse(
                        (cx - r, cy - r, cx + r, cy + r), fill=[sheet.colours[2], paper][ring % 2]
                    )
            case 1:
                for step in range(7):
                    x = left + wide * (0.12 + 0.11 * step)
                    sheet.draw.rectangle(
                        (x, top + tall * (0.9 - 0.09 * step), x + wide * 0.09, top + tall * 0.93), fill=ink
                    )
            case _:
                _leaf(sheet, left + wide * 0.52, top + tall * 0.93, tall * 0.55, 6, sheet.colours[0])
        sheet.text(
            (left + wide * 0.12, top + tall * 0.12),
            (words or "Salt Stairs Fern").split()[number % 3],
            int(wide * 0.15),
            ink,
            anchor="lm",
        )
        sheet.text((left + wide * 0.12, top + tall * 0.21), "a novel", int(wide * 0.06), ink, anchor="lm")


def _screens(sheet: Sheet, words: str) -> None:
    """Three screens of one application."""
    wide, tall = sheet.width * 0.2, sheet.height * 0.78
    for number in range(3):
        left, top = sheet.width * (0.13 + 0.27 * number), sheet.height * (0.11 + 0.05 * (number % 2))
        box = (left, top, left + wide, top + tall)
        sheet.shadow(box, blur=60, drop=36)
        sheet.draw.rounded_rectangle(box, wide * 0.11, fill="#0f1115")
        inner = (left + wide * 0.035, top + wide * 0.035, left + wide * 0.965, top + tall - wide * 0.035)
        sheet.draw.rounded_rectangle(inner, wide * 0.085, fill=[sheet.ground, "#ffffff", sheet.ink][number])
        ink = [sheet.ink, sheet.ink, sheet.ground][number]
        sheet.text(
            (left + wide * 0.12, top + tall * 0.12),
            (words or "Harbour", "Today", "Map")[number],
            int(wide * 0.1),
            ink,
            anchor="lm",
        )
        for card in range(4):
            y = top + tall * (0.2 + 0.185 * card)
            fill = [sheet.colours[0], sheet.colours[1], sheet.colours[2], ink][(card + number) % 4]
            sheet.draw.rounded_rectangle(
                (left + wide * 0.1, y, left + wide * 0.9, y + tall * 0.15), wide * 0.05, fill=fill
            )
            sheet.draw.ellipse(
                (left + wide * 0.15, y + tall * 0.03, left + wide * 0.3, y + tall * 0.03 + wide * 0.15),
                fill="#ffffff",
            )


STYLES: dict[str, Callable[[Sheet, str], None]] = {
    "tiles": _tiles, "poster": _poster, "packets": _packets, "plants": _plants, "hills": _hills, "mark": _mark,
    "covers": _covers, "screens": _screens,
}  # fmt: skip
