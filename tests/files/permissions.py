from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from hirehall.files.actions.abandon_upload import abandon_upload
from hirehall.files.actions.begin_upload import begin_upload
from hirehall.files.actions.discard_upload import discard_upload
from hirehall.files.actions.finish_upload import finish_upload
from hirehall.files.actions.store_upload import store_upload
from hirehall.files.uploads import receive
from tests.makers.base import actor_of, make_person
from tests.makers.files import make_upload
from tests.permission_case import Case


def matrix() -> list[Case]:
    owner = actor_of(make_person("File Owner"))
    waiting = make_upload(owner)
    incoming = receive(SimpleUploadedFile("a.txt", b"words"), purpose="attachment")
    arriving = begin_upload(by=owner, name="a.txt", size_bytes=5, purpose="attachment")
    return [
        Case(
            action="files.begin_upload",
            call=lambda actor: begin_upload(by=actor, name="a.txt", size_bytes=5, purpose="attachment"),
            owner=owner,
            may={"stranger", "counterparty", "owner", "staff_off", "staff_on"},
        ),
        Case(
            action="files.finish_upload",
            call=lambda actor: finish_upload(arriving.id, incoming, by=actor),
            owner=owner,
        ),
        Case(
            action="files.abandon_upload",
            call=lambda actor: abandon_upload(arriving.id, by=actor),
            owner=owner,
        ),
        Case(
            action="files.store_upload",
            call=lambda actor: store_upload(incoming, by=actor),
            owner=owner,
            may={"stranger", "counterparty", "owner", "staff_off", "staff_on"},
        ),
        Case(
            action="files.discard_upload",
            call=lambda actor: discard_upload(waiting.id, by=actor),
            owner=owner,
        ),
    ]
