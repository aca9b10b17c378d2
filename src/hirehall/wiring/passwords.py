"""The same rules for passwords on the command line as on the pages."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from hirehall.foundation.refused import Because, Refused


def require_good(password: str) -> None:
    """Raises:
    Refused: ``password.weak``, with what the rules say.
    """
    try:
        validate_password(password)
    except ValidationError as weak:
        raise Refused(
            "password.weak", " ".join(weak.messages), because=Because.INVALID, field="password"
        ) from weak
