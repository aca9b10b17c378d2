from __future__ import annotations

from pathlib import Path

import pytest

from hirehall.wiring.config import Misconfigured, load


def at(home: Path, **environment: str) -> dict[str, str]:
    return {"HIREHALL_HOME": str(home), **environment}


def test_nothing_configured_is_a_working_installation(tmp_path: Path) -> None:
    config = load(at(tmp_path))
    assert (config.bind, config.events_bind) == ("127.0.0.1:8000", "127.0.0.1:8001")
    assert config.public_url == "http://127.0.0.1:8000"
    assert config.database_url == ""
    assert len(config.secret_key) > 50


def test_the_secret_is_made_once_and_is_for_its_owner(tmp_path: Path) -> None:
    assert load(at(tmp_path)).secret_key == load(at(tmp_path)).secret_key
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_the_file_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / "hirehall.toml").write_text('bind = "127.0.0.1:9000"\nworkers = 3\nsandbox = "no"\n')
    config = load(at(tmp_path))
    assert (config.bind, config.workers, config.sandbox) == ("127.0.0.1:9000", 3, False)
    assert load(at(tmp_path, HIREHALL_BIND="127.0.0.1:9500")).bind == "127.0.0.1:9500"


def test_past_the_pooler_is_the_same_server_unless_said_otherwise(tmp_path: Path) -> None:
    assert load(at(tmp_path, DATABASE_URL="postgresql://a/b")).database_direct_url == "postgresql://a/b"
    both = load(at(tmp_path, DATABASE_URL="postgresql://a/b", DATABASE_DIRECT_URL="postgresql://c/b"))
    assert (both.database_url, both.database_direct_url) == ("postgresql://a/b", "postgresql://c/b")


def test_a_pooler_is_known_by_the_two_addresses_or_by_what_the_operator_says(tmp_path: Path) -> None:
    one = {"DATABASE_URL": "postgresql://a/b"}
    two = {**one, "DATABASE_DIRECT_URL": "postgresql://a:6432/b"}
    told = [load(at(tmp_path, **more)).behind_a_pooler for more in (one, two)]
    said = [load(at(tmp_path, **one, HIREHALL_POOLER="yes")), load(at(tmp_path, **two, HIREHALL_POOLER="no"))]
    assert (told, [config.behind_a_pooler for config in said]) == ([False, True], [True, False])


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"HIREHALL_BIND": "8000"}, "write address:port"),
        ({"HIREHALL_BIND": "127.0.0.1:99999"}, "write address:port"),
        ({"HIREHALL_DEBUG": "perhaps"}, "write yes or no"),
        ({"HIREHALL_WORKERS": "many"}, "write a whole number"),
        ({"HIREHALL_POOLER": "perhaps"}, "write auto, yes or no"),
        ({"HIREHALL_CONFIG": "/nowhere/hirehall.toml"}, "there is no such file"),
    ],
)
def test_a_wrong_setting_is_named_with_what_to_write(
    tmp_path: Path, environment: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Misconfigured, match=sentence):
        load(at(tmp_path, **environment))


@pytest.mark.parametrize(
    ("text", "sentence"), [("colour = 1", "unknown key colour"), ("bind = ", "not valid TOML")]
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "hirehall.toml").write_text(text)
    with pytest.raises(Misconfigured, match=sentence):
        load(at(tmp_path))


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Misconfigured, match="cannot be made"):
        load(at(tmp_path / "file"))
    with pytest.raises(Misconfigured, match="cannot be made"):
        load(at(tmp_path / "file" / "below"))


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)  # root may write everywhere
    with pytest.raises(Misconfigured, match="cannot be written to by this account"):
        load(at(tmp_path))
