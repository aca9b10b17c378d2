import pytest

from tests.makers.package import Shop, make_shop


@pytest.fixture
def shop(db: None) -> Shop:
    return make_shop()
