"""Whether a piece came from a contract of the hall, and where a report or a hiding of one stands."""

from __future__ import annotations

from enum import StrEnum


class CreditState(StrEnum):
    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


class Wrong(StrEnum):
    """What somebody reports about a piece."""

    COPIED = "copied"
    MISLEADING = "misleading"
    PRIVATE = "private"
    HATEFUL = "hateful"
    INDECENT = "indecent"
    ADVERT = "advert"
    OTHER = "other"


WRONG_WORDS = {
    Wrong.COPIED: "It is somebody else’s work",
    Wrong.MISLEADING: "It is not what it says it is",
    Wrong.PRIVATE: "It shows somebody’s private matters",
    Wrong.HATEFUL: "It insults or threatens people",
    Wrong.INDECENT: "It is indecent or violent",
    Wrong.ADVERT: "It is an advertisement, not work",
    Wrong.OTHER: "Something else",
}


class HidingState(StrEnum):
    HIDDEN = "hidden"
    APPEALED = "appealed"
    STANDS = "stands"
    LIFTED = "lifted"
