"""Accepted texts, taken out together: HTML, DOCX, a table, and the files; only accepted ones, by their own side."""

from __future__ import annotations

import csv
import io
import zipfile
from xml.dom.minidom import parseString

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hirehall.conversations.models import Notice
from hirehall.engagements.unit import jobs as unit_jobs
from hirehall.engagements.unit.actions.answer_delivery import accept_order
from hirehall.engagements.unit.actions.deliver_order import deliver_order
from hirehall.engagements.unit.actions.export_texts import export_texts
from hirehall.engagements.unit.models import TextExport
from hirehall.engagements.unit.rules import words_in_file
from hirehall.files.models import StoredFile
from hirehall.files.uploads import store_all
from hirehall.foundation import clock, jobs
from hirehall.foundation.refused import Refused
from hirehall.look.word import document_of
from tests.makers.unit import Pool, words
from tests.unit.test_pages import at, browser

RICH = (
    "## Oil\n\nSome *it **bo** it* and [a link](https://a.example/?a=1&b=2) &amp; `code`.\n\n1. one\n2. two\n"
)
RICH += "   - deep\n\n> said\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nx < y\n```\n\n---\n\nEnd \x0b here, ~~gone~~"


def test_a_document_says_what_its_markdown_says() -> None:
    made = document_of("Tables & oil", RICH)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        for name in archive.namelist():
            parseString(archive.read(name))  # noqa: S318 - our own
        body = archive.read("word/document.xml").decode()
        assert "https://a.example/?a=1&amp;b=2" in archive.read("word/_rels/document.xml.rels").decode()
    assert ("Heading1" in body, "<w:tbl>" in body, body.count("<w:numPr>")) == (True, True, 3)
    said = "Tables & oil Oil Some it bo it and a link & code. one two deep said a b 1 2 x < y * * * End  here, gone"
    assert words_in_file("a.docx", made) == words_in_file("a.txt", said.encode()) == 24
    assert document_of("Tables & oil", RICH) == made


def test_a_document_names_its_title_its_author_its_styles_and_its_page() -> None:
    with zipfile.ZipFile(io.BytesIO(document_of("Tables & oil", RICH, author="Ada & Co"))) as archive:
        parts = {name: parseString(archive.read(name)) for name in archive.namelist()}  # noqa: S318 - our own
    about = parts["docProps/core.xml"]
    said = {tag: about.getElementsByTagName(tag)[0].firstChild.data for tag in ("dc:title", "dc:creator")}
    assert said == {"dc:title": "Tables & oil", "dc:creator": "Ada & Co"}
    assert "docProps/core.xml" in {
        row.getAttribute("Target") for row in parts["_rels/.rels"].getElementsByTagName("Relationship")
    }
    styles = {
        one.getAttribute("w:styleId"): one for one in parts["word/styles.xml"].getElementsByTagName("w:style")
    }
    assert [name for name, one in styles.items() if one.getAttribute("w:default")] == ["Normal"]
    assert styles["Heading2"].getElementsByTagName("w:outlineLvl")[0].getAttribute("w:val") == "1"
    body = parts["word/document.xml"]
    used = {
        one.getAttribute("w:val")
        for tag in ("w:pStyle", "w:rStyle")
        for one in body.getElementsByTagName(tag)
    }
    assert used == {"Title", "Heading1", "Quote", "Code", "Hyperlink"}
    assert used < set(styles)
    (size,) = body.getElementsByTagName("w:pgSz")
    assert (size.getAttribute("w:w"), size.getAttribute("w:h")) == ("11906", "16838")
    head, row = body.getElementsByTagName("w:tr")
    assert [len(one.getElementsByTagName("w:b")) for one in (head, row)] == [2, 0]
    assert len(head.getElementsByTagName("w:tblHeader")) == 1


def test_accepted_texts_are_packed_told_kept_and_forgotten(pool: Pool) -> None:
    long = words(340) + "\n\n" + "x" * 60_000
    works = []
    for text in (long, ""):
        order = pool.begun()
        sent = store_all(
            [SimpleUploadedFile("Oil & wax.md", words(350).encode())] if not text else [],
            purpose="delivery", by=pool.freelancer,
        )  # fmt: skip
        deliver_order(order.posting_id, by=pool.freelancer, text=text, file_ids=sent)
        accept_order(order.posting_id, by=pool.client)
        works.append(order.posting_id)
    open_ = pool.delivered(title="=Not accepted")
    client = browser(pool.client)
    page = client.get(at("texts")).content.decode()
    assert ("Pack all 2" in page, "Not accepted" in page) == (True, False)
    assert "Choose 1 to 500" in client.post(at("texts"), {"key": "0"}, follow=True).content.decode()
    for by, ids in ((pool.client, (open_.id,)), (pool.freelancer, tuple(works))):
        with pytest.raises(Refused) as refused:
            export_texts(pool.hall.id, by=by, order_ids=ids)
        assert refused.value.code == "order.not_found"
    href = client.post(at("texts"), {"key": "1", "all": "yes"}).url
    assert "0 of 2 texts packed" in client.get(href).content.decode()
    jobs.drain()
    assert "Download the archive" in client.get(href).content.decode()
    export = TextExport.objects.get()
    fetched = client.get(f"/files/{export.file_id}/")
    assert browser(pool.freelancer).get(f"/files/{export.file_id}/").status_code == 404
    assert browser(pool.freelancer).get(href).status_code == 404
    with zipfile.ZipFile(io.BytesIO(fetched.content)) as archive:
        assert sorted(archive.namelist()) == [
            "docx/001-Care-of-an-oiled-table.docx", "files/002-Care-of-an-oiled-table/1-Oil-wax.md",
            "html/001-Care-of-an-oiled-table.html", "texts.csv",
        ]  # fmt: skip
        assert "x" * 60_000 in archive.read("html/001-Care-of-an-oiled-table.html").decode()
        rows = list(csv.DictReader(io.StringIO(archive.read("texts.csv").decode("utf-8-sig"))))
    assert [(row["count"], row["paid"], row["text"]) for row in rows] == [
        ("341", "5.12", long),
        ("350", "5.25", ""),
    ]
    assert Notice.objects.get(kind="texts.packed").person_id == pool.client.person_id
    with clock.later(days=7, minutes=1):
        unit_jobs.forget_exports.func(0)
    assert TextExport.objects.count() == 0
    assert not StoredFile.objects.filter(subject_kind="unit_export").exists()
