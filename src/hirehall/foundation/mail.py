"""Mail transport: where mail goes, and the job that hands it over, so that no page ever waits for a mail server."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from hirehall.foundation import clock
from hirehall.foundation.ids import new_id
from hirehall.foundation.jobs import enqueue, job


class FolderBackend(BaseEmailBackend):
    """Writes each mail as one ``.eml`` file, which any mail program opens."""

    def __init__(self, file_path: str | None = None, **options: Any) -> None:
        from django.conf import settings

        super().__init__(**options)
        self.folder = Path(file_path or str(settings.EMAIL_FILE_PATH))  # type: ignore[misc]

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            name = f"{clock.now():%Y%m%d-%H%M%S}-{str(new_id())[-12:]}.eml"
            part = self.folder / f".{name}.part"
            part.write_bytes(message.message().as_bytes())
            part.replace(self.folder / name)
        return len(email_messages)


@job("foundation.deliver_mail", queue="notices")
def deliver_mail(
    to: str, subject: str, text: str, html: str = "", headers: dict[str, str] | None = None
) -> None:
    """Hand one mail to the transport. A retry may deliver twice; losing one would be worse."""
    mail = EmailMultiAlternatives(subject=subject, body=text, to=[to], headers=headers or {})
    if html:
        mail.attach_alternative(html, "text/html")
    mail.send()


def post_mail(
    to: str, *, subject: str, text: str, html: str = "", headers: dict[str, str] | None = None
) -> None:
    """Put a mail into the queue, in the caller's transaction."""
    enqueue(deliver_mail, to=to, subject=subject, text=text, html=html, headers=headers or {})
