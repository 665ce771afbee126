"""Refuse settings under which an acknowledged alert could be lost."""

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured

HINT = "Use command.settings.sqlite() as it is: FULL costs 2.2 times NORMAL, and NORMAL loses what was acknowledged."


def sqlite_problems(database: dict[str, Any]) -> list[CheckMessage]:
    """Errors for one entry of DATABASES; none unless it is SQLite."""
    if "sqlite3" not in database.get("ENGINE", ""):
        return []
    options = database.get("OPTIONS", {})
    commands = options.get("init_command", "").lower().replace(" ", "")
    # The last word on a pragma is the one that holds.
    said = dict(each.removeprefix("pragma").partition("=")[::2] for each in commands.split(";"))
    errors: list[CheckMessage] = []
    for number, pragma in enumerate(("journal_mode=wal", "synchronous=full", "foreign_keys=on"), start=1):
        name, _, value = pragma.partition("=")
        if said.get(name) != value:
            errors.append(Error(f"SQLite must run with PRAGMA {pragma}.", hint=HINT, id=f"people.E00{number}"))
    if options.get("transaction_mode", "").upper() != "IMMEDIATE":
        errors.append(Error("SQLite transactions must be IMMEDIATE.", hint=HINT, id="people.E004"))
    if options.get("timeout", 0) < 5:
        errors.append(Error("SQLite's busy timeout must be 5 s or more.", hint=HINT, id="people.E005"))
    return errors


def postgres_problems(database: dict[str, Any]) -> list[CheckMessage]:
    """An error when commits may be acknowledged before they are on disk."""
    options = str(database.get("OPTIONS", {}).get("options", ""))
    if "postgresql" in database.get("ENGINE", "") and "synchronous_commit=off" in options:
        return [
            Error(
                "PostgreSQL must run with synchronous_commit=on.",
                hint="Remove it from DATABASE_URL.",
                id="people.E006",
            )
        ]
    return []


@register(Tags.compatibility)
def durable_database(databases: Any = None, **_: Any) -> list[CheckMessage]:
    return [
        problem
        for database in settings.DATABASES.values()
        for problem in (*sqlite_problems(database), *postgres_problems(database))
    ]


@register(Tags.security)
def known_secret(**_: Any) -> list[CheckMessage]:
    # Django raises for an empty one wherever it is read; here it becomes an error with a hint.
    with suppress(ImproperlyConfigured):
        if settings.SECRET_KEY:
            return []
    return [
        Error(
            "SECRET_KEY is empty.",
            hint="Set SECRET_KEY, or DEBUG=1 for a demo that makes its own.",
            id="people.E010",
        )
    ]
