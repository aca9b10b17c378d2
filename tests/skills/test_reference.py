"""The packaged classification, ESCO's own download, and the figures that are measured on public sets."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from hirehall.formulas.linking.measures import figures, mean
from hirehall.skills.reference import concepts, packaged, published, read, written
from hirehall.wiring.commands.bench import command
from hirehall.wiring.commands.taxonomy import command as taxonomy

OCCUPATIONS = (
    "conceptType,conceptUri,preferredLabel,altLabels,description\n"
    'Occupation,http://data.europa.eu/esco/occupation/1,web developer,"web coder\nweb engineer","Makes\nsites."\n'
)


def test_the_package_has_what_it_says() -> None:
    kinds = [one.kind for one in packaged()]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "skill": 10_715, "knowledge": 3_164, "occupation": 3_022, "group": 619
    }  # fmt: skip
    assert len({one.uri for one in packaged()}) == len(kinds)
    assert all(one.label and one.uri.startswith("http://data.europa.eu/esco/") for one in packaged())


def test_escos_own_download_is_read_and_kept(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "esco.zip", "w") as packed:
        packed.writestr("v1.2.0/occupations_en.csv", OCCUPATIONS)
    (one,) = published(tmp_path / "esco.zip")
    assert (one.kind, one.label, one.others, one.text) == (
        "occupation", "web developer", ("web coder", "web engineer"), "Makes sites."
    )  # fmt: skip
    assert read(lzma.decompress(written([one], "a heading")).decode().splitlines()) == [one]
    with pytest.raises(LookupError):
        published(tmp_path)


def test_an_operator_imports_it_and_it_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIREHALL_HOME", str(tmp_path / "home"))
    (tmp_path / "csv").mkdir()
    (tmp_path / "csv" / "occupations_en.csv").write_text(OCCUPATIONS)
    ran = CliRunner().invoke(taxonomy, ["import", str(tmp_path / "csv")])
    assert ran.exit_code == 0, ran.output
    assert "1 of kind occupation" in ran.output
    assert [one.label for one in concepts(tmp_path / "home")] == ["web developer"]
    assert concepts(tmp_path / "elsewhere") == packaged()


def test_figures_are_those_of_the_textbook() -> None:
    one = figures(["a", "b", "c", "d"], {"b", "d", "z"})
    assert one["mrr"] == 0.5
    assert one["map"] == pytest.approx((1 / 2 + 2 / 4) / 3)
    assert (one["hit@1"], one["hit@5"], one["rp5"]) == (0.0, 1.0, pytest.approx(2 / 3))
    assert figures([], {"a"})["mrr"] == 0.0
    assert mean([one, figures([], {"a"})])["mrr"] == 0.25
    assert mean([]) == {}


def test_a_folder_of_sets_is_measured(tmp_path: Path) -> None:
    melo = tmp_path / "one_q_en_c_en"
    melo.mkdir()
    (melo / "queries.tsv").write_text("Q1\tWeb Developers\nQ2\tBakers\n")
    (melo / "corpus_elements.tsv").write_text("C1\tbaker\nC2\tweb developer\nC3\tpastry cook\n")
    (melo / "annotations.tsv").write_text("Q1\t0\tC2\t1\nQ2\t0\tC3\t1\n")
    (melo / "concept_mapping.tsv").write_text("C1\tbread\nC2\tweb\nC3\tbread\n")
    out = tmp_path / "out.json"
    ran = CliRunner().invoke(command, ["linking", "--set", str(tmp_path), "--json", str(out)])
    assert ran.exit_code == 0, ran.output
    (told,) = json.loads(out.read_text())["linking"]
    assert (told["set"], told["questions"], told["hit@1"]) == ("one_q_en_c_en", 2, 0.5)
    empty = tmp_path / "empty"
    empty.mkdir()
    assert CliRunner().invoke(command, ["linking", "--set", str(empty)]).exit_code == 2
