"""Resumable uploads: the protocol as a client speaks it, on the pages' address and on the API's."""

from __future__ import annotations

import base64
import io
import threading
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from hirehall.files import disk, jobs, parts
from hirehall.files.fields import FilesField
from hirehall.files.models import StoredFile, Upload
from hirehall.files.operations import attach, bytes_of, erase_own_of
from hirehall.files.rules import UNFINISHED_UPLOADS_AT_MOST
from hirehall.files.uploads import Sent, store_all
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused
from hirehall.people.actions.make_token import make_token
from hirehall.people.models import Person
from hirehall.people.queries import new_secret
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.files import picture_bytes

PIECES = "application/offset+octet-stream"
pytestmark = pytest.mark.django_db
TEXT = b"".join(b"line %d of the report\n" % number for number in range(60_000))


class Tus:
    """A small client: what it is told to do and nothing by itself."""

    def __init__(self, client: Client, at: str = "/uploads/", **headers: str) -> None:
        self.client, self.at, self.headers = client, at, {"Tus-Resumable": "1.0.0", **headers}

    def begin(self, size: int, name: str = "report.txt", purpose: str = "delivery") -> Any:
        told = ",".join(
            f"{key} {base64.b64encode(value.encode()).decode()}"
            for key, value in (("filename", name), ("purpose", purpose))
        )
        headers = {**self.headers, "Upload-Length": str(size), "Upload-Metadata": told}
        return self.client.post(self.at, headers=headers)

    def begun(self, size: int, **more: str) -> str:
        answer = self.begin(size, **more)
        assert (answer.status_code, answer["Upload-Offset"]) == (201, "0"), answer.content
        return str(answer["Location"])

    def send(self, address: str, at: int, data: bytes, **headers: str) -> Any:
        return self.client.patch(
            address,
            data,
            content_type=PIECES,
            headers={**self.headers, "Upload-Offset": str(at), **headers},
        )

    def ask(self, address: str) -> Any:
        return self.client.head(address, headers=self.headers)


@pytest.fixture
def who() -> Person:
    make_hall()
    return make_person("Amara Okafor")


@pytest.fixture
def tus(client: Client, who: Person) -> Tus:
    client.force_login(who)
    return Tus(client)


@pytest.fixture
def by(who: Person) -> Actor:
    return actor_of(who)


def id_in(address: str) -> UUID:
    return UUID(address.rstrip("/").rpartition("/")[2])


def test_a_file_in_three_pieces_is_kept_byte_for_byte(tus: Tus) -> None:
    address = tus.begun(len(TEXT))
    assert tus.ask(address)["Upload-Length"] == str(len(TEXT))
    cuts = [0, 300_000, 900_000, len(TEXT)]
    for begin, end in pairwise(cuts):
        answer = tus.send(address, begin, TEXT[begin:end])
        assert (answer.status_code, answer["Upload-Offset"]) == (204, str(end))
    [stored] = StoredFile.objects.all()
    assert answer["Hirehall-File"] == str(stored.id)
    assert bytes_of(stored) == TEXT
    assert (stored.name, stored.media_type, stored.purpose) == ("report.txt", "text/plain", "delivery")
    assert list(parts.everything()) == []
    assert tus.ask(address)["Upload-Offset"] == str(len(TEXT))


class Breaking(io.BytesIO):
    """A body whose connection is lost after so many bytes."""

    def __init__(self, data: bytes, after: int) -> None:
        super().__init__(data)
        self.after = after

    def read(self, size: int | None = -1) -> bytes:
        if self.tell() >= self.after:
            raise ConnectionResetError
        return super().read(size)


def test_what_came_before_the_connection_broke_is_kept(tus: Tus) -> None:
    address = tus.begun(len(TEXT))
    tus.client.generic(
        "PATCH",
        address,
        b"",
        headers={**tus.headers, "Upload-Offset": "0"},
        **{"wsgi.input": Breaking(TEXT, 600_000), "CONTENT_LENGTH": str(len(TEXT)), "CONTENT_TYPE": PIECES},
    )
    here = int(tus.ask(address)["Upload-Offset"])
    assert here == 3 * parts.SLICE_BYTES
    assert tus.send(address, here, TEXT[here:]).status_code == 204
    assert bytes_of(StoredFile.objects.get()) == TEXT


def test_a_piece_for_another_place_is_refused_and_changes_nothing(tus: Tus) -> None:
    address = tus.begun(100)
    assert tus.send(address, 0, b"a" * 40).status_code == 204
    for place in (0, 39, 41, 100):
        answer = tus.send(address, place, b"b" * 10)
        assert (answer.status_code, answer["Upload-Offset"]) == (409, "40")
    assert tus.send(address, 40, b"c" * 61).status_code == 413
    assert parts.length_of(id_in(address)) == 40


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({"Upload-Offset": "minus one"}, 400),
        ({"Content-Type": "application/octet-stream"}, 415),
    ],
)
def test_what_is_not_the_protocol_is_said_so(tus: Tus, change: dict[str, str], status: int) -> None:
    address = tus.begun(10)
    headers = {**tus.headers, "Upload-Offset": "0", **change}
    kind = headers.pop("Content-Type", PIECES)
    answer = tus.client.patch(address, b"x", content_type=kind, headers=headers)
    assert (answer.status_code, answer["Tus-Resumable"]) == (status, "1.0.0")


def test_the_capabilities_are_told(tus: Tus) -> None:
    answer = tus.client.options("/uploads/")
    assert (answer["Tus-Version"], answer["Tus-Extension"]) == ("1.0.0", "creation,expiration,termination")
    assert answer["Tus-Max-Size"] == str(100 * 1024 * 1024)


def test_too_large_empty_and_unknown_are_refused_before_a_byte_is_sent(tus: Tus) -> None:
    assert tus.begin(20 * 1024 * 1024 + 1, purpose="attachment").status_code == 413
    empty = tus.begin(0)
    assert (empty.status_code, empty.content) == (422, b"That file is empty.")
    assert tus.begin(5, purpose="paper").status_code == 422
    assert tus.client.post("/uploads/", headers=tus.headers).status_code == 400
    assert not Upload.objects.exists()


def test_a_program_is_turned_away_at_its_first_bytes(tus: Tus) -> None:
    address = tus.begun(5_000_000, name="holiday.png")
    answer = tus.send(address, 0, b"MZ" + b"\x00" * 300_000)
    assert answer.status_code == 422
    assert b"not a kind of file" in answer.content
    assert (Upload.objects.count(), list(parts.everything())) == (0, [])


def test_a_page_in_a_pictures_clothes_is_turned_away(tus: Tus) -> None:
    data = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    address = tus.begun(len(data), name="me.png", purpose="avatar")
    assert tus.send(address, 0, data).status_code == 422
    assert not StoredFile.objects.exists()


def test_a_picture_is_redrawn_however_it_came(tus: Tus) -> None:
    data = picture_bytes(900, 500) + b"<script>alert(1)</script>"  # a polyglot
    address = tus.begun(len(data), name="me.png", purpose="avatar")
    assert tus.send(address, 0, data).status_code == 204
    stored = StoredFile.objects.get()
    assert (stored.media_type, stored.width, stored.public) == ("image/webp", 384, True)
    assert b"script" not in bytes_of(stored)


def test_a_stranger_and_a_missing_upload_look_the_same(tus: Tus, who: Person) -> None:
    address = tus.begun(10)
    other = Client()
    other.force_login(make_person("Jonas Weber"))
    theirs = Tus(other)
    for asked in (address, reverse("files:upload", args=[uuid4()])):
        assert theirs.ask(asked).status_code == 404
        assert theirs.send(asked, 0, b"x" * 10).status_code == 404
        assert other.delete(asked, headers=theirs.headers).status_code == 404
    assert parts.length_of(id_in(address)) == 0
    nobody = Tus(Client())
    assert nobody.begin(10).status_code == 403
    assert nobody.ask(address).status_code == 403


def test_unfinished_uploads_are_limited(tus: Tus) -> None:
    for _ in range(UNFINISHED_UPLOADS_AT_MOST):
        tus.begun(10)
    assert tus.begin(10).status_code == 429


def test_giving_up_takes_the_bytes_away(tus: Tus) -> None:
    address = tus.begun(10)
    tus.send(address, 0, b"half.")
    assert tus.client.delete(address, headers=tus.headers).status_code == 204
    assert (Upload.objects.count(), list(parts.everything())) == (0, [])
    whole = tus.begun(5)
    tus.send(whole, 0, b"whole")
    tus.client.delete(whole, headers=tus.headers)
    assert not StoredFile.objects.exists()


def test_a_file_in_use_cannot_be_taken_back_and_says_so(tus: Tus, by: Actor) -> None:
    address = tus.begun(5)
    tus.send(address, 0, b"whole")
    [file_id] = store_all([Sent(id_in(address))], purpose="delivery", by=by)
    attach([file_id], subject_kind="message", subject_id=uuid4(), by=by)
    assert tus.ask(address)["Hirehall-Used"] == "yes"
    assert tus.send(address, 5, b"").status_code == 410
    tus.client.delete(address, headers=tus.headers)
    assert StoredFile.objects.filter(id=file_id).exists()


def test_after_a_day_an_unfinished_upload_is_gone_and_swept(tus: Tus) -> None:
    left, done = tus.begun(10), tus.begun(5)
    tus.send(left, 0, b"half.")
    tus.send(done, 0, b"whole")
    with clock.later(hours=25):
        assert tus.ask(left).status_code == 404
        assert tus.send(left, 5, b"rest.").status_code == 404
        jobs.sweep_uploads.func(0)
        assert [upload.id for upload in Upload.objects.all()] == [id_in(done)]
        assert parts.length_of(id_in(left)) == 5, "somebody may be writing at this very moment"
        import os
        import time

        os.utime(parts.place_of(id_in(left)), (time.time() - 7200,) * 2)
        jobs.sweep_uploads.func(0)
    assert list(parts.everything()) == []
    assert StoredFile.objects.count() == 1


def test_a_form_names_what_was_sent_before_it_once_or_twice(tus: Tus, by: Actor) -> None:
    address = tus.begun(5)
    tus.send(address, 0, b"whole")
    first = store_all([Sent(id_in(address))], purpose="delivery", by=by)
    assert store_all([Sent(id_in(address))], purpose="delivery", by=by) == first
    assert StoredFile.objects.count() == 1


def test_a_form_cannot_name_what_is_unfinished_of_another_or_for_another_purpose(tus: Tus, by: Actor) -> None:
    half, whole = tus.begun(10), tus.begun(5)
    tus.send(half, 0, b"half.")
    tus.send(whole, 0, b"whole")
    jonas = actor_of(make_person("Jonas Weber"))
    cases = [(half, "delivery", by, "upload.unfinished"), (whole, "avatar", by, "upload.not_found")]
    for address, purpose, actor, code in [*cases, (whole, "delivery", jonas, "upload.not_found")]:
        with pytest.raises(Refused) as caught:
            store_all([Sent(id_in(address))], purpose=purpose, by=actor)
        assert caught.value.code == code


def test_a_field_takes_plain_files_and_sent_ones() -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.forms import Form, ValidationError
    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict

    class Sample(Form):
        files = FilesField(purpose="delivery")

    sent, plain = uuid4(), SimpleUploadedFile("a.txt", b"words")
    form = Sample(QueryDict(f"files-sent={sent}"), MultiValueDict({"files": [plain]}))
    assert form.is_valid()
    assert form.cleaned_data["files"] == [plain, Sent(sent)]
    assert "arrived completely" in str(Sample(QueryDict("files-sent=nonsense"), MultiValueDict()).errors)
    assert " multiple" in FilesField(purpose="delivery").widget.render("files", None)
    assert " multiple" not in FilesField(purpose="avatar", many=False).widget.render("picture", None)
    with pytest.raises(ValidationError):
        FilesField(purpose="avatar", required=True).clean([])
    assert FilesField(purpose="avatar", many=False).clean([plain, str(sent)]) == [Sent(sent)]


def test_a_closed_account_leaves_no_upload(tus: Tus, by: Actor) -> None:
    tus.begun(10)
    assert by.person_id is not None
    erase_own_of(by.person_id)
    assert not Upload.objects.exists()


def test_the_api_speaks_it_by_token_with_problems(client: Client, by: Actor) -> None:
    secret = new_secret()
    make_token(secret, by=by, name="tus", scopes=[Scope.FILES_WRITE])
    tus = Tus(client, at="/api/v1/uploads", Authorization=f"Bearer {secret}")
    address = tus.begun(5, name="a.txt", purpose="attachment")
    assert address.startswith("/api/v1/uploads/")
    assert tus.ask(address)["Upload-Offset"] == "0"
    wrong = tus.send(address, 3, b"le")
    assert (wrong.status_code, wrong["Upload-Offset"]) == (409, "0")
    assert wrong["Content-Type"] == "application/problem+json"
    done = tus.send(address, 0, b"whole")
    assert done.status_code == 204
    assert client.get(f"/api/v1/files/{done['Hirehall-File']}", headers=tus.headers).status_code == 403
    refused = tus.begin(0)
    assert refused.json()["code"] == "file.empty"
    reader = new_secret()
    make_token(reader, by=by, name="reads", scopes=[Scope.FILES_READ])
    other = Tus(client, at="/api/v1/uploads", Authorization=f"Bearer {reader}")
    assert other.begin(5).json()["code"] == "token.scope_missing"
    assert other.send(address, 0, b"whole").status_code == 403


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_of_two_at_the_same_place_one_wins_and_nothing_is_mixed(who: Person) -> None:
    """Both send everything from the start, slice by slice, at the same moment; one file of one of them comes out."""
    clients = [Client(), Client()]
    for one in clients:
        one.force_login(who)
    address = Tus(clients[0]).begun(len(TEXT))
    texts, found, gate = [TEXT, TEXT.swapcase()], [0, 0], threading.Barrier(2)

    def send(number: int) -> None:
        gate.wait()
        found[number] = Tus(clients[number]).send(address, 0, texts[number]).status_code
        connection.close()

    threads = [threading.Thread(target=send, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [204, 409]
    assert bytes_of(StoredFile.objects.get()) == texts[found.index(204)]
    assert len(list(disk.everything())) == 1
