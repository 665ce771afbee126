"""The server's side of the sandbox: start a child for one file, take what it made, and never wait longer than said."""

import json
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from alerts.media import child; child.main(*sys.argv[1:])"
"""Not `-m`: with -I the child reads neither the environment nor the current folder."""

ANSWER_LIMIT = 48 * 2**20
LINE_LIMIT = 16 * 1024
GAVE_OUT = {signal.SIGKILL, signal.SIGXCPU}
MAGIC = {"image/jpeg": b"\xff\xd8\xff", "video/webm": b"\x1a\x45\xdf\xa3", "audio/webm": b"\x1a\x45\xdf\xa3"}
"""What a copy can be; a child that was taken over cannot pass anything else on as one."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """`problem` says why there is no copy (`undecodable`, `too_many_pixels`, `too_heavy`), or None. `facts` are
    `media_type`, `width`, `height`, `duration` (seconds), `exif_place`, as far as they are known."""

    problem: str | None
    facts: dict[str, Any] = field(default_factory=dict)
    copy: bytes = b""
    thumb: bytes = b""


def render(path: Path, *, media_type: str, memory: int, seconds: int) -> Rendering:
    """The copies of this file. `memory` in bytes; `seconds` of CPU, and three times as long by the clock."""
    with tempfile.TemporaryDirectory(prefix="media-") as folder, path.open("rb") as file:
        child = subprocess.Popen(  # noqa: S603  our own code; the file is only its stdin
            [sys.executable, "-I", "-B", "-c", START, str(ROOT), media_type, str(memory), str(seconds)],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={"OPENBLAS_NUM_THREADS": "1", "LC_ALL": "C.UTF-8"},
        )
        alarm = threading.Timer(3 * seconds, child.kill)
        alarm.daemon = True
        alarm.start()
        assert child.stdout is not None
        told = b""
        try:
            told = child.stdout.read(ANSWER_LIMIT + 1)
        finally:
            alarm.cancel()
            if len(told) > ANSWER_LIMIT:
                child.kill()
            code = child.wait()
            child.stdout.close()
    if code > 0:
        # Not the file's fault: it was not looked at yet.
        raise RuntimeError(f"the sandbox did not start (exit {code})")
    return _read(told) if code == 0 else Rendering("too_heavy" if -code in GAVE_OUT else "undecodable")


def _read(told: bytes) -> Rendering:
    """What a child said, believed only as far as it can be checked."""
    line, _, _ = told[:LINE_LIMIT].partition(b"\n")
    try:
        facts = json.loads(line)
        problem = facts.pop("problem", None)
        if problem is not None:
            return Rendering(str(problem)[:40], {"detail": str(facts.get("detail", ""))[:200]})
        copy_size, thumb_size = int(facts.pop("copy")), int(facts.pop("thumb"))
        at = len(line) + 1
        copy, thumb = told[at : at + copy_size], told[at + copy_size : at + copy_size + thumb_size]
        fits = len(told) == at + copy_size + thumb_size
        magic = MAGIC[facts["media_type"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return Rendering("undecodable")
    whole = fits and copy.startswith(magic) and (not thumb or thumb.startswith(MAGIC["image/jpeg"]))
    return Rendering(None, facts, copy, thumb) if whole else Rendering("undecodable")
