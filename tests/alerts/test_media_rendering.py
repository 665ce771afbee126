"""Copies: who makes them and when, what they are, and what the child that makes them cannot do."""

import subprocess
import sys
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import av
import pytest
from PIL import Image, ImageStat

from alerts.actions.claim_rendering import claim_rendering
from alerts.actions.finish_upload import finish_upload
from alerts.actions.render_media import render_media
from alerts.actions.start_upload import start_upload
from alerts.media import rendering, sandbox
from alerts.media.inspect import Inspection
from alerts.media.rendering import TRIES, make_copies, render_due
from alerts.media.sandbox import ROOT, Rendering, render
from alerts.media.store import store
from alerts.models import Alert, Media
from tests.cast import do, kinds, later, make_phone, raised, refused
from tests.clips import clip, exif_of, photo, recording
from wire.messages.help import UploadBody

LEASE = timedelta(seconds=60)
MADE = Rendering(None, {"media_type": "image/jpeg", "width": 8, "height": 6}, b"\xff\xd8\xffcopy", b"\xff\xd8\xffthumb")


@pytest.fixture
def arrived(altan: None) -> Media:
    """A photo all of whose bytes are here, waiting for its copy."""
    oyuna = make_phone(name="Oyuna").actor()
    alert, body = raised(by=oyuna), photo((64, 48))
    upload = UploadBody(key=uuid4(), name="sky.jpg", media_type="image/jpeg", size=len(body))
    media = do(start_upload, alert=alert.id, upload=upload, actor=oyuna, at=later(10))
    store().append(media.pk, offset=0, chunk=body, limit=len(body))
    return do(
        finish_upload, media=media.pk, inspection=Inspection("a" * 64, "image/jpeg", None), actor=oyuna, at=later(20)
    )


# By whom and when.


def test_a_file_waits_for_its_copy_before_it_can_be_shown(arrived: Media) -> None:
    assert (arrived.status, arrived.render_at) == ("rendering", later(20))


def test_a_due_file_is_claimed_by_one_and_again_after_the_lease(arrived: Media) -> None:
    claim = {"media": arrived.pk, "lease": LEASE}
    assert do(claim_rendering, **claim, at=later(19)) is None
    first = do(claim_rendering, **claim, at=later(21))
    assert first is not None
    assert first.tries == 1
    assert do(claim_rendering, **claim, at=later(22)) is None
    second = do(claim_rendering, **claim, at=later(82))
    assert second is not None
    assert second.tries == 2


def test_the_copies_are_on_the_disk_when_the_file_is_said_to_be_ready(arrived: Media) -> None:
    done = make_copies(arrived.pk, at=later(21))
    assert done is not None
    assert (done.status, done.copy_type, done.render_at) == ("ready", "image/jpeg", None)
    assert store().copy_path(done.pk).stat().st_size == done.copy_size
    assert store().copy_path(done.pk, thumb=True).stat().st_size == done.thumb_size
    assert kinds(done.alert) == ["raised", "upload_started", "media_added", "media_ready"]
    assert make_copies(arrived.pk, at=later(22)) is None


def test_what_cannot_be_decoded_is_rejected_and_its_original_kept(arrived: Media) -> None:
    done = do(render_media, media=arrived.pk, rendering=Rendering("undecodable"), at=later(30))
    assert (done.status, done.why) == ("rejected", "undecodable")
    assert store().path(done.pk).exists()
    assert kinds(done.alert)[-1] == "media_rejected"


def test_what_became_of_a_file_is_decided_once(arrived: Media) -> None:
    do(render_media, media=arrived.pk, rendering=MADE, at=later(30))
    late = do(render_media, media=arrived.pk, rendering=Rendering("too_heavy"), at=later(31))
    assert late.status == "ready"
    assert kinds(late.alert).count("media_ready") == 1


def test_a_file_nobody_announced_is_not_rendered(altan: None) -> None:
    with refused("no_upload"):
        do(render_media, media=uuid4(), rendering=MADE, at=later(1))


def test_a_file_on_which_process_after_process_dies_is_given_up(arrived: Media) -> None:
    Media.objects.update(tries=TRIES)
    done = make_copies(arrived.pk, at=later(21))
    assert done is not None
    assert (done.status, done.why) == ("rejected", "not_rendered")


def test_the_duty_takes_what_is_due_and_nothing_that_is_under_way(
    arrived: Media, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Any] = []
    monkeypatch.setattr(rendering, "render_soon", taken.append)
    assert (render_due(later(19)), render_due(later(21))) == (0, 1)
    monkeypatch.setattr(rendering, "_under_way", {arrived.pk})
    assert render_due(later(21)) == 0
    assert [each.pk for each in taken] == [arrived.pk]


def test_a_child_that_cannot_start_leaves_the_file_for_later(arrived: Media, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "START", "raise SystemExit(3)")
    with pytest.raises(RuntimeError, match="did not start"):
        make_copies(arrived.pk, at=later(21))
    assert Media.objects.get(pk=arrived.pk).status == "rendering"
    assert Alert.objects.get(pk=arrived.alert_id).entries.count() == 3


# What a copy is.


def rendered(folder: Path, body: bytes, media_type: str, *, seconds: int = 20) -> Rendering:
    path = folder / "original"
    path.write_bytes(body)
    return render(path, media_type=media_type, memory=2**30, seconds=seconds)


def test_a_large_photo_becomes_small_and_upright_and_loses_its_metadata(tmp_path: Path) -> None:
    made = rendered(tmp_path, photo((4000, 3000), exif=exif_of(orientation=6)), "image/jpeg")
    assert (made.facts["width"], made.facts["height"]) == (1200, 1600)
    with Image.open(BytesIO(made.copy)) as copy, Image.open(BytesIO(made.thumb)) as thumb:
        assert (copy.size, max(thumb.size)) == ((1200, 1600), 320)
        assert not copy.getexif()
        left, right = copy.crop((0, 0, 600, 1600)), copy.crop((600, 0, 1200, 1600))
        # Light was above; a quarter turn to the right puts it there.
        assert ImageStat.Stat(right.convert("L")).mean[0] > ImageStat.Stat(left.convert("L")).mean[0]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_comes_upright_whichever_way_the_camera_was_held(tmp_path: Path, orientation: int) -> None:
    made = rendered(tmp_path, photo((80, 60), exif=exif_of(orientation=orientation)), "image/jpeg")
    assert (made.facts["width"], made.facts["height"]) == ((80, 60) if orientation < 5 else (60, 80))


def test_what_was_see_through_is_white(tmp_path: Path) -> None:
    out = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(out, "PNG")
    made = rendered(tmp_path, out.getvalue(), "image/png")
    with Image.open(BytesIO(made.copy)) as copy:
        assert copy.getpixel((4, 4)) == (255, 255, 255)


def test_a_clip_becomes_small_and_plays_with_its_sound(tmp_path: Path) -> None:
    made = rendered(tmp_path, clip(size=(1280, 720), seconds=2.0), "video/mp4")
    assert (made.facts["media_type"], made.facts["width"], made.facts["height"]) == ("video/webm", 854, 480)
    assert made.facts["duration"] == pytest.approx(2.0, abs=0.15)
    with av.open(BytesIO(made.copy)) as copy:
        names = {stream.codec_context.name for stream in (*copy.streams.video, *copy.streams.audio)}
        assert names == {"vp8", "opus"} or names == {"libvpx", "libopus"}
    with Image.open(BytesIO(made.thumb)) as thumb:
        assert max(thumb.size) == 320


@pytest.mark.parametrize(
    ("media_type", "format", "codec"),
    [
        ("audio/wav", "wav", "pcm_s16le"),
        ("audio/mpeg", "mp3", "libmp3lame"),
        ("audio/ogg", "ogg", "libopus"),
        ("audio/webm", "webm", "libopus"),
        ("audio/mp4", "mp4", "aac"),
        ("audio/aac", "adts", "aac"),
    ],
)
def test_every_kind_of_recording_becomes_the_same_kind(
    tmp_path: Path, media_type: str, format: str, codec: str
) -> None:
    made = rendered(tmp_path, recording(format=format, codec=codec), media_type)
    assert (made.problem, made.facts["media_type"], made.thumb) == (None, "audio/webm", b"")
    assert made.facts["duration"] == pytest.approx(1.0, abs=0.15)


def test_a_clip_in_which_only_somebody_speaks_is_sound(tmp_path: Path) -> None:
    made = rendered(tmp_path, recording(format="webm", codec="libopus"), "video/webm")
    assert made.facts["media_type"] == "audio/webm"


def test_what_takes_too_long_is_given_up(tmp_path: Path) -> None:
    made = rendered(tmp_path, clip(size=(1280, 720), seconds=20.0, sound=None), "video/mp4", seconds=1)
    assert made.problem == "too_heavy"


# What the child cannot do.

ATTEMPTS = {
    "open a file": "open('/etc/hostname')",
    "write a file": "open('evil', 'w')",
    "open a socket": "import socket; socket.socket()",
    "start a process": "import os; os.fork()",
    "start a thread": "import _thread; _thread.start_new_thread(print, ())",
    "take two gigabytes": "bytearray(2 * 2**30)",
    "raise its limits": "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (99, 99))",
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_child_cannot(attempt: str) -> None:
    code = (
        f"import sys, socket, _socket; sys.path.insert(0, {str(ROOT)!r})\n"
        "from alerts.media.child import confine\n"
        "confine(memory=2**30, seconds=5)\n"
        f"try:\n    {ATTEMPTS[attempt]}\n"
        "except (OSError, MemoryError, RuntimeError, ValueError) as error:\n    print('refused', error)\n"
        "else:\n    print('done')\n"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, timeout=20)
    assert done.stdout.startswith("refused"), done.stdout + done.stderr


def test_what_a_child_says_is_checked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for told in (
        b"",
        b"no JSON\n",
        b'{"media_type": "text/html", "copy": 8, "thumb": 0}\n<script>',
        b'{"media_type": "image/jpeg", "copy": 8, "thumb": 0}\n<script>',
        b'{"media_type": "image/jpeg", "copy": 99, "thumb": 0}\n\xff\xd8\xff',
        b'{"media_type": "image/jpeg", "copy": 3, "thumb": 5}\n\xff\xd8\xffEVIL!',
        b"[]\n",
    ):
        monkeypatch.setattr(sandbox, "START", f"import sys; sys.stdout.buffer.write({told!r})")
        assert rendered(tmp_path, b"x", "image/jpeg").problem == "undecodable", told
