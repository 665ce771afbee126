import os
from pathlib import Path

SECRET_KEY = "a baseline guards nothing"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["channels", "rest_framework", "benchmarks.stock"]
ROOT_URLCONF = "benchmarks.stock.urls"
ASGI_APPLICATION = "benchmarks.stock.asgi.application"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": Path(os.environ.get("DATA_DIR", ".")) / "stock.sqlite3",
        # Seconds a connection is kept. Django's default closes it after every piece of work; see docs/benchmarks.md.
        "CONN_MAX_AGE": int(os.environ.get("STOCK_CONN_MAX_AGE", "0")),
        # The durability of command.settings, word for word.
        "OPTIONS": {
            "timeout": 5,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;"
            ),
        },
    }
}
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
# Otherwise DRF asks for django.contrib.auth, which the baseline has no use for.
REST_FRAMEWORK = {"UNAUTHENTICATED_USER": None}
