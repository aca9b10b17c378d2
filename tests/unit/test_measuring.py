"""Pages, items and minutes are counted in what is handed in; what is broken says so, the rest is declared."""

from __future__ import annotations

import io
import wave
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from hirehall.engagements.unit.actions.deliver_order import deliver_order
from hirehall.engagements.unit.models import UnitDelivery
from hirehall.engagements.unit.queries import room_for
from hirehall.engagements.unit.rules import Uncountable, counter_for, units_of
from hirehall.files.uploads import store_all
from hirehall.foundation.refused import Refused
from tests.makers.unit import Pool, words


def pdf(pages: int, *, locked: bool = False) -> bytes:
    made, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        made.add_blank_page(72, 72)
    if locked:
        made.encrypt("secret", algorithm="RC4-128")
    made.write(out)
    return out.getvalue()


def sound(seconds: float) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as made:
        made.setparams((1, 1, 8_000, 0, "NONE", ""))
        made.writeframes(b"\x80" * int(8_000 * seconds))
    return out.getvalue()


SRT = "1\n00:00:01,000 --> 00:00:04,000\nHello.\n\n2\n00:02:58,500 --> 00:03:00,100\nGood-bye.\n"


@pytest.mark.parametrize(
    ("what", "name", "content", "units"),
    [
        ("page", "a.pdf", pdf(7), 7),
        ("item", "a.csv", b'name,about\none,"two\nlines"\n\n,\nthree;x,y\n', 2),
        ("item", "a.txt", b"one\n\n two \n", 2),
        ("minute", "a.wav", sound(60.2), 2),
        ("minute", "a.srt", SRT.encode(), 4),
        ("minute", "a.vtt", b"WEBVTT\n\n00:01.000 --> 00:59.999\nHello.\n", 1),
    ],
)
def test_units_of_a_file(what: str, name: str, content: bytes, units: int) -> None:
    counter = counter_for(what, name)
    assert counter is not None
    assert units_of(what, counter(name, content)) == units


@pytest.mark.parametrize(
    ("what", "name", "content", "says"),
    [
        ("page", "a.pdf", b"%PDF-1.7 nothing of the kind", "cannot be read as a PDF"),
        ("page", "a.pdf", pdf(2)[:120], "cannot be read as a PDF"),
        ("page", "a.pdf", pdf(2, locked=True), "without a password"),
        ("page", "a.pdf", b"", "cannot be read as a PDF"),
        ("item", "a.csv", b"name,about\n", "nothing to count"),
        ("item", "a.txt", b"\xff\x00\x81", "Save it as UTF-8"),
        ("minute", "a.mp3", b"ID3 no sound at all", "cannot be read"),
        ("minute", "a.mp4", b"\x00\x00\x00\x18ftypmp42", "cannot be read"),
        ("minute", "a.srt", b"no times", "no times"),
    ],
)
def test_a_broken_file_says_so(what: str, name: str, content: bytes, says: str) -> None:
    counter = counter_for(what, name)
    assert counter is not None
    with pytest.raises(Uncountable, match=says):
        counter(name, content)


def sent(pool: Pool, **files: bytes) -> list[UUID]:
    uploads = [SimpleUploadedFile(name.replace("_", "."), content) for name, content in files.items()]
    return store_all(uploads, purpose="delivery", by=pool.freelancer)


def test_what_is_handed_in_is_counted_by_its_files(pool: Pool) -> None:
    order = pool.begun(what="minute", least=1, most=9)
    with pytest.raises(Refused) as refused:
        deliver_order(order.pk, by=pool.freelancer, text="Here it is.")
    assert refused.value.code == "unit.count_missing"
    kept = sent(pool, a_srt=SRT.encode(), b_srt=SRT.encode(), c_wav=sound(5))
    row = deliver_order(order.pk, by=pool.freelancer, text="Here it is.", file_ids=tuple(kept))
    assert row.count == 4  # 181 seconds and 5: the same file once, and rounded up once
    card = room_for(pool.client, order.pk).deliveries[0]
    assert sorted(card.words_of.values()) == [
        "0:05 minutes",
        "3:01 minutes",
        "the same as another file, counted once",
    ]
    page = pool.begun(what="page", least=1, most=9)
    with pytest.raises(Refused, match="cannot be read as a PDF"):
        deliver_order(page.pk, by=pool.freelancer, file_ids=tuple(sent(pool, a_pdf=b"%PDF-1.4\nbroken")))
    both = sent(pool, a_pdf=pdf(3), b_txt=words(251).encode())
    assert deliver_order(page.pk, by=pool.freelancer, file_ids=tuple(both)).count == 5
    said = pool.begun(what="item", least=1, most=9)
    table = sent(pool, a_csv=b"name\none\ntwo\n")
    assert deliver_order(said.pk, by=pool.freelancer, text="x", count=3, file_ids=tuple(table)).count == 3
    assert [file["measured"] for file in UnitDelivery.objects.get(order_id=said.pk).counted] == [2]
