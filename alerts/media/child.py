"""The sandboxed child that decodes strangers' files. Started by `alerts.media.sandbox`, never imported by the server.

The file is stdin, the answer stdout: one line of JSON (`{"problem": …}`, or the facts with `copy` and `thumb`, their
lengths), then the bytes of the copy, then of the thumbnail. Before the first byte of the file is looked at, everything
needed is imported and the process gives up whatever a decoder that was taken over could use.
"""

import ctypes
import importlib
import json
import os
import resource
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

Render = Callable[..., tuple[dict[str, Any], bytes, bytes]]

NOBODY = 65534
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38
SIGKILL = 9


def confine(*, memory: int, seconds: int) -> None:
    """No new file or socket (stdin, stdout and stderr are all there is), nothing written but the pipe, no thread or
    process, bounded memory (bytes) and time (seconds of CPU), no network, no privilege."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    os.nice(5)
    if os.getuid() == 0:
        libc.unshare(NEW_NETWORK)
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    else:
        # Where user namespaces are forbidden this fails; no socket can be opened all the same.
        libc.unshare(NEW_USER | NEW_NETWORK)
    libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    for limit, value in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 3),
    ):
        resource.setrlimit(limit, (value, value))


def renderer(media_type: str) -> Render:
    """Warmed up. Imported here, so that a photo does not wait for the video library."""
    name = "photos" if media_type.startswith("image/") else "clips"
    room: Any = importlib.import_module(f"alerts.media.{name}")
    room.warm()
    render: Render = room.render
    return render


def answer(render: Render, file: BinaryIO, *, media_type: str) -> tuple[dict[str, Any], bytes, bytes]:
    try:
        facts, copy, thumb = render(file, media_type=media_type)
    except MemoryError:
        return {"problem": "too_heavy"}, b"", b""
    except Exception as error:
        code = error.args[0] if type(error).__name__ == "Unreadable" else "undecodable"
        return {"problem": code, "detail": f"{type(error).__name__}: {error}"[:200]}, b"", b""
    return facts | {"copy": len(copy), "thumb": len(thumb)}, copy, thumb


def main(media_type: str, memory: str, seconds: str) -> None:
    render = renderer(media_type)
    confine(memory=int(memory), seconds=int(seconds))
    facts, copy, thumb = answer(render, sys.stdin.buffer, media_type=media_type)
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + copy + thumb)
    sys.stdout.buffer.flush()
    # Decoders' destructors have no say any more.
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:4])
