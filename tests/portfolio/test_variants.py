"""Pictures in several sizes and formats: made in the background, resumed after a kill, shown with a way back."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from hirehall.files import operations
from hirehall.files.models import StoredFile, Variant
from hirehall.foundation import jobs
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.files import make_upload, picture_bytes
from tests.makers.portfolio import make_shown

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The process is gone."""


def test_a_picture_is_drawn_in_sizes_and_who_was_killed_is_followed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    amara = actor_of(make_person("Amara Okafor")).at(make_hall().id)
    shown = make_shown(amara)
    exif = Image.Exif()
    exif[274], exif[34853] = 6, {1: "N", 2: (54.0, 5.0, 0.0)}  # lies on its side; taken at a place
    photo = picture_bytes(600, 700, kind="JPEG", exif=exif)
    picture = make_upload(amara, name="photo.jpg", data=photo, purpose="portfolio")
    assert (picture.width, picture.height, picture.drawn) == (700, 600, "waiting")
    shown.piece.image_file_ids = [picture.id]
    shown.piece.save()
    operations.attach([picture.id], subject_kind="portfolio_piece", subject_id=shown.piece_id, by=amara)
    assert "<source" not in client.get(f"/gallery/{shown.id}/").content.decode()
    real, made = operations.drawn_at, 0

    def dying(*args: Any) -> bytes:
        nonlocal made
        made += 1
        if made == 3:
            raise Killed
        return real(*args)

    monkeypatch.setattr(operations, "drawn_at", dying)
    with pytest.raises(Killed):
        operations.draw_missing(picture)
    first = set(Variant.objects.values_list("id", flat=True))
    assert len(first) == 2
    StoredFile.objects.filter(id=picture.id).update(colours=[])
    jobs.drain()
    assert made == 3 + 4
    picture.refresh_from_db()
    shown.refresh_from_db()
    assert (picture.drawn, picture.colours, shown.colours) == ("drawn", ["0a786e"], ["teal"])
    assert first < set(Variant.objects.values_list("id", flat=True))
    page = client.get(f"/gallery/{shown.id}/").content.decode()
    assert f"/pictures/{picture.id}/320.avif 320w, /pictures/{picture.id}/640.avif 640w" in page
    assert f'src="/pictures/{picture.id}/640.jpg" width="700" height="600"' in page
    for kind, name in (("avif", "AVIF"), ("webp", "WEBP"), ("jpg", "JPEG")):
        answer = client.get(f"/pictures/{picture.id}/320.{kind}")
        image = Image.open(io.BytesIO(answer.content))
        assert (image.format, image.size, dict(image.getexif())) == (name, (320, 274), {})
    assert client.get(f"/pictures/{picture.id}/1280.avif").status_code == 404
