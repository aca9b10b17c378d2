"""The pages of reviews and of standings."""

from hirehall.reputation.pages.reviews import how, of_contract, reply, reviews, window
from hirehall.reputation.pages.standing import constants, constants_json, standing, standing_json

__all__ = [
    "constants",
    "constants_json",
    "how",
    "of_contract",
    "reply",
    "reviews",
    "standing",
    "standing_json",
    "window",
]
