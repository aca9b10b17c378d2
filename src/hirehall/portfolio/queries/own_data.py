"""What the gallery knows of a person, for their own archive."""

from __future__ import annotations

from uuid import UUID

from hirehall.portfolio.models import Collection, Follow, Hiding, Like, Project, Report


def exported(person_id: UUID) -> dict[str, object]:
    likes = Like.objects.filter(person_id=person_id).order_by("liked_at")
    follows = Follow.objects.filter(person_id=person_id).order_by("followed_at")
    return {
        "likes": [
            {"piece": title, "at": at} for title, at in likes.values_list("showing__piece__title", "liked_at")
        ],
        "collections": [
            {"title": row.title, "text": row.text, "public": row.public, "made_at": row.made_at}
            for row in Collection.objects.filter(owner_id=person_id).order_by("made_at")
        ],
        "requests to several": [
            {"title": row.title, "need": row.need, "asked_at": row.asked_at}
            for row in Project.objects.filter(client_id=person_id).order_by("asked_at")
        ],
        "reports": list(
            Report.objects.filter(person_id=person_id)
            .order_by("reported_at")
            .values("showing__piece__title", "wrong", "words", "reported_at", "answered_at", "upheld")
        ),
        "hidden by a hall": list(
            Hiding.objects.filter(showing__person_id=person_id)
            .order_by("hidden_at")
            .values(
                "showing__piece__title",
                "wrong",
                "words",
                "state",
                "hidden_at",
                "appeal",
                "appealed_at",
                "answer",
                "answered_at",
            )
        ),
        "follows": [
            {"maker": name, "at": at} for name, at in follows.values_list("maker__name", "followed_at")
        ],
    }
