"""The two servers under measure, each as a process of its own on a free port and a fresh database.

A database is made once and copied for every round, on the disk that holds the project: a memory file system would
make durability free.
"""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 30.0
LOAD_SECONDS = 600.0


@dataclass(frozen=True)
class Kind:
    """How a server is prepared and started; `{port}` stands for the port in `serve`."""

    name: str
    prepare: Sequence[Sequence[str]]
    serve: Sequence[str]
    settings: str
    database: str
    table: str
    login: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)


MANAGE = (sys.executable, "manage.py")
STOCK = Kind(
    name="stock",
    prepare=[(sys.executable, "-m", "django", "migrate", "--run-syncdb", "-v", "0")],
    serve=(
        sys.executable,
        "-m",
        "daphne",
        "-v",
        "0",
        "-b",
        "127.0.0.1",
        "-p",
        "{port}",
        "benchmarks.stock.asgi:application",
    ),
    settings="benchmarks.stock.settings",
    database="stock.sqlite3",
    table="stock_alert",
)
STOCK_KEPT = replace(STOCK, name="stock-kept", environment={"STOCK_CONN_MAX_AGE": "600"})
OURS = Kind(
    name="ours",
    prepare=[(*MANAGE, "migrate", "-v", "0"), (*MANAGE, "seed", "--demo")],
    serve=(*MANAGE, "serve"),
    settings="command.settings",
    database="grassland.sqlite3",
    table="alerts_alert",
    login=True,
)
KINDS = (STOCK, STOCK_KEPT, OURS)


@dataclass(frozen=True)
class Server:
    kind: Kind
    port: int
    pid: int
    data: Path
    token: str

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}"

    def load(self, scene: str, **options: Any) -> dict[str, Any]:
        """Run a scene of `benchmarks.load` against this server. CalledProcessError when it fails."""
        named = {"url": self.url, "pid": self.pid, "token": self.token, **options}
        words = [f"--{name}={value}" for name, value in named.items()]
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.load", scene, *words],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            check=True,
            timeout=LOAD_SECONDS,
        )
        figures: dict[str, Any] = json.loads(done.stdout)
        return figures

    def stored(self) -> set[UUID]:
        """The keys of all alerts in the database file."""
        with sqlite3.connect(self.data / self.kind.database) as found:
            return {UUID(key) for (key,) in found.execute(f"SELECT key FROM {self.kind.table}")}


class Servers:
    """Prepared databases, and servers started on copies of them.

    `busiest` is the largest share of a core the load itself took so far.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.busiest = 0.0

    def prepare(self) -> None:
        for kind in KINDS:
            data = self.folder / kind.name
            data.mkdir()
            for command in kind.prepare:
                done = subprocess.run(
                    command, cwd=ROOT, env=_environment(kind, data, debug=True), capture_output=True, text=True
                )
                if done.returncode:
                    raise RuntimeError(f"{' '.join(command)}: {done.stderr[-2000:]}")

    @contextmanager
    def running(self, kind: Kind) -> Iterator[Server]:
        data = Path(tempfile.mkdtemp(prefix=f"{kind.name}-", dir=self.folder))
        shutil.copytree(self.folder / kind.name, data, dirs_exist_ok=True)
        port = _free_port()
        command = [word.format(port=port) for word in kind.serve]
        with (data / "server.log").open("wb") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=_environment(kind, data, port=port), stdout=log, stderr=log
            )
            try:
                _wait_for(port, process, data)
                yield Server(kind, port, process.pid, data, _login(port) if kind.login else "")
            finally:
                _end(process)
        shutil.rmtree(data)


def _environment(kind: Kind, data: Path, *, port: int = 0, debug: bool = False) -> dict[str, str]:
    """DEBUG only to make the demo: Django keeps every query in memory under it, which nobody serves with."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    return kept | {
        "DJANGO_SETTINGS_MODULE": kind.settings,
        "DATA_DIR": str(data),
        "DEBUG": "1" if debug else "0",
        "SECRET_KEY": "a benchmark guards nothing, at some length to be left in peace",
        "ALLOWED_HOSTS": "127.0.0.1",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "LOG_LEVEL": "WARNING",
        **kind.environment,
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, process: subprocess.Popen[bytes], data: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start: " + (data / "server.log").read_text()[-2000:])


def _login(port: int) -> str:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/session",
        data=json.dumps({"username": "saran", "password": "grassland"}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        token: str = json.load(answer)["token"]
    return token


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
