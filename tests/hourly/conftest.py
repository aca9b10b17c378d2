import pytest

from tests.makers.contracts import Pair, make_pair


@pytest.fixture
def pair(db: None) -> Pair:
    return make_pair()
