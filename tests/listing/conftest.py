import pytest

from tests.makers.listing import Board, make_board


@pytest.fixture
def board(db: None) -> Board:
    return make_board()
