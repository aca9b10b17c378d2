import os
from urllib.parse import quote

import pytest
from django.db import connection

from tests.makers.unit import Pool, make_pool


@pytest.fixture
def pool(db: None) -> Pool:
    return make_pool()


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
