"""The download that stays checkable when the hall is gone: both forms, keys, status lists, contexts, and how."""

from __future__ import annotations

import io
import json
import zipfile
from html import escape
from pathlib import Path
from typing import Any

from hirehall.credentials.models import Credential
from hirehall.credentials.operations import signed_status
from hirehall.credentials.queries.documents import PURPOSES, did_document_of, status_body
from hirehall.credentials.queries.reading import lines_of, review_of
from hirehall.credentials.signing.terms import FILES, FOLDER
from hirehall.foundation import clock

README = Path(__file__).parent / "bundle_readme.md"
HTML = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{name}</title><style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }}
dt {{ font-weight: 600; }} dd {{ margin: 0 0 .6rem; }} blockquote {{ border-left: .25rem solid; padding-left: 1rem; }}
</style></head><body><h1>{name}</h1><p>Signed by {issuer} ({did}) on {day}.</p><dl>{lines}</dl>{review}
<p>This page is for reading. What is signed is in credential.json and in credential.jwt; README.md says how to check
them. The status lists are as they were on {now}.</p></body></html>
"""


def bundle_of(row: Credential) -> bytes:
    """A zip, the same for the same day and state."""
    files = {
        "README.md": README.read_text(),
        "credential.html": page_of(row),
        "credential.json": _json(row.document),
        "credential.jwt": row.token,
        "did.json": _json(did_document_of(row.key.did)),
        **{
            f"status-{purpose}.json": _json(
                signed_status(row.status_list, purpose, status_body(row.status_list, purpose))
            )
            for purpose in PURPOSES
        },
        "contexts/index.json": _json(dict(FILES)),
        **{f"contexts/{name}": (FOLDER / name).read_text() for name in FILES.values()},
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in files.items():
            at = clock.now().timetuple()[:6]
            entry = zipfile.ZipInfo(name, (at[0], at[1], at[2], at[3], at[4], at[5]))
            entry.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(entry, text)
    return packed.getvalue()


def page_of(row: Credential) -> str:
    """The credential for people, in one file with nothing loaded from anywhere."""
    lines = "".join(
        f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in lines_of(row.document)
    )
    words = review_of(row.document)
    return HTML.format(
        name=escape(row.name), issuer=escape(row.document["issuer"]["name"]), did=escape(row.key.did),
        day=f"{row.issued_at:%-d %B %Y}", lines=lines, now=f"{clock.now():%-d %B %Y}",
        review=f"<h2>The client’s review</h2><blockquote>{escape(words)}</blockquote>" if words else "",
    )  # fmt: skip


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
