"""XML of other places, read without what makes XML dangerous: no document types, so no entities and nothing outside."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

MOST_ELEMENTS, DEEPEST = 50_000, 40


class Unreadable(Exception):
    """What stands at an address is not what it should be; the sentence says what is wrong."""


@dataclass(slots=True)
class Element:
    """One element: its name without the namespace, in small letters, its attributes, its text and what it holds."""

    tag: str
    attributes: dict[str, str]
    parts: list[str | Element] = field(default_factory=list)

    @property
    def inner(self) -> list[Element]:
        return [one for one in self.parts if isinstance(one, Element)]

    def all(self, tag: str) -> list[Element]:
        return [one for one in self.inner if one.tag == tag]

    def first(self, tag: str) -> Element | None:
        return next((one for one in self.inner if one.tag == tag), None)

    def text(self, *tags: str) -> str:
        """The text of the first element of one of these names that says something."""
        for tag in tags:
            for one in self.all(tag):
                if one.whole.strip():
                    return one.whole.strip()
        return ""

    @property
    def whole(self) -> str:
        """Its own words and those of everything in it, in their order."""
        return "".join(one if isinstance(one, str) else one.whole for one in self.parts)


class _Builder:
    def __init__(self) -> None:
        self.root: Element | None = None
        self.open: list[Element] = []
        self.count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.open) >= DEEPEST:
            raise Unreadable("This XML is larger or deeper than any feed.")
        told = {_local(key): value for key, value in attributes.items()}
        one = Element(_local(name), told)
        if self.open:
            self.open[-1].parts.append(one)
        else:
            self.root = one
        self.open.append(one)

    def end(self, name: str) -> None:
        self.open.pop()

    def words(self, text: str) -> None:
        if self.open:
            self.open[-1].parts.append(text)


def read_xml(body: bytes) -> Element:
    """The root of a document.

    Raises:
        Unreadable: for what is no XML, declares a document type, or is too large or too deep.
    """
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.words
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Unreadable(f"This is no XML that can be read: {error}.") from error
    if builder.root is None:
        raise Unreadable("There is nothing in it.")
    return builder.root


def _refuse(*_: object) -> None:
    raise Unreadable("It declares a document type, which feeds do not need; it is not read.")


def _local(name: str) -> str:
    return name.rpartition("}")[2].lower()
