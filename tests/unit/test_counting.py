"""Words are counted as a reader sees them, in every kind of text; files that would hurt are refused."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirehall.engagements.unit.rules import Uncountable, in_lines, pages_of, price_of, words_in_file
from hirehall.engagements.unit.rules.counting import (
    LONGEST,
    text_of_docx,
    words_in,
    words_in_html,
    words_in_markdown,
)
from hirehall.engagements.unit.rules.page_text import text_of_page

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
TWICE = (
    f'<w:r><x:AlternateContent xmlns:x="{MC}"><x:Choice><w:r><w:t>once</w:t></w:r></x:Choice>'
    "<x:Fallback><w:r><w:t>once</w:t></w:r></x:Fallback></x:AlternateContent></w:r>"
)


def docx(body: str, *, before: str = "", name: str = "word/document.xml") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            name,
            f'<?xml version="1.0"?>{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        )
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("One, two: three!", 3),
        ("well-known don’t 3.5% e.g.", 4),
        ("a – b — * … c", 3),
        ("Straße\u00a0Ångström\tx\n\ny", 4),
        ("Ελληνικά слова", 2),
        ("東京 は大きい", 6),
        ("한국어 Han", 4),
    ],
)
def test_words_of_plain_text(text: str, count: int) -> None:
    assert words_in(text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("# A heading\n\n- one\n- **two** _three_\n1. four", 6),
        ("See [the page](https://example.org/a/b?c=d) ![a picture](x.png).", 5),
        ("See [the page][1].\n\n[1]: https://example.org/ \"Title\"", 3),
        ("```python\nx = 1\n```\nafter", 3),
        ("a<!-- nobody reads\nthis -->b", 2),
        ("a<!---->b <!-- is read", 4),
        ("[![a picture](x.png)](y.html \"Not read\") [in [two]](z)", 4),
        ("| one | two |\n|---|---|\n| three | four |", 4),
        ("<b>bold</b>ly said", 2),
        ("snake_case and *half*-way", 3),
    ],
)  # fmt: skip
def test_words_of_markdown(text: str, count: int) -> None:
    assert words_in_markdown(text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("<head><title>Not read</title></head><p>One</p><p>two <b>th</b>ree</p>", 3),
        ("<ul><li>one<li>two</ul><script>var x = 'no';</script><style>p {}</style>", 2),
        ("one<br>two<br/>three &amp; f&ouml;ur", 4),
        ("<p title='not this'>plain", 1),
        ('<p title="a > b">one <!-- no > -->t<!---->wo 1 < 2 <?no?></p><!DOCTYPE no>', 4),
        ("one<script>'</p> no'</SCRIPT >two <svg><text>no</text></svg>three", 2),
        ("one<template/>two &#x66;our</p", 2),
    ],
)
def test_words_of_html(text: str, count: int) -> None:
    assert words_in_html(text) == count


def test_words_of_a_document_as_it_reads_with_every_change_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>One t</w:t></w:r><w:r><w:t>wo</w:t></w:r></w:p>"
        "<w:p><w:ins><w:r><w:t>three</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>gone away</w:delText></w:r></w:del></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>four</w:t><w:tab/><w:t>five</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "<w:p><w:r><w:instrText>TOC \\\\o</w:instrText></w:r></w:p>"
    )
    assert words_in_file("Table.DOCX", docx(body)) == 5


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (TWICE, 1),
        (
            "<w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>here</w:t></w:r></w:moveTo>",
            1,
        ),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r> <w:r><w:t>yes</w:t></w:r>", 1),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>yes</w:t></w:r>', 1),
        (
            "<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>shown again</w:t></w:r>",
            2,
        ),
        ("<w:r><w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr></w:p><w:t>read</w:t></w:r>", 1),
        ("<w:del><w:r><w:t>no</w:t></w:r></w:del><w:r><w:rPr><w:del/></w:rPr><w:t>yes</w:t></w:r>", 1),
    ],
    ids=["second version", "moved", "hidden", "not hidden", "hidden before", "hidden mark", "deleted"],
)
def test_a_document_counts_what_its_reader_sees_once(body: str, count: int) -> None:
    assert words_in_file("x.docx", docx(f"<w:p>{body}</w:p>")) == count


def crafted(
    change: Callable[[bytearray], None], *, method: int = zipfile.ZIP_STORED, head: str = ""
) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("word/document.xml", f"<?xml version='1.0'{head}?><a>some text here</a>")
    content = bytearray(out.getvalue())
    change(content)
    return bytes(content)


def name_in_no_encoding(content: bytearray) -> None:
    at = content.rindex(b"PK\x01\x02")
    content[at + 9] |= 0x08  # the name is said to be UTF-8
    content[at + 46] = 0xFF


def spoil_the_middle(content: bytearray) -> None:
    at = content.index(b"word/document.xml") + len(b"word/document.xml")
    content[at + 4 : at + 20] = b"\xff" * 16


def as_it_is(content: bytearray) -> None:
    pass


@pytest.mark.parametrize(
    "content",
    [
        crafted(name_in_no_encoding),
        crafted(spoil_the_middle, method=zipfile.ZIP_LZMA),
        crafted(spoil_the_middle, method=zipfile.ZIP_BZIP2),
        crafted(as_it_is, head=" encoding='no-such'"),
        crafted(as_it_is, head=" encoding='utf-7'"),
        crafted(as_it_is, head=" encoding='shift_jis'"),
        crafted(lambda content: content.__delitem__(slice(30, 60))),
    ],
    ids=["name", "lzma", "bzip2", "no encoding", "utf-7", "many bytes", "cut"],
)
def test_a_crafted_document_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(Uncountable, match="cannot be read as a document"):
        words_in_file("x.docx", content)


def test_a_sign_by_an_endless_number_is_refused() -> None:
    with pytest.raises(Uncountable):
        words_in_file("x.html", b"&#" + b"1" * 5_000 + b";")


@pytest.mark.parametrize(
    "content",
    [
        b"not a zip",
        docx("<w:p/>", name="word/other.xml"),
        docx("<w:p>&bomb;</w:p>", before='<!DOCTYPE d [<!ENTITY bomb "boom">]>'),
        docx("<w:p>", before=""),
        docx("<w:p><w:r><w:t>" + "a " * 21_000_000 + "</w:t></w:r></w:p>"),
    ],
    ids=["no zip", "no body", "entities", "broken", "a bomb"],
)
def test_a_document_that_would_hurt_is_refused(content: bytes) -> None:
    with pytest.raises(Uncountable):
        words_in_file("x.docx", content)


def test_files_are_read_by_their_ending_and_encoding() -> None:
    assert words_in_file("a.txt", "\ufeffzwei Wörter".encode()) == 2
    assert words_in_file("a.txt", "zwei Wörter".encode("utf-16")) == 2
    assert words_in_file("a.md", b"[one](http://two.example)") == 1
    assert words_in_file("a.htm", b"<i>one</i>") == 1
    assert words_in_file("a.png", b"\x89PNG") is None
    with pytest.raises(Uncountable):
        words_in_file("a.txt", "Wörter".encode("latin-1"))


NEVER_CLOSED = (
    *(
        "<!--",
        "[",
        "![a](",
        "[a][",
        "[a]: ",
        "<a",
        "</a",
        "<a b=",
        "<a b='",
        '<a b="',
        "<a >",
        "=",
        "<!",
        "<?",
    ),
    *("</", "</ ", "<![CDATA[", "<script>", "<script>-</", "<svg>", "&", "&#", "1", " ", "\t", "*", "\n["),
)


@pytest.mark.parametrize("sign", NEVER_CLOSED)
def test_what_is_never_closed_is_read_once(sign: str) -> None:
    """Read from every opening to the end, each of these would take hours and not a moment."""
    text = (sign * LONGEST)[:LONGEST]
    assert words_in_markdown(text) + words_in_html(f"<p>one</p>{text}") + words_in_html(f"<p {text}") > 0
    with pytest.raises(Uncountable, match="1,000,000 characters"):
        words_in_file("a.md", f"{text}.".encode())


def test_a_document_has_no_more_text_than_a_text_can_have() -> None:
    with pytest.raises(Uncountable, match="1,000,000 characters"):
        words_in_file("x.docx", docx("<w:p><w:r><w:t>" + "a " * 500_001 + "</w:t></w:r></w:p>"))


@given(st.lists(st.from_regex(r"[a-zA-Zäöü0-9]{1,8}", fullmatch=True), max_size=40))
def test_the_same_words_count_the_same_everywhere(words: list[str]) -> None:
    text = " ".join(words)
    paragraphs = "".join(f"<w:p><w:r><w:t>{word}</w:t></w:r></w:p>" for word in words)
    counts = {words_in(text), words_in_html(f"<p>{text}</p>"), words_in_file("x.docx", docx(paragraphs))}
    assert counts == {len(words)}


@given(st.text(max_size=200), st.text(max_size=200))
def test_counts_add_up(one: str, two: str) -> None:
    assert words_in(f"{one}\n{two}") == words_in(one) + words_in(two)
    assert words_in_markdown(one) >= 0


@given(st.integers(1, 100_000), st.integers(1, 100_000), st.integers(1, 1_000_000))
def test_more_units_never_cost_less_and_rounding_is_below_half_a_coin(
    one: int, more: int, price: int
) -> None:
    assert price_of("word", one, price) <= price_of("word", one + more, price)
    assert abs(100 * price_of("word", one, price) - one * price) <= 50
    assert price_of("item", one, price) == one * price


def test_prices_and_pages_to_the_cent() -> None:
    assert [price_of("word", count, 150) for count in (0, 1, 33, 300, 333)] == [0, 2, 50, 450, 500]
    assert [pages_of(words, 250) for words in (0, 1, 250, 251)] == [0, 1, 1, 2]


def test_a_document_and_a_page_are_read_in_their_lines() -> None:
    page = "<h1>One</h1>\n  <p>two <b>th</b>ree<br>four</p><ul><li>five</li></ul>"
    assert in_lines(text_of_page(page)) == "One\ntwo three\nfour\nfive"
    body = "<w:p><w:r><w:t>One</w:t></w:r></w:p><w:p><w:r><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r></w:p>"
    assert in_lines(text_of_docx(BytesIO(docx(body)))) == "One\ntwo three"
