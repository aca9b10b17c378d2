from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from hirehall.files.actions.discard_upload import discard_upload
from hirehall.files.actions.store_upload import store_upload
from hirehall.files.uploads import receive
from tests.makers.base import actor_of, make_person
from tests.makers.files import make_upload
from tests.permission_case import Case


def matrix() -> list[Case]:
    owner = actor_of(make_person("File Owner"))
    waiting = make_upload(owner)
    incoming = receive(SimpleUploadedFile("a.txt", b"words"), purpose="attachment")
    return [
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
