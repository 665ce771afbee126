"""In the sandboxed child: sound and video → WebM (VP8, Opus), which every Chromium plays, also one without licensed
codecs. File in, bytes out, no Django."""

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any, BinaryIO

import av
import av.filter
from av.audio.resampler import AudioResampler
from PIL import Image, JpegImagePlugin

from alerts.media.photos import SMALL, Unreadable

DEMUXERS = {
    "video/mp4": "mov",
    "video/quicktime": "mov",
    "video/3gpp": "mov",
    "audio/mp4": "mov",
    "video/webm": "matroska",
    "audio/webm": "matroska",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/ogg": "ogg",
    "audio/aac": "aac",
    "audio/amr": "amr",
}
"""The one reader that is let at a file. None of them reads playlists."""

VIDEO_SECONDS, AUDIO_SECONDS = 60.0, 900.0
PIXELS = 4096 * 2304
LONG, SHORT = 854, 480
FRAME_SECONDS = 1 / 25
MILLISECONDS = 1000
OPUS_RATE = 48_000
BAD_PACKETS = 200

LOADED = (JpegImagePlugin,)


def render(file: BinaryIO, *, media_type: str) -> tuple[dict[str, Any], bytes, bytes]:
    """Facts, the shown copy, and a video's first picture as thumbnail (else empty)."""
    with av.open(file, format=DEMUXERS[media_type], options={"probesize": "4000000", "analyzeduration": "4000000"}) as source:
        picture = next((each for each in source.streams.video if not _is_cover(each)), None)
        sound = next(iter(source.streams.audio), None)
        if picture is None and sound is None:
            raise Unreadable("undecodable")
        out = BytesIO()
        with av.open(out, "w", format="webm") as target:
            copy = Copy(source, target, picture, sound)
            copy.run()
    family = "audio" if picture is None else "video"
    facts = {"media_type": f"{family}/webm", "duration": round(copy.seconds, 2), "width": copy.size[0], "height": copy.size[1]}
    return facts, out.getvalue(), copy.thumb


def _is_cover(stream: Any) -> bool:
    """The picture on a record's sleeve is no video."""
    return bool(stream.disposition & av.stream.Disposition.attached_pic)


class Copy:
    """One pass over the packets: pictures thinned out and shrunk, sound made mono."""

    def __init__(self, source: Any, target: Any, picture: Any, sound: Any) -> None:
        self.source, self.target, self.picture, self.sound = source, target, picture, sound
        self.limit = AUDIO_SECONDS if picture is None else VIDEO_SECONDS
        self.start: float | None = None
        self.seconds = 0.0
        self.last = -FRAME_SECONDS
        self.size = (0, 0)
        self.thumb = b""
        self.turn: Turn | None = None
        self.film: Any = None
        self.voice: Any = None
        self.samples = 0
        for stream in (picture, sound):
            if stream is not None:
                # One thread: the sandbox lets no second one start.
                stream.codec_context.thread_count = 1
        if sound is not None:
            self._open_voice()

    def run(self) -> None:
        if self.picture is not None:
            self._open_film()
        for stream, frame in self._frames():
            at = frame.time or 0.0
            if self.start is None:
                self.start = at
            at -= self.start
            if at > self.limit:
                break
            self.seconds = max(self.seconds, at)
            if stream is self.picture:
                self._show(frame, at)
            else:
                self._say(frame)
        self._close()

    def _frames(self) -> Iterator[tuple[Any, Any]]:
        """Decoded frames of the chosen streams. A damaged packet is left out; a file of damage ends."""
        chosen = [stream for stream in (self.picture, self.sound) if stream is not None]
        bad = 0
        packets = self.source.demux(chosen)
        while True:
            try:
                packet = next(packets, None)
                if packet is None:
                    return
                for frame in packet.decode():
                    yield packet.stream, frame
            except (av.error.InvalidDataError, av.error.EOFError):
                bad += 1
                if bad > BAD_PACKETS:
                    return
