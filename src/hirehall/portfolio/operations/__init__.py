"""Steps inside the caller's transaction."""

from hirehall.portfolio.operations.gathering import News, gather_news
from hirehall.portfolio.operations.guarding import another_could_answer, answer_reports
from hirehall.portfolio.operations.liking import cool_all, count_likes, erase_of

__all__ = [
    "News",
    "another_could_answer",
    "answer_reports",
    "cool_all",
    "count_likes",
    "erase_of",
    "gather_news",
]
