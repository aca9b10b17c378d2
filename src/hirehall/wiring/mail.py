"""The mail transport that the configuration asks for, as Django's settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlparse

from hirehall.wiring.config import Misconfigured


def mail_settings_for(mail_url: str, home: Path) -> dict[str, Any]:
    """Django's mail settings for ``file:``, ``console:`` or ``smtp://user:pass@host:port?tls=yes``.

    Raises:
        Misconfigured: for another kind of address.
    """
    parts = urlparse(mail_url)
    if parts.scheme == "file":
        folder = parts.path or str(home / "mail")
        return {"EMAIL_BACKEND": "hirehall.foundation.mail.FolderBackend", "EMAIL_FILE_PATH": folder}
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme in {"smtp", "smtps"}:
        query = parse_qs(parts.query)
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname or "localhost",
            "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_SSL": parts.scheme == "smtps",
            "EMAIL_USE_TLS": query.get("tls", ["no"])[-1] == "yes",
            "EMAIL_TIMEOUT": 20,
        }
    raise Misconfigured(f"HIREHALL_MAIL_URL is {mail_url!r}; write file:, console: or smtp://host:port.")
