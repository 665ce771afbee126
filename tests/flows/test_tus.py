"""tus over real HTTP: the client everybody uses, over a line that breaks; and the same offsets in both lanes."""

import hashlib
import json
import os
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import httpx
import pytest
from websockets.sync.client import connect

from tests.clips import clip, padded, photo
from tests.people_of_the_story import staff, upload_frame
from tests.server import ROOT, Server
from tests.tus import BYTES, Caller

pytestmark = pytest.mark.flow

NOISE = hashlib.shake_256(b"snow").digest(2**20)
MEGABYTE = 2**20
SIZE = 20 * MEGABYTE


@pytest.fixture
def caller(server: Server) -> Caller:
    return Caller(server.http)


# The client everybody uses.


class BreakingLine:
    """A TCP proxy of some 10 MB/s that breaks each connection when so many bytes went up, while breaks are left."""

    def __init__(self, server: Server, *, breaks: list[int]) -> None:
        self.server, self.breaks, self.up = server, breaks, 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        self.port = int(self.listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                phone, _ = self.listener.accept()
                centre = socket.create_connection(("127.0.0.1", self.server.port))
                threading.Thread(target=self._upwards, args=(phone, centre), daemon=True).start()
                threading.Thread(target=_pass_on, args=(centre, phone), daemon=True).start()

    def _upwards(self, phone: socket.socket, centre: socket.socket) -> None:
        room = 0
        with suppress(OSError):
            while piece := phone.recv(65_536):
                centre.sendall(piece)
                self.up += len(piece)
                time.sleep(0.004)
                room += len(piece)
                if self.breaks and room > self.breaks[0]:
                    self.breaks.pop(0)
                    break
        _drop(phone)
        _drop(centre)


def _pass_on(frm: socket.socket, to: socket.socket) -> None:
    with suppress(OSError):
        while piece := frm.recv(65_536):
            to.sendall(piece)


def _drop(line: socket.socket) -> None:
    """Without a goodbye: a reset, as when the signal is gone."""
    with suppress(OSError):
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        line.shutdown(socket.SHUT_RDWR)
    line.close()


def tus_js(port: int, caller: Caller, file: Path, *, chunk: int, **metadata: str) -> dict[str, Any]:
    asked = {
        "endpoint": f"http://127.0.0.1:{port}/api/alerts/{caller.alert}/media",
        "file": str(file),
        "headers": {"Authorization": f"Press {caller.key}"},
        "metadata": {"filename": "storm.mp4", "filetype": "video/mp4"} | metadata,
        "chunk": chunk,
    }
    command = ["node", str(ROOT / "tests/flows/tus_upload.mjs"), str(ROOT / "frontend"), json.dumps(asked)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("chunk", [0, 3 * MEGABYTE], ids=["all at once", "in pieces"])
def test_tus_js_client_from_npm_uploads_twenty_megabytes_over_a_line_that_breaks(
    server: Server, caller: Caller, tmp_path: Path, chunk: int
) -> None:
    body = padded(clip(), SIZE, noise=NOISE)
    (tmp_path / "storm.mp4").write_bytes(body)
    line = BreakingLine(server, breaks=[700_000, 2_500_000, 1_000_000, 3_000_000, 400_000, 2_000_000])
    key, sha256 = str(uuid4()), hashlib.sha256(body).hexdigest()
    with closing(line.listener):
        done = tus_js(line.port, caller, tmp_path / "storm.mp4", chunk=chunk, key=key, sha256=sha256)
    assert urlsplit(done["url"]).path == f"/api/media/{key}/upload"
    assert line.breaks == []
    assert done["retries"] >= 6
    # What lay in the loopback's buffers, megabytes of it, is lost at each break; beginning anew would be 1.45.
    assert line.up <= SIZE * 1.3, "it began anew"
    assert media_of(server, caller, key)["sha256"] == sha256
    kept = staff(server, "wei").get(f"/api/media/{key}?original=1")
    assert hashlib.sha256(kept.content).hexdigest() == sha256


def media_of(server: Server, caller: Caller, key: str) -> dict[str, Any]:
    file = staff(server, "saran").get(f"/api/alerts/{caller.alert}/timeline").json()
    found: dict[str, Any] = next(each for each in file["media"] if each["id"] == key)
    return found


# One offset, two lanes.


@dataclass
class SocketLane:
    caller: Caller
    key: str
    body: bytes
    told: list[dict[str, Any]] = field(default_factory=list)

    def send(self, frm: int, to: int) -> dict[str, Any]:
        """Go on from where the centre says, which must be `frm`, as far as `to`; the last word on it."""
        with connect(f"{self.caller.http.replace('http', 'ws')}/ws/help/") as line:
            line.send(json.dumps({"type": "press", "key": self.caller.key}))
            start = {"type": "upload.start", "alert": self.caller.alert, "key": self.key, "media_type": "image/jpeg"}
            line.send(json.dumps(start | {"size": len(self.body)}))
            assert self._hear(line, "upload.offset")["offset"] == frm
            line.send(upload_frame(self.key, frm, self.body[frm:to]))
            return self._hear(line, "upload.done" if to == len(self.body) else "upload.offset")

    def _hear(self, line: Any, kind: str) -> dict[str, Any]:
        while True:
            message: dict[str, Any] = json.loads(line.recv(timeout=20))
            assert message["type"] != "problem", message
            if message["type"] == kind:
                return message


def test_what_the_socket_began_tus_goes_on_with_and_the_other_way_round(server: Server, caller: Caller) -> None:
    body = photo((1200, 900), quality=95)
    key, third = str(uuid4()), len(body) // 3
    lane = SocketLane(caller, key, body)
    assert lane.send(0, third)["offset"] == third
    made = caller.announce(body, "image/jpeg", key=key)
    location = made.headers["Location"]
    assert caller.offset(location) == third
    assert caller.patch(location, body[third : 2 * third], offset=third).status_code == 204
    done = lane.send(2 * third, len(body))
    assert done["media"]["sha256"] == hashlib.sha256(body).hexdigest()


def test_a_photo_is_shown_within_two_seconds_of_its_last_byte(server: Server, caller: Caller) -> None:
    body, desk = photo((3000, 2000)), staff(server, "saran")
    location = caller.announce(body, "image/jpeg").headers["Location"]
    began = time.monotonic()
    assert caller.patch(location, body).status_code == 204
    # Asked at once: the answer waits for the copy.
    assert desk.get(location.removesuffix("/upload")).headers["Content-Type"] == "image/jpeg"
    assert time.monotonic() - began <= 2.0 * crowd()


def crowd() -> float:
    """How many want each processor now: others' work shall not fail the test."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


# Bytes as they come.


@pytest.fixture
def raw(server: Server) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
        yield line


def begin_patch(line: socket.socket, caller: Caller, location: str, *, length: int | None) -> None:
    told = {"Host": "127.0.0.1", "Upload-Offset": "0", "Content-Type": BYTES} | caller.headers
    told |= {"Transfer-Encoding": "chunked"} if length is None else {"Content-Length": str(length)}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    line.sendall(f"PATCH {location} HTTP/1.1\r\n{head}\r\n".encode())


def until(condition: Any) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_while_one_line_hangs_half_dead_another_is_told_what_is_durable(caller: Caller, raw: socket.socket) -> None:
    body = padded(clip(), MEGABYTE, noise=NOISE)
    location = caller.announce(body, "video/mp4").headers["Location"]
    begin_patch(raw, caller, location, length=len(body))
    raw.sendall(body[:600_000])
    until(lambda: caller.offset(location) >= 512 * 1024)
    have = caller.offset(location)
    assert caller.patch(location, body[have:], offset=have).status_code == 204
    assert caller.offset(location) == len(body)


def test_a_chunked_body_longer_than_announced_is_cut_there_and_told_so(caller: Caller, raw: socket.socket) -> None:
    location = caller.announce(b"x" * 1000, "image/jpeg").headers["Location"]
    begin_patch(raw, caller, location, length=None)
    raw.sendall(b"%x\r\n%b\r\n" % (2000, b"x" * 2000))
    answer = raw.recv(65_536)
    assert answer.startswith(b"HTTP/1.1 413")
    assert b"Upload-Length" in answer
    # All that was announced is here, and it is no photo.
    assert caller.ask("HEAD", location).status_code == 415


def test_a_flood_to_any_other_door_is_refused_before_it_is_read(server: Server, raw: socket.socket) -> None:
    raw.sendall(b"POST /api/presses HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4000000000\r\n\r\n")
    assert raw.recv(65_536).startswith(b"HTTP/1.1 413")
    assert httpx.get(f"{server.http}/readyz").status_code == 200


def test_a_flood_without_a_length_is_cut_off_and_the_server_does_not_grow(server: Server, raw: socket.socket) -> None:
    assert server.process is not None
    status = Path(f"/proc/{server.process.pid}/status")

    def held() -> int:
        return int(next(line for line in status.read_text().splitlines() if line.startswith("VmRSS")).split()[1])

    before, block = held(), b"10000\r\n" + b"x" * 65_536 + b"\r\n"
    raw.sendall(b"POST /api/presses HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n")
    sent = 0
    with suppress(OSError):
        for _ in range(1600):
            raw.sendall(block)
            sent += len(block)
    assert sent < 60 * MEGABYTE, "it was read to the end"
    assert held() - before <= 40 * 1024, "kB"


def test_a_file_whose_server_died_before_it_could_decide_is_decided_when_the_client_asks(own_server: Server) -> None:
    own_server.start()
    caller, body = Caller(own_server.http), photo()
    location = caller.announce(body, "image/jpeg").headers["Location"]
    key = UUID(location.split("/")[-2])
    own_server.kill()
    folder = own_server.folder / "media" / key.hex[:2]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / key.hex).write_bytes(body)
    own_server.start()
    assert caller.offset(location) == len(body)
    assert media_of(own_server, caller, str(key))["status"] in ("rendering", "ready")
