"""What skill tests and screening keep."""

from hirehall.vetting.models.banks import (
    Answer,
    Bank,
    BankVersion,
    Certificate,
    Examiner,
    Question,
    QuestionAppeal,
    ScoreChange,
    Sitting,
    Void,
    Withdrawal,
)
from hirehall.vetting.models.screening import (
    Pipeline,
    PipelineVersion,
    Score,
    Screening,
    ScreeningAppeal,
    Slot,
    Step,
    Vetted,
)

__all__ = [
    "Answer",
    "Bank",
    "BankVersion",
    "Certificate",
    "Examiner",
    "Pipeline",
    "PipelineVersion",
    "Question",
    "QuestionAppeal",
    "Score",
    "ScoreChange",
    "Screening",
    "ScreeningAppeal",
    "Sitting",
    "Slot",
    "Step",
    "Vetted",
    "Void",
    "Withdrawal",
]
