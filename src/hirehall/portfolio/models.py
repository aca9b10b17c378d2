"""What people do with the work that is shown in a hall: like it, follow who made it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.skills.models import Showing


class Like(models.Model):
    """Somebody likes a piece, in the hall in which they saw it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    showing = models.ForeignKey(Showing, on_delete=models.CASCADE, related_name="liked")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    liked_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, help_text="When the maker was told, together with others")

    class Meta:
        db_table = "portfolio_like"
        constraints = [models.UniqueConstraint(fields=["person", "showing"], name="one_like_per_person")]
        indexes = [
            models.Index(fields=["showing", "liked_at"], name="like_by_piece"),
            models.Index(fields=["liked_at"], name="like_to_tell", condition=models.Q(told_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} likes {self.showing_id}"


class Follow(models.Model):
    """Somebody wants to see what a maker shows in a hall."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    followed_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "portfolio_follow"
        constraints = [
            models.UniqueConstraint(fields=["hall", "person", "maker"], name="one_follow_per_maker"),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("maker")), name="nobody_follows_themselves"
            ),
        ]
        indexes = [
            models.Index(fields=["hall", "maker"], name="follow_by_maker"),
            models.Index(fields=["followed_at"], name="follow_to_tell", condition=models.Q(told_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.maker_id}"
