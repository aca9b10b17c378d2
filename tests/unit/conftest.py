import pytest

from tests.makers.unit import Pool, make_pool


@pytest.fixture
def pool(db: None) -> Pool:
    return make_pool()
