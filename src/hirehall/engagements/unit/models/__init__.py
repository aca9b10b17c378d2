from hirehall.engagements.unit.models.batches import Batch, BatchRow
from hirehall.engagements.unit.models.exports import TextExport
from hirehall.engagements.unit.models.orders import (
    Claim,
    Counted,
    LevelRow,
    OwnPrice,
    PoolOrder,
    Rating,
    Sample,
    UnitDelivery,
    UnitOrder,
)
from hirehall.engagements.unit.models.questions import Question
from hirehall.engagements.unit.models.readings import Reading
from hirehall.engagements.unit.models.teams import Candidate, Team
from hirehall.engagements.unit.models.texts import CopyFound, KeptText

__all__ = [
    "Batch",
    "BatchRow",
    "Candidate",
    "Claim",
    "CopyFound",
    "Counted",
    "KeptText",
    "LevelRow",
    "OwnPrice",
    "PoolOrder",
    "Question",
    "Rating",
    "Reading",
    "Sample",
    "Team",
    "TextExport",
    "UnitDelivery",
    "UnitOrder",
]
