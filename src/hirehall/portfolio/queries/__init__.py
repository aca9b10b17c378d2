"""How the gallery and its pages are obtained."""

from hirehall.portfolio.queries.own_data import exported
from hirehall.portfolio.queries.pieces import PiecePage, piece_page
from hirehall.portfolio.queries.wall import PAGE, SORTS, Card, Wall, WallAsked, wall

__all__ = [
    "PAGE",
    "SORTS",
    "Card",
    "PiecePage",
    "Wall",
    "WallAsked",
    "exported",
    "piece_page",
    "wall",
]
