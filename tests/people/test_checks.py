"""Settings under which an acknowledged alert could be lost do not start."""

from pathlib import Path
from typing import Any

import pytest
from django.core.checks import ERROR, run_checks

from command.settings import sqlite
from people.checks import known_secret, postgres_problems, sqlite_problems


def database(tmp_path: Path, **options: Any) -> dict[str, Any]:
    """Our SQLite entry with some options otherwise; None takes one out."""
    entry = sqlite(tmp_path / "x.sqlite3")
    merged = entry["OPTIONS"] | options
    return entry | {"OPTIONS": {name: value for name, value in merged.items() if value is not None}}


def codes(entry: dict[str, Any]) -> list[str | None]:
    problems = sqlite_problems(entry)
    assert all(problem.level >= ERROR and problem.hint for problem in problems)
    return [problem.id for problem in problems]


def test_our_own_settings_are_safe(tmp_path: Path) -> None:
    assert codes(database(tmp_path)) == []


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("journal_mode=WAL", "journal_mode=DELETE", "people.E001"),
        ("synchronous=FULL", "synchronous=NORMAL", "people.E002"),
        ("synchronous=FULL", "synchronous=OFF", "people.E002"),
        ("foreign_keys=ON", "foreign_keys=OFF", "people.E003"),
    ],
)
def test_each_wrong_pragma_is_an_error_of_its_own(tmp_path: Path, right: str, wrong: str, code: str) -> None:
    commands = database(tmp_path)["OPTIONS"]["init_command"]
    assert right in commands
    assert codes(database(tmp_path, init_command=commands.replace(right, wrong))) == [code]


def test_a_database_without_pragmas_has_three_errors(tmp_path: Path) -> None:
    assert codes(database(tmp_path, init_command=None)) == ["people.E001", "people.E002", "people.E003"]


@pytest.mark.parametrize("mode", ["DEFERRED", "EXCLUSIVE", None])
def test_transactions_that_do_not_take_the_lock_at_once_are_an_error(tmp_path: Path, mode: str | None) -> None:
    assert codes(database(tmp_path, transaction_mode=mode)) == ["people.E004"]


@pytest.mark.parametrize("seconds", [0, 4.9, None])
def test_a_short_busy_timeout_is_an_error(tmp_path: Path, seconds: float | None) -> None:
    assert codes(database(tmp_path, timeout=seconds)) == ["people.E005"]


def test_spelling_does_not_matter(tmp_path: Path) -> None:
    spelled = "pragma JOURNAL_MODE = wal; pragma Synchronous = full; pragma foreign_keys = on"
    assert codes(database(tmp_path, init_command=spelled, transaction_mode="immediate")) == []


def test_postgres_that_answers_before_the_disk_does_is_an_error() -> None:
    entry = {"ENGINE": "django.db.backends.postgresql", "OPTIONS": {"options": "-c synchronous_commit=off"}}
    assert [problem.id for problem in postgres_problems(entry)] == ["people.E006"]
    assert postgres_problems(entry | {"OPTIONS": {}}) == []
    assert sqlite_problems(entry) == []


def test_an_empty_secret_is_an_error(settings: Any) -> None:
    settings.SECRET_KEY = ""
    assert [problem.id for problem in known_secret()] == ["people.E010"]


def test_the_checks_are_really_run(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    default = settings.DATABASES["default"]
    monkeypatch.setitem(default, "OPTIONS", default["OPTIONS"] | {"transaction_mode": "DEFERRED"})
    assert "people.E004" in [problem.id for problem in run_checks()]
