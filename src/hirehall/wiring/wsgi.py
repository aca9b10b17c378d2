"""The pages and the API, for a WSGI server; static files are answered before Django is asked."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from whitenoise import WhiteNoise

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hirehall.wiring.settings")
os.environ.setdefault("PGAPPNAME", "hirehall pages")  # what the database calls our connections

HASHED_NAME = r"^.+\.[0-9a-f]{12}\.[^/]+$"

pages = get_wsgi_application()

from django.conf import settings  # noqa: E402 - readable once Django is set up

get_resolver().url_patterns  # noqa: B018 - imports every page now, so that forked processes share the memory
application = WhiteNoise(pages, prefix="static/", max_age=300, immutable_file_test=HASHED_NAME)
if settings.STATIC_ROOT.is_dir():
    application.add_files(str(settings.STATIC_ROOT), prefix="static/")  # type: ignore[no-untyped-call]
