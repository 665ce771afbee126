"""More than a hundred files that mean harm, through the real doors: nothing breaks, nothing is shown as what it is
not, and neither the server nor the child that decodes them grows without bound."""

import json
import re
import struct
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from PIL import Image
from websockets.sync.client import connect

from tests.hostile import EVIL, Hostile, everything
from tests.people_of_the_story import staff, upload_frame
from tests.server import Server
from tests.tus import Caller

pytestmark = pytest.mark.flow

FILES = everything()
MEGABYTE = 2**20
SERVER_GROWS, CHILD_HOLDS = 120 * MEGABYTE, 700 * MEGABYTE
PATIENCE = 180.0
"""Seconds: a bound for a crowded machine; alone it takes some twenty."""
PIECE = 24 * 1024


def memory_of(process: int, what: str) -> int:
    """Bytes of `VmRSS` or `VmHWM`; 0 for a process that is gone."""
    with suppress(OSError):
        found = re.search(rf"{what}:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
        return int(found[1]) * 1024 if found else 0
    return 0


def children_of(process: int) -> list[int]:
    with suppress(OSError):
        lists = [each.read_text() for each in Path(f"/proc/{process}/task").glob("*/children")]
        return [int(number) for text in lists for number in text.split()]
    return []


@dataclass
class Watch:
    """The most memory that any child of the server held."""

    process: int
    peak: int = 0
    seen: set[int] = field(default_factory=set)
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        while not self.stopping.wait(0.02):
            for child in children_of(self.process):
                self.seen.add(child)
                self.peak = max(self.peak, memory_of(child, "VmHWM"))


@dataclass
class Ends:
    """What became of every file: the id it has (None: not even taken), and how the lanes answered."""

    server: Server
    media: dict[str, str | None] = field(default_factory=dict)
    answers: list[tuple[str, int]] = field(default_factory=list)
    status: dict[str, str] = field(default_factory=dict)
    grown: int = 0
    child: int = 0
    children: int = 0

    def end_of(self, file: Hostile) -> str:
        key = self.media[file.name]
        return self.status[key] if key else "rejected"

    def shown(self, file: Hostile, size: str = "") -> httpx.Response:
        answer = self.desk.get(f"/api/media/{self.media[file.name]}{size}")
        self.answers.append((file.name, answer.status_code))
        return answer

    def __post_init__(self) -> None:
        self.desk = staff(self.server, "saran")


@pytest.fixture(scope="module")
def ends(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ends]:
    server = Server(tmp_path_factory.mktemp("hostile"), MEDIA_RENDER_SECONDS="20")
    server.seed()
    server.start()
    try:
        yield _send_everything(server)
    finally:
        server.stop()


def _send_everything(server: Server) -> Ends:
    assert server.process is not None
    found, process = Ends(server), server.process.pid
    callers = [Caller(server.http) for _ in range(3)]
    watch, before = Watch(process), memory_of(process, "VmRSS")
    threading.Thread(target=watch.run, daemon=True).start()
    with ThreadPoolExecutor(3) as hands:
        jobs = [
            hands.submit(_by_socket if number % 4 == 0 else _by_tus, found, callers[number % 3], file)
            for number, file in enumerate(FILES)
        ]
        for job in jobs:
            job.result()
    _wait_until_decided(found, callers)
    watch.stopping.set()
    found.grown, found.child, found.children = memory_of(process, "VmHWM") - before, watch.peak, len(watch.seen)
    return found


def _by_tus(found: Ends, caller: Caller, file: Hostile) -> None:
    made = caller.announce(file.body, file.claim)
    found.answers.append((file.name, made.status_code))
    found.media[file.name] = None
    if made.status_code == 201:
        sent = caller.patch(made.headers["Location"], file.body)
        found.answers.append((file.name, sent.status_code))
        found.media[file.name] = made.headers["Location"].split("/")[-2]


def _by_socket(found: Ends, caller: Caller, file: Hostile) -> None:
    key = str(uuid4())
    found.media[file.name] = key
    start = {"type": "upload.start", "alert": caller.alert, "key": key, "media_type": file.claim}
    with connect(f"{caller.http.replace('http', 'ws')}/ws/help/") as socket:
        # The key of the press once more is what shows whose alert it is.
        socket.send(json.dumps({"type": "press", "key": caller.key}))
        socket.send(json.dumps(start | {"size": len(file.body), "name": file.name}))
        while json.loads(socket.recv(timeout=20))["type"] != "upload.offset":
            pass
        for offset in range(0, len(file.body), PIECE):
            piece = file.body[offset : offset + PIECE]
            socket.send(upload_frame(key, offset, piece))
            while not _is_durable(socket.recv(timeout=20), offset + len(piece)):
                pass
        while json.loads(socket.recv(timeout=20))["type"] not in ("upload.done", "problem"):
            pass


def _is_durable(text: str | bytes, offset: int) -> bool:
    message = json.loads(text)
    assert message["type"] != "problem", message
    return bool(message["type"] == "upload.offset" and message["offset"] == offset)


def _wait_until_decided(found: Ends, callers: list[Caller]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for caller in callers:
            file = found.desk.get(f"/api/alerts/{caller.alert}/timeline").json()
            found.status |= {media["id"]: media["status"] for media in file["media"]}
        if not {"rendering", "uploading"} & set(found.status.values()):
            return
        time.sleep(0.2)
    undecided = [
        name for name, key in found.media.items() if key and found.status.get(key) in ("uploading", "rendering")
    ]
    raise AssertionError(f"undecided: {undecided}")


def test_there_are_more_than_a_hundred_and_each_is_ready_or_rejected(ends: Ends) -> None:
    assert len({file.name for file in FILES}) >= 100
    assert {ends.end_of(file) for file in FILES} == {"ready", "rejected"}
    wrong = {file.name: ends.end_of(file) for file in FILES if file.end not in (None, ends.end_of(file))}
    assert wrong == {}


def test_no_door_stumbled_over_any_of_them(ends: Ends) -> None:
    assert [each for each in ends.answers if each[1] >= 500] == []
    log = ends.server.log.read_text()
    assert "Traceback" not in log, log[-3000:]
    assert httpx.get(f"{ends.server.http}/readyz").status_code == 200


def test_what_is_shown_is_a_small_clean_copy_and_nothing_else(ends: Ends) -> None:
    for file in FILES:
        answer = ends.shown(file)
        if ends.end_of(file) == "rejected":
            assert answer.status_code == 404, file.name
            continue
        assert answer.status_code == 200, (file.name, answer.text)
        kind = answer.headers["Content-Type"]
        assert kind in ("image/jpeg", "video/webm", "audio/webm"), file.name
        _is_really(kind, answer.content)
        for trace in (EVIL, b"<script", b"PK\x03\x04", b"%PDF", b"/etc/passwd", b"root:"):
            assert trace not in answer.content, (file.name, trace)


def _is_really(kind: str, body: bytes) -> None:
    if kind == "image/jpeg":
        with Image.open(BytesIO(body), formats=["JPEG"]) as image:
            image.load()
            assert max(image.size) <= 1600
            assert not image.getexif()
            assert "comment" not in image.info
    else:
        assert struct.unpack(">I", body[:4])[0] == 0x1A45DFA3


def test_originals_are_kept_as_they_came_and_only_a_supervisor_gets_them_never_to_look_at(ends: Ends) -> None:
    wei = staff(ends.server, "wei")
    for file in FILES[::7]:
        if (key := ends.media[file.name]) is None:
            continue
        assert ends.shown(file, "?original=1").status_code == 403
        answer = wei.get(f"/api/media/{UUID(key)}?original=1")
        assert answer.content == file.body, file.name
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_neither_the_server_nor_a_child_grew_beyond_its_bound(ends: Ends) -> None:
    assert ends.grown <= SERVER_GROWS
    assert 0 < ends.child <= CHILD_HOLDS
    assert ends.children >= 50
