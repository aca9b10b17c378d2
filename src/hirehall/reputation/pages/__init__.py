"""The pages of reviews and of standings."""

from hirehall.reputation.pages.reviews import how, of_contract, reply, reviews, window
from hirehall.reputation.pages.standing import constants, constants_json, standing, standing_json
from hirehall.reputation.pages.trust import verification

__all__ = [
    "constants",
    "constants_json",
    "how",
    "of_contract",
    "reply",
    "reviews",
    "standing",
    "standing_json",
    "verification",
    "window",
]
