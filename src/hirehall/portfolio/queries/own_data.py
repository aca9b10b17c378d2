"""What the gallery knows of a person, for their own archive."""

from __future__ import annotations

from uuid import UUID

from hirehall.portfolio.models import Follow, Like


def exported(person_id: UUID) -> dict[str, object]:
    likes = Like.objects.filter(person_id=person_id).order_by("liked_at")
    follows = Follow.objects.filter(person_id=person_id).order_by("followed_at")
    return {
        "likes": [
            {"piece": title, "at": at} for title, at in likes.values_list("showing__piece__title", "liked_at")
        ],
        "follows": [
            {"maker": name, "at": at} for name, at in follows.values_list("maker__name", "followed_at")
        ],
    }
