"""What every test may use. Time moves by ``clock.at`` and ``clock.later``; nothing sleeps.

Without ``DATABASE_URL`` the tests start a PostgreSQL of their own in ``.hirehall-test/`` and stop it at the end.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import TransactionTestCase
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from tests.emptying import empty_the_database
from tests.ground import make_ground
from tests.look.axe import browser_is_here, open_browser

BEGUN = {"long": 0, "crash": 0, "journey": 1}
LATER = 2
_started: list[object] = []
hypothesis.settings.register_profile("hirehall", deadline=None)  # nothing here is judged by how long it takes
hypothesis.settings.load_profile("hirehall")


def pytest_configure(config: pytest.Config) -> None:
    django_settings.PASSWORD_HASHERS = ["tests.quick_hashing.QuickArgon2"]
    if not os.environ.get("DATABASE_URL") and not hasattr(config, "workerinput"):
        _start_a_database(config)
    from tests.kept_plans import TestedConnection

    for settings in django_settings.DATABASES.values():
        settings["OPTIONS"]["pool"]["connection_class"] = TestedConnection


def _start_a_database(config: pytest.Config) -> None:
    from django.db import connections

    from hirehall.wiring.postgres.cluster import Server
    from hirehall.wiring.postgres.places import places
    from hirehall.wiring.settings import database

    where = places(Path(config.rootpath) / ".hirehall-test")
    server = Server(where, connections=120, settings={"fsync": "off", "synchronous_commit": "off"})
    server.start()
    _started.append(server)
    url = f"postgresql:///hirehall?host={where.sockets}&user=hirehall_owner"
    os.environ["DATABASE_URL"] = url  # for the processes that run the tests side by side
    settings_dict = connections["default"].settings_dict
    settings_dict.update(database(url))


def pytest_unconfigure(config: pytest.Config) -> None:
    from django.db import connections

    for server in _started:
        for open_one in connections.all(initialized_only=True):
            open_one.close()
        server.stop()  # type: ignore[attr-defined]
    _started.clear()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Side by side, the longest begin: at the end nobody waits for one of them. Else their order stays drawn by lot."""
    if hasattr(config, "workerinput"):
        items.sort(key=_turn)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What stands now stands until the end: the collector of garbage need not look at half a million objects again."""
    gc.collect()
    gc.freeze()


def _turn(item: pytest.Item) -> int:
    return min((BEGUN.get(mark.name, LATER) for mark in item.iter_markers()), default=LATER)


@pytest.fixture(autouse=True)
def _files_in_a_folder_of_their_own(tmp_path: Path, settings: Settings) -> None:
    settings.HIREHALL_FILES = tmp_path / "files"
    settings.HIREHALL_TEST_HOSTS = frozenset({"testserver"})


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_use_migrations: bool,
) -> None:
    """The database of this process is a copy of the one that was migrated."""
    if django_db_use_migrations:
        with django_db_blocker.unblock():
            connection.settings_dict["TEST"]["TEMPLATE"] = make_ground()


@pytest.fixture(autouse=True, scope="session")
def _tests_with_real_transactions_leave_nothing() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: empty_the_database())
        yield


@pytest.fixture
def database_in_environment() -> dict[str, str]:
    """What a process of its own needs to work on this test's database."""
    told = connection.settings_dict
    address = f"postgresql://{told['USER']}:{quote(told['PASSWORD'])}@/{told['NAME']}"
    where = f"?host={quote(str(told['HOST']), safe='')}" + (f"&port={told['PORT']}" if told["PORT"] else "")
    return {
        **os.environ,
        "DATABASE_URL": address + where,
        "DJANGO_SETTINGS_MODULE": "hirehall.wiring.settings",
    }


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The one browser of this process; its synchronous driver runs a loop beside the ORM from now on."""
    if not browser_is_here():
        pytest.fail("These tests need a browser. On Debian: apt-get install chromium-headless-shell")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with open_browser() as browser:
        yield browser


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """No page outlives its test: it would go on asking the live server for news while the next test runs."""
    browser: Browser | None = getattr(item, "funcargs", {}).get("chromium")
    for left_open in browser.contexts if browser else ():
        for page in left_open.pages:
            page.unroute_all(behavior="ignoreErrors")
        left_open.close()


@pytest.fixture(autouse=True, scope="session")
def _nobody_holds_the_database_at_the_end(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """A live server's thread may still be at its last query when the database is to be dropped."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
