"""Whatever hue an operator picks, texts can be read: lightness is ours. Computed from the tokens as they are."""

from __future__ import annotations

import re

import pytest

from hirehall.look.contrast import AA_TEXT, contrast, pairs, tokens
from hirehall.look.typefaces import DEFAULT, TYPEFACES

HUES = range(0, 360, 5)
CHROMAS = (0.0, 0.05, 0.082, 0.11, 0.16, 0.2)  # 0.2 is the strongest that a hall may choose
AA_CONTROL = 3.0
TEXTS = [
    *[(front, ground) for front in ("text", "text-2", "text-3") for ground in ("page", "surface", "sunken")],
    ("accent", "page"),
    ("accent", "surface"),
    ("accent", "sunken"),
    ("accent-hover", "page"),
    *[(front, "accent-soft") for front in ("accent", "text", "text-2")],
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    *[(tone, f"{tone}-soft") for tone in ("ok", "warn", "info", "bad")],
    *[(tone, "surface") for tone in ("ok", "warn", "info", "bad")],
    ("gold-text", "gold-soft"),
    *[("text-2", f"{tone}-soft") for tone in ("ok", "warn", "info", "bad")],
]


@pytest.mark.parametrize(("front", "ground"), TEXTS)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_can_be_read_for_every_brand(front: str, ground: str, dark: bool) -> None:
    lowest = min(
        contrast(front, ground, dark=dark, hue=hue, chroma=chroma) for hue in HUES for chroma in CHROMAS
    )
    assert lowest >= AA_TEXT, round(lowest, 2)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_edges_of_controls_can_be_seen(dark: bool) -> None:
    for ground in ("surface", "page"):
        assert min(contrast("edge", ground, dark=dark, hue=hue, chroma=0.082) for hue in HUES) >= AA_CONTROL


def test_the_desk_shows_the_contrast_of_a_brand() -> None:
    shown = {pair.text: (pair.light, pair.dark) for pair in pairs(178, 82)}
    assert set(shown) == {
        "Links on a page", "Links on a card", "Words on a button", "Words on a tinted ground",
    }  # fmt: skip
    assert all(min(both) >= AA_TEXT for both in shown.values())


def test_every_type_has_its_stack_and_none_is_fetched_elsewhere() -> None:
    stacks = set(re.findall(r'\[data-type="(\w+)"\]', tokens()))
    assert stacks == TYPEFACES.keys() - {DEFAULT}
    assert "url(" not in tokens()
