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
)

__all__ = [
    "Answer",
    "Bank",
    "BankVersion",
    "Certificate",
    "Examiner",
    "Question",
    "QuestionAppeal",
    "ScoreChange",
    "Sitting",
    "Void",
]
