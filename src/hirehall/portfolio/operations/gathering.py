"""What makers have not been told yet, put together so that each is told once. In the caller's transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from hirehall.foundation import clock
from hirehall.portfolio.models import Follow, Like

AT_ONCE = 5000


@dataclass(slots=True)
class News:
    """What one maker is told of one hall.

    Attributes:
        likes: how many people like something new; one who likes three pieces is one.
        pieces: how many pieces they like; ``title`` is that of the one most liked among them.
    """

    hall_id: UUID
    maker_id: UUID
    likes: int = 0
    pieces: int = 0
    followers: int = 0
    title: str = ""
    top_id: UUID | None = None
    people: set[UUID] = field(default_factory=set)
    counted: Counter[UUID] = field(default_factory=Counter)


def gather_news() -> list[News]:
    """Everything that nobody has been told; it counts as told from now on."""
    likes = list(
        Like.objects.select_for_update(no_key=True, of=("self",), skip_locked=True)
        .filter(told_at=None)
        .select_related("showing__piece")
        .order_by("id")[:AT_ONCE]
    )
    follows = list(
        Follow.objects.select_for_update(no_key=True, skip_locked=True)
        .filter(told_at=None)
        .order_by("id")[:AT_ONCE]
    )
    found: dict[tuple[UUID, UUID], News] = {}
    titles: dict[UUID, str] = {}
    for like in likes:
        showing = like.showing
        news = found.setdefault(
            (showing.hall_id, showing.person_id), News(showing.hall_id, showing.person_id)
        )
        news.people.add(like.person_id)
        news.counted[showing.id] += 1
        titles[showing.id] = showing.piece.title
    follow_counts: defaultdict[tuple[UUID, UUID], int] = defaultdict(int)
    for follow in follows:
        follow_counts[follow.hall_id, follow.maker_id] += 1
    for key, many in follow_counts.items():
        found.setdefault(key, News(*key)).followers = many
    for news in found.values():
        news.likes, news.pieces = len(news.people), len(news.counted)
        if news.counted:
            news.top_id = news.counted.most_common(1)[0][0]
            news.title = titles[news.top_id]
    Like.objects.filter(id__in=[one.id for one in likes]).update(told_at=clock.now())
    Follow.objects.filter(id__in=[one.id for one in follows]).update(told_at=clock.now())
    return list(found.values())
