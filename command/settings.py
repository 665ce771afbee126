"""One file, the environment only. Every variable is named in `.env.example` and docs/operations.md."""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONCE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in ("1", "true", "yes", "on")


def listed(name: str) -> list[str]:
    return [each.strip() for each in os.environ.get(name, "").split(",") if each.strip()]


DEBUG = flag("DEBUG")
HOST = os.environ.get("HOST", "127.0.0.1")
PORT = int(os.environ.get("PORT", "8000"))
DATA_DIR = Path(os.environ.get("DATA_DIR", BASE_DIR / "var")).resolve()
DATABASE_URL = os.environ.get("DATABASE_URL", "")
REDIS_URL = os.environ.get("REDIS_URL", "")


def kept_secret(path: Path) -> str:
    """A demo makes its own secret once and keeps it readable by its owner alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = os.environ.get("SECRET_KEY", "") or (kept_secret(DATA_DIR / "secret_key") if DEBUG else "")

ALLOWED_HOSTS = listed("ALLOWED_HOSTS") or (["localhost", "127.0.0.1", "[::1]", HOST] if DEBUG else [])
if DEBUG and HOST in ("0.0.0.0", "::"):  # noqa: S104  a demo on a local network is asked for by every name it has
    ALLOWED_HOSTS = ["*"]
# Exact origins of the pages; empty means: the page's own origin, scheme, host and port.
ALLOWED_ORIGINS = listed("ALLOWED_ORIGINS")
CSRF_TRUSTED_ORIGINS = ALLOWED_ORIGINS

INSTALLED_APPS = [
    "people.admin_config.GrasslandAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "csp",
    "people",
    "alerts",
    "command",
    "frontend",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
]

ROOT_URLCONF = "command.urls"
ASGI_APPLICATION = "command.asgi.application"
APPEND_SLASH = True

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "frontend" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]


def sqlite(path: Path) -> dict[str, Any]:
    """An acknowledged alert is on the disk: FULL makes every commit an fsync (NORMAL made none in 100), IMMEDIATE
    takes the write lock where waiting for it is safe."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "timeout": 5,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;"
            ),
        },
        "TEST": {"NAME": str(path.parent / "test.sqlite3")},
    }


DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(DATABASE_URL) if DATABASE_URL else sqlite(DATA_DIR / "grassland.sqlite3")
}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # CONN_MAX_AGE above 0 leaks connections under ASGI: a pool instead.
    DATABASES["default"] |= {"CONN_MAX_AGE": 0}
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("pool", {"min_size": 2, "max_size": 20})

# Nothing but the wake-up of other processes travels on the layer; see alerts/live.py.
CHANNEL_LAYERS: dict[str, Any] = (
    {
        "default": {
            "BACKEND": "channels_redis.core.RedisChannelLayer",
            "CONFIG": {"hosts": [{"address": REDIS_URL, "socket_timeout": None}]},
        }
    }
    if REDIS_URL
    else {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
)

AUTH_USER_MODEL = "people.User"
AUTH_PASSWORD_VALIDATORS = (
    []
    if DEBUG
    else [
        {
            "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
            "OPTIONS": {"min_length": 12},
        },
        {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    ]
)
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/desk/"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if flag("BEHIND_TLS_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'", "blob:"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}

REST_FRAMEWORK: dict[str, Any] = {
    "EXCEPTION_HANDLER": "people.api.base.answer_problem",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_RATES": {"login": "120/min"},
    # Without a proxy of ours the header that names the address is anybody's to write.
    "NUM_PROXIES": 1 if flag("BEHIND_TLS_PROXY") else 0,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
REST_KNOX: dict[str, Any] = {"TOKEN_TTL": timedelta(hours=12), "AUTO_REFRESH": False}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Grassland 110",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "DESCRIPTION": "One-click help and command for the steppe. Sockets and cards: docs/contracts/.",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/",
}

LANGUAGE_CODE = "zh-hans"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English"), ("mn", "Монгол")]
LOCALE_PATHS = [BASE_DIR / "frontend" / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "frontend" / "dist"] if (BASE_DIR / "frontend" / "dist").exists() else []
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# The room below asks who is coming to an alert; this one knows.
ALERTS_COMING = "command.queries.coming.coming_to"

# Seconds. Sources: NENA 90 % answered in 15 s, 95 % in 20 s; NFPA first unit sent within 64 s in 90 %, 106 s in 95 %.
TIMERS: dict[str, int] = {
    "unacknowledged_loud": int(os.environ.get("TIMER_UNACKNOWLEDGED_LOUD", "15")),
    "unacknowledged_escalate": int(os.environ.get("TIMER_UNACKNOWLEDGED_ESCALATE", "60")),
    "undispatched_amber": int(os.environ.get("TIMER_UNDISPATCHED_AMBER", "60")),
    "undispatched_red": int(os.environ.get("TIMER_UNDISPATCHED_RED", "106")),
    "offer": int(os.environ.get("TIMER_OFFER", "60")),
    "out_of_contact": int(os.environ.get("TIMER_OUT_OF_CONTACT", "900")),
}

# Seconds: an officer's code for a phone; a one-time link that asks for a place.
CODE_SECONDS = int(os.environ.get("CODE_SECONDS", "600"))
LOCATION_LINK_SECONDS = int(os.environ.get("LOCATION_LINK_SECONDS", "1800"))
# The origin in links that leave the house (SMS, QR codes).
PUBLIC_URL = os.environ.get("PUBLIC_URL", "").rstrip("/")

# docs/sms.md. Without a secret nothing is taken in; without an address what would be sent is written to the log.
SMS_SECRET = os.environ.get("SMS_SECRET", "")
SMS_GATEWAY_URL = os.environ.get("SMS_GATEWAY_URL", "")
SMS_GATEWAY_TOKEN = os.environ.get("SMS_GATEWAY_TOKEN", "")
SMS_GATEWAY_SECONDS = float(os.environ.get("SMS_GATEWAY_SECONDS", "10"))

# Bytes: per file by family, and per alert.
MEDIA_LIMITS: dict[str, int] = {
    "image": int(os.environ.get("MEDIA_LIMIT_IMAGE", str(12 * 2**20))),
    "audio": int(os.environ.get("MEDIA_LIMIT_AUDIO", str(10 * 2**20))),
    "video": int(os.environ.get("MEDIA_LIMIT_VIDEO", str(60 * 2**20))),
    "alert": int(os.environ.get("MEDIA_LIMIT_ALERT", str(200 * 2**20))),
}

# The sandboxed child that makes the copies people see: bytes of memory, seconds of processor time for one file.
MEDIA_RENDER: dict[str, int] = {
    "memory": int(os.environ.get("MEDIA_RENDER_MEMORY", str(2**30))),
    "seconds": int(os.environ.get("MEDIA_RENDER_SECONDS", "60")),
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname:7} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
    "loggers": {
        "django.channels.server": {"level": "WARNING"},
        "daphne": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
    },
}
