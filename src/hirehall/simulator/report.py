"""Writes every table and picture of a document anew from results."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

MARK = "<!-- simulated: {name} -->"
END = "<!-- end of {name} -->"


def with_tables(text: str, tables: Mapping[str, str]) -> str:
    """The text with each table between its marks.

    Raises:
        ValueError: the text has no place for one of them.
    """
    for name, table in tables.items():
        first, last = MARK.format(name=name), END.format(name=name)
        if text.count(first) != 1 or text.count(last) != 1:
            raise ValueError(f"There is no place for {name}: write “{first}” and “{last}” around it.")
        whole = re.compile(re.escape(first) + ".*?" + re.escape(last), re.DOTALL)
        new = f"{first}\n{table}\n{last}"
        text = whole.sub(lambda _, new=new: new, text)  # type: ignore[misc]
    return text


def write(document: Path, tables: Mapping[str, str], pictures: Mapping[str, str]) -> None:
    """Into the document, and beside it into ``pictures/``."""
    text = with_tables(document.read_text(encoding="utf-8"), tables)
    folder = document.parent / "pictures"
    folder.mkdir(exist_ok=True)
    for name, picture in pictures.items():
        (folder / name).write_text(picture, encoding="utf-8")
    document.write_text(text, encoding="utf-8")
