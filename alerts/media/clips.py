"""In the sandboxed child: sound and video → WebM (VP8, Opus), which every Chromium plays, also one without licensed
codecs. File in, bytes out, no Django."""

from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO
from typing import Any, BinaryIO

import av
from av.filter import Graph
from av.stream import Disposition
from PIL import Image

from alerts.media.photos import SMALL, Unreadable, jpeg

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
FRAME_SECONDS = 1 / 16
"""Pictures nearer to each other than this are left out: some 15 a second stay, enough to see what happens."""
MILLISECONDS = 1000
MILLISECOND = Fraction(1, MILLISECONDS)
OPUS_RATE = 48_000
EARLY = 2000
DAMAGE = 200
VP8 = {"deadline": "realtime", "cpu-used": "8", "auto-alt-ref": "0", "lag-in-frames": "0"}
QUARTERS = {1: Image.Transpose.ROTATE_90, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_270}


def warm() -> None:
    """Once through everything that is imported on first use: in the sandbox no file can be opened any more."""
    file = BytesIO()
    with av.open(file, "w", format="webm") as target:
        film, voice = target.add_stream("libvpx", rate=15, options=VP8), _voice(target)
        film.width, film.height, film.pix_fmt = 16, 16, "yuv420p"
        film.codec_context.thread_count = 1
        sound = av.AudioFrame(format="s16", layout="mono", samples=960)
        sound.sample_rate, sound.pts = OPUS_RATE, 0
        target.mux(film.encode(_frame_of(Image.new("RGB", (16, 16)))))
        target.mux(voice.encode(sound))
        target.mux(film.encode(None))
        target.mux(voice.encode(None))
    file.seek(0)
    render(file, media_type="video/webm")


def render(file: BinaryIO, *, media_type: str) -> tuple[dict[str, Any], bytes, bytes]:
    """Facts, the shown copy, and a video's first picture as thumbnail (else empty)."""
    looked = {"probesize": "4000000", "analyzeduration": "4000000"}
    with av.open(file, format=DEMUXERS[media_type], options=looked) as source:
        picture = next((each for each in source.streams.video if not _is_cover(each)), None)
        sound = next((each for each in source.streams.audio if each.codec_context is not None), None)
        if picture is None and sound is None:
            raise Unreadable("undecodable")
        out = BytesIO()
        with av.open(out, "w", format="webm") as target:
            copy = Copy(source, target, picture, sound)
            copy.run()
    family = "audio" if picture is None else "video"
    facts = {"media_type": f"{family}/webm", "duration": round(copy.seconds, 2)}
    if copy.film is not None:
        facts |= {"width": copy.film.width, "height": copy.film.height}
    return facts, out.getvalue(), copy.thumb


def _is_cover(stream: Any) -> bool:
    """The picture on a record's sleeve is no video; nor is what nobody here can decode."""
    return stream.codec_context is None or bool(stream.disposition & Disposition.attached_pic)


class Copy:
    """One pass over the packets: pictures thinned out and shrunk, sound made mono, both begun at nought."""

    def __init__(self, source: Any, target: Any, picture: Any, sound: Any) -> None:
        self.source, self.target, self.picture, self.sound = source, target, picture, sound
        self.limit = AUDIO_SECONDS if picture is None else VIDEO_SECONDS
        self.film: Any = None
        self.voice: Any = _voice(target) if sound is not None else None
        self.ears: Graph | None = None
        self.early: list[tuple[Any, float]] = []
        self.start: float | None = None
        self.shown_at = -1.0
        self.spoken = 0
        self.seconds = 0.0
        self.thumb = b""
        for stream in (picture, sound):
            if stream is not None:
                # One thread: the sandbox lets no second one start.
                stream.codec_context.thread_count = 1

    def run(self) -> None:
        for stream, frame in self._frames():
            if self.start is None:
                self.start = frame.time or 0.0
            at = max(0.0, (frame.time or 0.0) - self.start)
            if at > self.limit:
                break
            self.seconds = max(self.seconds, at)
            if stream is self.picture:
                self._show(frame, at)
            elif self.picture is None or self.film is not None:
                self._say(frame, at)
            elif len(self.early) < EARLY:
                # The first picture tells the size, and every stream must be known before the first packet.
                self.early.append((frame, at))
        self._close()

    def _frames(self) -> Iterator[tuple[Any, Any]]:
        """Decoded frames of the chosen streams. A damaged packet is left out; damage without end is the end."""
        packets = self.source.demux([stream for stream in (self.picture, self.sound) if stream is not None])
        damage = 0
        while damage < DAMAGE:
            try:
                packet = next(packets, None)
                if packet is None:
                    return
                frames = packet.decode()
            except av.error.FFmpegError as error:
                if isinstance(error, MemoryError):
                    raise
                damage += 1
                continue
            for frame in frames:
                yield packet.stream, frame

    def _show(self, frame: Any, at: float) -> None:
        if frame.width * frame.height > PIXELS:
            raise Unreadable("too_many_pixels")
        if at < self.shown_at + FRAME_SECONDS:
            return
        self.shown_at = at
        turned = _turned(frame)
        if self.film is None:
            self._open(turned)
        shown = turned.reformat(width=self.film.width, height=self.film.height, format="yuv420p", threads=1)
        shown.pts, shown.time_base = round(at * MILLISECONDS), MILLISECOND
        self.target.mux(self.film.encode(shown))

    def _open(self, first: Any) -> None:
        width, height = _fit(first.width, first.height)
        self.film = film = self.target.add_stream("libvpx", rate=15, options=VP8)
        film.width, film.height, film.pix_fmt, film.bit_rate = width, height, "yuv420p", 600_000
        film.codec_context.time_base = MILLISECOND
        film.codec_context.thread_count = 1
        self.thumb = jpeg(_picture(first), SMALL)
        for frame, at in self.early:
            self._say(frame, at)
        self.early.clear()

    def _say(self, frame: Any, at: float) -> None:
        if self.ears is None:
            self.ears = _ears(frame)
            self.spoken = round(at * OPUS_RATE)
        # Gaps are closed: what counts is what was said.
        frame.pts = None
        self.ears.push(frame)
        self._write_sound()

    def _write_sound(self) -> None:
        assert self.ears is not None
        while True:
            try:
                piece: Any = self.ears.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            piece.pts, piece.time_base = self.spoken, Fraction(1, OPUS_RATE)
            self.spoken += piece.samples
            self.target.mux(self.voice.encode(piece))

    def _close(self) -> None:
        if self.ears is not None:
            self.ears.push(None)
            self._write_sound()
        if self.film is None and (self.picture is not None or not self.spoken):
            raise Unreadable("undecodable")
        for stream in (self.film, self.voice):
            if stream is not None:
                self.target.mux(stream.encode(None))


def _ears(first: Any) -> Graph:
    """Whatever it sounded like → mono, 48 kHz, in pieces of 20 ms. (AudioResampler would start threads.)"""
    graph = Graph()
    graph.threads = 1
    source = graph.add_abuffer(
        sample_rate=first.sample_rate,
        format=first.format,
        layout=first.layout,
        time_base=Fraction(1, first.sample_rate),
    )
    form = graph.add("aformat", f"sample_fmts=s16:sample_rates={OPUS_RATE}:channel_layouts=mono")
    sink = graph.add("abuffersink")
    source.link_to(form)
    form.link_to(sink)
    graph.configure()
    graph.set_audio_frame_size(960)
    return graph


def _voice(target: Any) -> Any:
    voice = target.add_stream("libopus", rate=OPUS_RATE, layout="mono")
    voice.bit_rate = 32_000
    voice.codec_context.thread_count = 1
    return voice


def _fit(width: int, height: int) -> tuple[int, int]:
    """At most 480p, lying or standing; both sides even, as the format wants."""
    scale = min(1.0, LONG / max(width, height), SHORT / min(width, height))
    return max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2)


def _turned(frame: Any) -> Any:
    """Upright: a phone held upright writes a lying picture and an angle."""
    steps = round(frame.rotation / 90) % 4
    return _frame_of(_picture(frame).transpose(QUARTERS[steps])) if steps else frame


def _frame_of(image: Image.Image) -> Any:
    return av.VideoFrame.from_image(image)  # type: ignore[no-untyped-call]


def _picture(frame: Any) -> Image.Image:
    width, height = _fit(frame.width, frame.height)
    image: Image.Image = frame.to_image(width=width, height=height, threads=1)
    return image
