"""What readers get of a file who must not learn whose it is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from hirehall.files.blind import Blind, KeptBack, blinded
from hirehall.files.blind_office import jpeg_without_makers
from hirehall.files.rules import ARCHIVES, DOCUMENTS, PICTURES
from hirehall.market.rules import masking

NAMES = ["Mateus Lindqvist", "mateus-lindqvist"]
DOCX = DOCUMENTS["docx"]
CORE = (
    '<?xml version="1.0"?><cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>Mateus Lindqvist</dc:creator>'
    "<cp:lastModifiedBy>Mateus Lindqvist</cp:lastModifiedBy></cp:coreProperties>"
)
COMMENT = '<w:comments><w:comment w:author="Mateus Lindqvist" w:initials="ML"><w:p>Why?</w:p></w:comment></w:comments>'
RELS = (
    '<Relationships><Relationship Id="1" Target="media/image1.jpeg"/><Relationship Id="2" '
    'Target="https://lindqvist.example" TargetMode="External"/></Relationships>'
)


def cleaned(data: bytes, media_type: str, name: str = "x") -> Blind:
    return blinded(
        data, media_type, name,
        found=lambda text: masking.given_away([text], NAMES), masked=lambda text: masking.masked(text, NAMES),
    )  # fmt: skip


def photo(kind: str = "JPEG") -> bytes:
    exif = Image.Exif()
    exif[0x013B] = "Mateus Lindqvist"
    out = io.BytesIO()
    Image.new("RGB", (40, 20), (200, 30, 30)).save(out, kind, exif=exif, comment=b"Lindqvist")
    return out.getvalue()


def docx(body: str = "<w:p><w:t>A plan</w:t></w:p>", **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("docProps/core.xml", CORE)
        archive.writestr("word/document.xml", f'<w:document xmlns:w="http://w.example/">{body}</w:document>')
        archive.writestr("word/comments.xml", COMMENT)
        archive.writestr("word/_rels/document.xml.rels", RELS)
        archive.writestr("word/media/image1.jpeg", photo())
        for name, data in more.items():
            archive.writestr(f"word/embeddings/{name}.bin", data)
    return out.getvalue()


def pdf(text: str, link: str = "https://lindqvist.example") -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
         NameObject("/BaseFont"): NameObject("/Helvetica")}
    )  # fmt: skip
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(content)
    page[NameObject("/PieceInfo")] = DictionaryObject({NameObject("/Me"): TextStringObject("Lindqvist")})
    writer.add_uri(0, link, (10, 10, 50, 50))
    writer.add_metadata({"/Author": "Mateus Lindqvist", "/Title": "CV of Mateus Lindqvist"})
    writer.add_attachment("lindqvist.txt", b"Mateus Lindqvist")
    writer.add_outline_item(title="Mateus Lindqvist", page_number=0)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def everything_in(blind: Blind) -> str:
    """All bytes of it, also those of the parts of an archive."""
    found = blind.data
    if blind.data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(blind.data)) as archive:
            assert archive.testzip() is None
            found = b"".join(archive.read(name) for name in archive.namelist())
    return found.decode("latin-1").lower()


@pytest.mark.parametrize(
    ("made", "media_type", "ending"),
    [
        (lambda: docx(), DOCX, "docx"),
        (lambda: pdf("A plan in three steps"), DOCUMENTS["pdf"], "pdf"),
        (lambda: photo(), PICTURES["jpg"], "webp"),
        (lambda: photo("PNG"), PICTURES["png"], "webp"),
        (lambda: b"I am Mateus Lindqvist, see https://lindqvist.example", "text/plain", "txt"),
    ],
)
def test_what_a_file_says_of_its_maker_is_taken_out(
    made: Callable[[], bytes], media_type: str, ending: str
) -> None:
    blind = cleaned(made(), media_type, "x.txt")
    assert blind.ending == ending
    assert "lindqvist" not in everything_in(blind)
    assert "mateus" not in everything_in(blind)


def test_what_is_left_can_be_read() -> None:
    assert (
        "A plan"
        in PdfReader(io.BytesIO(cleaned(pdf("A plan"), DOCUMENTS["pdf"]).data)).pages[0].extract_text()
    )
    assert "a plan" in everything_in(cleaned(docx(), DOCX))
    assert Image.open(io.BytesIO(jpeg_without_makers(photo()))).getpixel((3, 3))[0] > 180  # type: ignore[index]
    assert b"Lindqvist" in photo()
    assert b"Lindqvist" not in jpeg_without_makers(photo())


@pytest.mark.parametrize(
    ("data", "media_type", "why"),
    [
        (pdf("By Mateus Lindqvist"), DOCUMENTS["pdf"], "it says “Mateus Lindqvist”"),
        (docx("<w:p><w:r><w:t>Mate</w:t></w:r><w:r><w:t>us Lindqvist</w:t></w:r></w:p>"), DOCX, "it says"),
        (docx('<w:p><wp:docPr descr="At Lindqvist and sons"/></w:p>'), DOCX, "it says “Lindqvist”"),
        (docx(object1=b"PK\x03\x04..."), DOCX, "“object1.bin” inside it"),
        (docx(settings=b"\x00\x01Mateus Lindqvist\x00"), DOCX, "it says"),
        (b"no zip", DOCX, "it cannot be opened"),
        (b"%PDF-1.7 and no more", DOCUMENTS["pdf"], "it cannot be opened"),
        (b"PK", ARCHIVES["zip"], "cannot be looked through"),
        (b"GIF89a", PICTURES["gif"], "cannot be read as a picture"),
    ],
)
def test_what_cannot_be_taken_out_stays_back(data: bytes, media_type: str, why: str) -> None:
    with pytest.raises(KeptBack, match=why):
        cleaned(data, media_type)
