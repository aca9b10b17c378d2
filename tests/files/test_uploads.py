"""What is taken, what is refused, and what is kept."""

from __future__ import annotations

import io
import os
import struct
import time
import zipfile
import zlib
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageCms

from hirehall.files import access, disk, jobs, queries
from hirehall.files.actions.discard_upload import discard_upload
from hirehall.files.models import StoredFile
from hirehall.files.operations import attach, bytes_of, keep_paper
from hirehall.files.rules import FILES_PER_SUBJECT_AT_MOST, LIMITS, WAITING_FILES_AT_MOST, clean_name
from hirehall.files.sniff import HEAD_BYTES, media_type_of
from hirehall.files.uploads import receive
from hirehall.foundation import clock
from hirehall.foundation.actor import ANONYMOUS, Actor
from hirehall.foundation.refused import Refused
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.files import make_upload, picture_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker() -> Actor:
    make_hall()
    return actor_of(make_person("Amara Okafor"))


@pytest.fixture
def stranger(maker: Actor) -> Actor:
    return actor_of(make_person("Jonas Weber"))


def refusal(data: bytes, name: str, purpose: str) -> Refused:
    with pytest.raises(Refused) as caught:
        receive(SimpleUploadedFile(name, data, content_type="image/png"), purpose=purpose)
    assert StoredFile.objects.count() == 0
    return caught.value


def docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return out.getvalue()


def test_a_delivery_is_kept_byte_for_byte(maker: Actor) -> None:
    data = docx()
    stored = make_upload(maker, name="Report.docx", data=data, purpose="delivery")
    assert bytes_of(stored) == data
    assert stored.media_type.endswith("wordprocessingml.document")
    assert (stored.size_bytes, stored.public) == (len(data), False)


def test_the_same_content_is_kept_once(maker: Actor) -> None:
    first = make_upload(maker, data=b"the same words")
    second = make_upload(maker, data=b"the same words", name="other.txt")
    assert first.sha256 == second.sha256
    assert len(list(disk.everything())) == 1


def test_a_picture_is_redrawn_without_its_metadata_and_upright(maker: Actor) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Secret Camera"
    stored = make_upload(
        maker, name="me.jpg", data=picture_bytes(60, 40, kind="JPEG", exif=exif), purpose="portfolio"
    )
    image = Image.open(io.BytesIO(bytes_of(stored)))
    assert (image.format, image.size) == ("WEBP", (40, 60))
    assert not dict(image.getexif())
    assert b"Secret Camera" not in bytes_of(stored)
    assert (stored.name, stored.media_type, stored.public) == ("me.webp", "image/webp", True)


def seen(maker: Actor, image: Image.Image, kind: str, **more: Any) -> tuple[tuple[int, ...], bytes]:
    """The first pixel of what is kept of a picture, and its bytes."""
    out = io.BytesIO()
    image.save(out, kind, **more)
    kept = bytes_of(make_upload(maker, name=f"a.{kind.lower()}", data=out.getvalue(), purpose="portfolio"))
    with Image.open(io.BytesIO(kept)) as again:
        assert getattr(again, "n_frames", 1) == 1
        pixel = again.convert("RGB").getpixel((5, 5))
    return tuple(pixel), kept  # type: ignore[arg-type]


def test_colours_of_a_profile_and_of_print_are_kept_as_screens_show_them(maker: Actor) -> None:
    red, size = Image.new("RGB", (40, 40), (250, 10, 10)), (40, 40)
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = swapped.replace(b"rXYZ", b"tmp!").replace(b"gXYZ", b"rXYZ").replace(b"tmp!", b"gXYZ")
    (r, g, _), _ = seen(maker, red, "PNG", icc_profile=swapped)
    assert (r < 60, g > 200) == (True, True)
    (r, g, _), _ = seen(maker, red, "PNG", icc_profile=b"no profile at all")
    assert (r > 200, g < 60) == (True, True)
    (r, g, b), _ = seen(maker, Image.new("CMYK", size, (255, 0, 0, 0)), "JPEG")
    assert (r < 60, g > 120, b > 120) == (True, True, True)


def test_of_an_animation_the_first_picture_is_kept_and_no_place_of_any(maker: Actor) -> None:
    first, second = Image.new("RGB", (40, 40), (250, 10, 10)), Image.new("RGB", (40, 40), (10, 10, 250))
    for kind in ("GIF", "WEBP"):
        (r, _, b), _ = seen(maker, first, kind, save_all=True, append_images=[second], duration=80)
        assert (r > 200, b < 60) == (True, True)
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (47.0, 22.0, 11.0)})
    _, kept = seen(maker, first, "JPEG", exif=exif)
    assert (b"EXIF" in kept, b"Exif" in kept, b"ICCP" in kept) == (False, False, False)


def test_an_avatar_becomes_a_square(maker: Actor) -> None:
    stored = make_upload(maker, name="me.png", data=picture_bytes(900, 500), purpose="avatar")
    assert (stored.width, stored.height) == (384, 384)
    with Image.open(disk.place_of(stored.small_sha256)) as small:
        assert small.size == (96, 96)


def test_a_program_is_refused_whatever_it_is_called() -> None:
    assert refusal(b"MZ\x90\x00" + b"\x00" * 200, "photo.png", "delivery").code == "file.kind_refused"
    assert refusal(b"\x7fELF" + b"\x00" * 200, "notes.txt", "attachment").code == "file.kind_refused"


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be"])
def test_a_text_in_utf_16_with_its_mark_is_text_and_one_without_is_told_what_to_do(mark: str) -> None:
    limit, whole = LIMITS["delivery"], ("\ufeff" + "Größe 𝄞 " * 9_000).encode(mark)
    assert media_type_of(whole[:HEAD_BYTES], "a.txt", limit) == "text/plain"
    assert media_type_of(whole[: HEAD_BYTES - 1], "a.md", limit) == "text/markdown"
    for unread in (whole[2:HEAD_BYTES], ("Größe " * 9).encode("cp1252"), whole[:200] + b"\x00" * 8):
        assert "Save it as UTF-8" in str(refusal(unread, "a.txt", "delivery"))
    assert "Taken are" in str(refusal(whole[2:HEAD_BYTES], "a.bin", "delivery"))


def test_a_page_that_claims_to_be_a_picture_is_refused() -> None:
    assert refusal(b"<html><script>alert(1)</script>", "a.png", "avatar").code == "file.kind_refused"


def test_a_page_among_attachments_is_only_plain_text(maker: Actor) -> None:
    stored = make_upload(maker, name="a.html", data=b"<html><script>alert(1)</script></html>")
    assert stored.media_type == "text/plain"


def test_a_broken_picture_is_refused_with_what_to_do() -> None:
    refused = refusal(picture_bytes()[:60], "a.png", "avatar")
    assert refused.code == "picture.unreadable"
    assert "Save it again" in refused.sentence


@pytest.mark.parametrize("error", [struct.error, zlib.error, OSError, SyntaxError])
def test_whatever_breaks_in_a_picture_is_a_refusal(error: type[Exception], monkeypatch: Any) -> None:
    """Some thirty thousand pictures with flipped bytes showed that metadata breaks with errors of its own."""

    def broken(image: Image.Image) -> Image.Image:
        raise error("unpack requires a buffer of 2 bytes")

    monkeypatch.setattr("hirehall.files.pictures.ImageOps.exif_transpose", broken)
    assert refusal(picture_bytes(), "a.png", "avatar").code == "picture.unreadable"


def test_a_picture_that_has_to_be_decoded_whole_may_have_25_million_pixels() -> None:
    assert refusal(picture_bytes(6_000, 4_800), "a.png", "portfolio").code == "picture.too_many_pixels"


def test_a_photo_may_be_larger_than_what_has_to_be_decoded_whole(maker: Actor) -> None:
    data = picture_bytes(6_000, 4_800, kind="JPEG")
    stored = make_upload(maker, name="photo.jpg", data=data, purpose="portfolio")
    assert (stored.width, stored.height) == (1_800, 1_440)


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    out = io.BytesIO()
    Image.new("1", (9_000, 9_000)).save(out, "PNG")
    assert refusal(out.getvalue(), "bomb.png", "portfolio").code == "picture.too_many_pixels"


def test_an_empty_file_and_a_too_large_one_are_refused() -> None:
    assert refusal(b"", "a.txt", "attachment").code == "file.empty"
    assert refusal(b"x" * (20 * 1024 * 1024 + 1), "a.txt", "attachment").code == "file.too_large"


def test_papers_cannot_be_uploaded() -> None:
    assert refusal(b"%PDF-1.7", "a.pdf", "paper").code == "file.purpose_unknown"
    assert refusal(b"%PDF-1.7", "a.pdf", "nonsense").code == "file.purpose_unknown"


def test_names_lose_folders_and_control_characters() -> None:
    assert clean_name("../../etc/pass\u202ewd\n.txt") == "passwd.txt"
    assert clean_name("C:\\work\\plan.docx") == "plan.docx"
    assert clean_name("...") == "file"
    assert len(clean_name("a" * 300 + ".pdf")) == 200
    assert clean_name("a" * 300 + ".pdf").endswith(".pdf")


def test_a_file_is_seen_by_its_uploader_only_until_its_subject_says_otherwise(
    maker: Actor, stranger: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = make_upload(maker)
    assert access.may_read(maker, stored)
    assert not access.may_read(stranger, stored)
    assert not access.may_read(ANONYMOUS, stored)
    subject = uuid4()
    (attached,) = attach([stored.id], subject_kind="message", subject_id=subject, by=maker)
    assert not access.may_read(stranger, attached)
    monkeypatch.setitem(access.READERS, "message", lambda by, id_: by == stranger and id_ == subject)
    assert access.may_read(stranger, attached)
    assert not access.may_read(ANONYMOUS, attached)


def test_nobody_attaches_somebody_elses_file(maker: Actor, stranger: Actor) -> None:
    stored = make_upload(maker)
    with pytest.raises(Refused) as caught:
        attach([stored.id], subject_kind="message", subject_id=uuid4(), by=stranger)
    assert caught.value.code == "file.not_found"
    stored.refresh_from_db()
    assert (stored.subject_kind, stored.subject_id) == ("", None)


def test_a_file_belongs_to_one_subject(maker: Actor) -> None:
    stored = make_upload(maker)
    attach([stored.id], subject_kind="message", subject_id=uuid4(), by=maker)
    with pytest.raises(Refused):
        attach([stored.id], subject_kind="message", subject_id=uuid4(), by=maker)


def test_a_subject_takes_a_limited_number_of_files(maker: Actor) -> None:
    files = [
        make_upload(maker, data=f"{number}".encode()).id for number in range(FILES_PER_SUBJECT_AT_MOST + 1)
    ]
    with pytest.raises(Refused) as caught:
        attach(files, subject_kind="message", subject_id=uuid4(), by=maker)
    assert caught.value.code == "file.too_many"


def test_files_that_belong_to_nothing_are_limited(maker: Actor) -> None:
    first = make_upload(maker)
    StoredFile.objects.bulk_create(
        StoredFile(
            purpose="attachment", name="a", media_type="text/plain", size_bytes=1, sha256=first.sha256,
            uploaded_by_id=maker.person_id, stored_at=clock.now(),
        )
        for _ in range(WAITING_FILES_AT_MOST - 1)
    )  # fmt: skip
    with pytest.raises(Refused) as caught:
        make_upload(maker)
    assert caught.value.code == "file.too_many_waiting"


def test_a_download_is_an_attachment_in_a_sandbox(client: Client, maker: Actor) -> None:
    stored = make_upload(maker, name="Ünïted plan.txt")
    client.force_login(make_person_of(maker))
    response = client.get(queries.href(stored.id))
    assert response.content == b"Three notes."
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"


def make_person_of(actor: Actor):  # type: ignore[no-untyped-def]
    from hirehall.people.models import Person

    return Person.objects.get(id=actor.person_id)


def test_a_stranger_and_a_missing_file_look_the_same(client: Client, maker: Actor, stranger: Actor) -> None:
    stored = make_upload(maker)
    client.force_login(make_person_of(stranger))
    theirs, none = client.get(queries.href(stored.id)), client.get(queries.href(uuid4()))
    assert (theirs.status_code, none.status_code) == (404, 404)


def test_a_signed_address_works_for_five_minutes_and_for_one_file(client: Client, maker: Actor) -> None:
    stored, other = make_upload(maker), make_upload(maker, data=b"other")
    address = queries.signed_href(stored)
    response = client.get(address)
    assert response.content == b"Three notes."
    assert client.get(address.replace(str(stored.id), str(other.id))).status_code == 404
    from unittest.mock import patch

    with patch("django.core.signing.time.time", return_value=time.time() + 301):
        assert client.get(address).status_code == 404


def test_a_public_picture_has_an_address_that_may_be_cached_for_ever(client: Client, maker: Actor) -> None:
    stored = make_upload(maker, name="me.png", data=picture_bytes(), purpose="avatar")
    address = queries.picture_href(stored.id, small=True)
    assert address is not None
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_a_private_file_has_no_picture_address(client: Client, maker: Actor) -> None:
    stored = make_upload(maker)
    assert client.get(f"/pictures/{stored.id}/full.webp").status_code == 404


def test_ones_own_waiting_file_can_be_discarded_and_an_attached_one_cannot(
    maker: Actor, stranger: Actor
) -> None:
    waiting, used = make_upload(maker), make_upload(maker, data=b"used")
    attach([used.id], subject_kind="message", subject_id=uuid4(), by=maker)
    for file_id, by in ((waiting.id, stranger), (used.id, maker)):
        with pytest.raises(Refused):
            discard_upload(file_id, by=by)
    discard_upload(waiting.id, by=maker)
    assert list(StoredFile.objects.all()) == [used]


def test_the_sweep_forgets_waiting_files_and_quarantines_unclaimed_bytes(maker: Actor) -> None:
    waiting = make_upload(maker)
    paper = keep_paper(
        b"%PDF", name="a.pdf", media_type="application/pdf", subject_kind="contract", subject_id=uuid4()
    )
    long_ago = time.time() - 2 * 24 * 3600
    for place in disk.everything():
        os.utime(place, (long_ago, long_ago))
    jobs.sweep.func(0)
    assert StoredFile.objects.count() == 2
    with clock.later(days=2):
        jobs.sweep.func(0)
    assert list(StoredFile.objects.all()) == [paper]
    assert not disk.place_of(waiting.sha256).exists()
    assert (disk.quarantine() / waiting.sha256).exists()
    assert disk.place_of(paper.sha256).exists()
    for place in disk.quarantine().glob("*"):
        os.utime(place, (long_ago - 10 * 24 * 3600,) * 2)
    jobs.sweep.func(0)
    assert list(disk.quarantine().glob("*")) == []


def test_missing_bytes_are_found_for_the_doctor(maker: Actor) -> None:
    stored = make_upload(maker)
    assert queries.missing_content() == []
    disk.place_of(stored.sha256).unlink()
    assert queries.missing_content() == [stored.id]


def test_several_files_are_read_in_one_query(maker: Actor, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    subjects = [uuid4() for _ in range(3)]
    for number, subject in enumerate(subjects):
        attach(
            [make_upload(maker, data=b"%d" % number).id], subject_kind="message", subject_id=subject, by=maker
        )
    with django_assert_num_queries(1):
        found = queries.for_subjects("message", subjects)
    assert [found[subject][0].size_text for subject in subjects] == ["1 bytes"] * 3
