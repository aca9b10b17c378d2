"""Likes counted; what somebody who leaves takes along."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count

from hirehall.foundation import clock
from hirehall.portfolio.models import Collection, Follow, Like, Report
from hirehall.portfolio.rules import WARM_FOR
from hirehall.skills.models import Showing
from hirehall.skills.operations import cool, set_likes


def count_likes(showing: Showing) -> None:
    """Count the likes of a piece anew; the caller holds its lock, so nobody counts beside."""
    rows = Like.objects.filter(showing=showing)
    set_likes(showing, likes=rows.count(), warm=rows.filter(liked_at__gt=clock.now() - WARM_FOR).count())


def cool_all() -> None:
    """Count the likes of the last weeks anew for every piece that had some."""
    since = clock.now() - WARM_FOR
    warm = list(Showing.objects.filter(warm__gt=0).order_by("id").values_list("id", flat=True))
    counted = Like.objects.filter(showing_id__in=warm, liked_at__gt=since).values_list("showing_id")
    cool(warm, dict(counted.annotate(many=Count("id"))))


def erase_of(person_id: UUID) -> None:
    """Forget whom somebody follows and what they like; the counts follow."""
    Follow.objects.filter(person_id=person_id).delete()
    Collection.objects.filter(owner_id=person_id).delete()
    Report.objects.filter(person_id=person_id, answered_at__isnull=False).delete()
    liked = list(Like.objects.filter(person_id=person_id).values_list("showing_id", flat=True))
    Like.objects.filter(person_id=person_id).delete()
    for showing in Showing.objects.select_for_update(no_key=True).filter(id__in=liked).order_by("id"):
        count_likes(showing)
