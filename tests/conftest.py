"""The cast and the real server. Unit tests use Django's test database; flows start the server as a process."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.server import Server

NOON = datetime(2026, 1, 15, 4, 0, tzinfo=UTC)
"""Noon on the steppe, in winter."""


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A whole server with its demo, shared by the flows; each flow makes alerts of its own."""
    running = Server(tmp_path_factory.mktemp("server"))
    running.seed()
    running.start()
    yield running
    running.stop()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server of one's own, to kill or to run with other timers."""
    running = Server(tmp_path)
    running.seed()
    yield running
    running.stop()
