"""Django settings. Operators configure through ``wiring.config``, never by editing this file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlparse

from csp.constants import NONE, SELF

from hirehall import __version__
from hirehall.wiring.config import load
from hirehall.wiring.logs import logging_settings, set_up
from hirehall.wiring.mail import mail_settings_for
from hirehall.wiring.postgres.connections import KeepingConnection
from hirehall.wiring.postgres.places import APP, DATABASE, OWNER, places

CONFIG = load()
PACKAGE = Path(__file__).resolve().parent.parent

HIREHALL_VERSION = __version__
SECRET_KEY = CONFIG.secret_key
DEBUG = CONFIG.debug
_public = urlparse(CONFIG.public_url)
ALLOWED_HOSTS = ["*"]  # halls bring their own domains; wiring.requests checks the Host against them
CSRF_TRUSTED_ORIGINS = [CONFIG.public_url]
SECURE = _public.scheme == "https"

MODULES = [
    "look", "files", "people", "halls", "skills", "conversations", "money", "money.rails.sandbox",
    "vetting", "market", "contracts", "engagements.milestone", "engagements.hourly",
    "engagements.package", "engagements.unit", "engagements.listing", "engagements.trial",
    "reputation", "papers", "portfolio", "ranking", "credentials", "front", "wiring",
]  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "csp",
    "ninja",
    "hirehall.foundation",
    *(f"hirehall.{module}" for module in MODULES),
]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_IMPORT_PATHS = ["hirehall.foundation.jobs"]
HIREHALL_REACTIONS = "hirehall.wiring.reactions.REACTIONS"

HIREHALL_TEST_HOSTS: frozenset[str] = frozenset()

MIDDLEWARE = [
    "hirehall.wiring.hall_address.MountMiddleware",
    "hirehall.wiring.requests.NumberMiddleware",
    "hirehall.wiring.problems.ProblemMiddleware",
    "hirehall.wiring.requests.SizeMiddleware",
    "hirehall.wiring.requests.HostMiddleware",
    "hirehall.wiring.requests.SqueezeMiddleware",
    "hirehall.wiring.limits.RateLimitMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hirehall.wiring.requests.TextMiddleware",
    "hirehall.wiring.hall_address.HallMiddleware",
    "hirehall.wiring.middleware.ActorMiddleware",
    "hirehall.wiring.hall_things.ThingsMiddleware",
    "hirehall.wiring.middleware.SuspensionMiddleware",
    "hirehall.wiring.hall_ways.WaysMiddleware",
    "hirehall.wiring.hall_members.MembersMiddleware",
    "hirehall.wiring.middleware.RefusalMiddleware",
]
CSRF_FAILURE_VIEW = "hirehall.wiring.pages.csrf_failure"
ROOT_URLCONF = "hirehall.wiring.urls"
WSGI_APPLICATION = "hirehall.wiring.wsgi.application"

TEMPLATES = [
    {
        "NAME": "jinja2",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "look" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "hirehall.look.environment.environment",
            "context_processors": ["hirehall.wiring.middleware.page_context"],
        },
    },
    {
        "NAME": "django",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
for _module in MODULES:
    _folder = PACKAGE / _module.replace(".", "/") / "templates"
    if _folder.is_dir() and _folder not in TEMPLATES[0]["DIRS"]:  # type: ignore[operator]
        TEMPLATES[0]["DIRS"].append(_folder)  # type: ignore[attr-defined]
FORM_RENDERER = "django.forms.renderers.Jinja2"


PREPARED_AFTER = 3  # how often a connection has sent a statement before the database keeps its plan


def database(url: str) -> dict[str, Any]:
    """Django's settings for a ``postgresql://`` address; ``host`` in the query names a Unix socket folder.

    Values travel beside their statement, so that the database may keep the plan of one that it sees often; planning
    is about half of what it spends on a page. Behind a pooler the next transaction may get another connection,
    which knows no such plan.
    """
    parts = urlparse(url)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or query.pop("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": query.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "pool": {
                "min_size": 1,
                "max_size": max(CONFIG.threads, 4) + 4,
                "timeout": 20,
                "connection_class": KeepingConnection,
            },
            "server_side_binding": True,
            "prepare_threshold": None if CONFIG.behind_a_pooler else PREPARED_AFTER,
            **query,
        },
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


def _embedded_url(role: str) -> str:
    sockets = places(CONFIG.home, account=CONFIG.postgres_account).sockets
    return f"postgresql:///{DATABASE}?host={quote(str(sockets))}&user={role}"


# `hirehall migrate` runs as the owner of the tables and past any pooler; everything else as the app's role.
if os.environ.get("HIREHALL_AS_OWNER"):
    DATABASES = {"default": database(CONFIG.database_direct_url or _embedded_url(OWNER))}
else:
    DATABASES = {"default": database(CONFIG.database_url or _embedded_url(APP))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "hirehall.people.login.SuspendedBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front:dashboard"

ACCOUNT_ADAPTER = "hirehall.wiring.arrival.HallAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "hirehall.people.login.display_name"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_REDIRECT_URL = "front:home"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "signup": "20/m/ip",
    "reset_password": "20/m/ip,5/m/key",
    "ask_for_quote": "20/h/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE else 0
_log_in_forms = "hirehall.people.login_forms"
ACCOUNT_FORMS = {
    "login": f"{_log_in_forms}.LoginForm",
    "signup": f"{_log_in_forms}.SignupForm",
    "add_email": f"{_log_in_forms}.ChangeEmailForm",
    "change_password": f"{_log_in_forms}.ChangePasswordForm",
    "set_password": f"{_log_in_forms}.SetPasswordForm",
    "reset_password": f"{_log_in_forms}.ResetPasswordForm",
    "reset_password_from_key": f"{_log_in_forms}.ResetPasswordKeyForm",
    "reauthenticate": f"{_log_in_forms}.ReauthenticateForm",
}
MFA_ADAPTER = "hirehall.people.login.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_FORMS = {
    "authenticate": f"{_log_in_forms}.AuthenticateForm",
    "reauthenticate": f"{_log_in_forms}.SecondFactorReauthenticateForm",
    "activate_totp": f"{_log_in_forms}.ActivateTOTPForm",
    "add_webauthn": f"{_log_in_forms}.AddWebAuthnForm",
    "edit_webauthn": f"{_log_in_forms}.EditWebAuthnForm",
    "login_webauthn": f"{_log_in_forms}.LoginWebAuthnForm",
    "authenticate_webauthn": f"{_log_in_forms}.AuthenticateWebAuthnForm",
}

DEFAULT_FROM_EMAIL = SERVER_EMAIL = CONFIG.mail_from
globals().update(mail_settings_for(CONFIG.mail_url, CONFIG.home))

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "foundation_cache",
    },
    # For what is dear to count and may be half a minute old; each process keeps its own.
    "counts": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 1000}},
}
SESSION_ENGINE = "hirehall.wiring.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF, CONFIG.events_url, CONFIG.events_url.replace("//127.0.0.1:", "//localhost:")],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = CONFIG.home / "static"
HIREHALL_FILES = CONFIG.home / "files"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HIREHALL_FILES},
    },
    "staticfiles": {
        # `hirehall serve` collects the files first, under names with their hash
        "BACKEND": "hirehall.wiring.static.HashedStorage"
        if os.environ.get("HIREHALL_STATIC") == "collected"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

LOGGING = logging_settings(quiet="HIREHALL_SERVES" not in os.environ)
set_up()

SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # addresses are unique whatever their case: a constraint on lower(email)
]
