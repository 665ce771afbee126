"""A real server process with a data folder of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READY_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`manage.py serve` on a free port of 127.0.0.1; the same port after a restart, as a phone expects."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.environment = {
            **os.environ,
            "DEBUG": "1",
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "DATA_DIR": str(folder),
            **environment,
        }

    @property
    def http(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def ws(self) -> str:
        return f"ws://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def manage(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def seed(self) -> None:
        """The demo; made once per test run and copied, since it is the same each time."""
        ready = _seeded(self)
        for path in ready.iterdir():
            if path.is_file():
                shutil.copy(path, self.folder / path.name)
        if ready != self.folder:
            self.manage("seed", "--demo")

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        self.wait_ready()

    def wait_ready(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            assert self.process is not None
            assert self.process.poll() is None, self.log.read_text()[-4000:]
            try:
                with urllib.request.urlopen(f"{self.http}/readyz", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"not ready: {self.log.read_text()[-4000:]}")

    def kill(self) -> None:
        """As a power cut does: no goodbye."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process = None

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None


_template: Path | None = None


def _seeded(server: Server) -> Path:
    global _template
    if _template is None:
        folder = Path(tempfile.mkdtemp(prefix="grassland-seed-"))
        maker = Server(folder)
        maker.manage("migrate", "--verbosity", "0")
        maker.manage("seed", "--demo")
        _template = folder
    return _template
