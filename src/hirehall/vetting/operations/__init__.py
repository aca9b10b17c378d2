"""Steps that actions take inside their own transaction, and what modules above ask for."""

from hirehall.vetting.operations.from_file import screening_like, test_like
from hirehall.vetting.operations.screening import require_vetted
from hirehall.vetting.operations.testing import finish, locked_sitting, score_again

__all__ = ["finish", "locked_sitting", "require_vetted", "score_again", "screening_like", "test_like"]
