"""Files: announced, kept byte by byte, and shown only as what their content is."""

import hashlib
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.actions.close_alert import close_alert
from alerts.actions.finish_upload import finish_upload
from alerts.actions.start_upload import start_upload
from alerts.media.inspect import Inspection, inspect
from alerts.media.store import MediaStore
from alerts.models import Alert, Media
from people.roles import Actor
from tests.cast import actor, do, kinds, later, make_phone, raised, refused
from wire.messages.help import UploadBody
from wire.words import Disposition

JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000")
MP4 = bytes.fromhex("0000001866747970") + b"mp42\x00\x00\x00\x00mp42isom"
WEBM = bytes.fromhex("1a45dfa3010000000000001f4286810142f7810142f2810442f381084282847765626d")


@pytest.fixture
def oyuna(altan: None) -> Actor:
    return make_phone(name="Oyuna").actor()


def start(alert: Alert, by: Actor, **fields: Any) -> Media:
    body = {"key": uuid4(), "name": "sky.jpg", "media_type": "image/jpeg", "size": 1000} | fields
    return do(start_upload, alert=alert.id, upload=UploadBody(**body), actor=by, at=later(10))


# Announced.


def test_a_file_is_announced_once_and_found_again_by_its_key(oyuna: Actor) -> None:
    alert, key = raised(by=oyuna), uuid4()
    first, second = start(alert, oyuna, key=key), start(alert, oyuna, key=key)
    assert (first.pk, first.status, first.kind) == (second.pk, "uploading", "photo")
    assert kinds(alert) == ["raised", "upload_started"]


def test_a_key_that_announced_another_file_is_a_conflict(oyuna: Actor) -> None:
    alert, key = raised(by=oyuna), uuid4()
    start(alert, oyuna, key=key)
    with refused("conflict"):
        start(alert, oyuna, key=key, size=1001)
    with refused("conflict"):
        start(raised(by=oyuna), oyuna, key=key)


@pytest.mark.parametrize("claim", ["text/html", "application/pdf", "application/octet-stream", "font/ttf"])
def test_what_is_no_photo_sound_or_video_is_not_taken(oyuna: Actor, claim: str) -> None:
    with refused("media_type"):
        start(raised(by=oyuna), oyuna, media_type=claim)


def test_a_file_too_large_names_its_size(oyuna: Actor, settings: Any) -> None:
    settings.MEDIA_LIMITS = settings.MEDIA_LIMITS | {"image": 5000}
    with refused("too_large"):
        start(raised(by=oyuna), oyuna, size=5001)
    assert start(raised(by=oyuna), oyuna, size=5000).size == 5000


def test_an_alerts_files_together_have_a_bound_that_rejected_ones_do_not_fill(oyuna: Actor, settings: Any) -> None:
    settings.MEDIA_LIMITS = settings.MEDIA_LIMITS | {"alert": 2500}
    alert = raised(by=oyuna)
    first, _ = start(alert, oyuna), start(alert, oyuna)
    with refused("too_large"):
        start(alert, oyuna)
    finish(first, oyuna, Inspection("0" * 64, None, "media_type"))
    assert start(alert, oyuna).status == "uploading"


def test_only_who_raised_it_or_was_sent_adds_files(oyuna: Actor) -> None:
    alert = raised(by=oyuna)
    for stranger in (make_phone().actor(), actor("bat")):
        with refused("not_found"):
            start(alert, stranger)
    assert not Media.objects.exists()


# Arrived.


def finish(media: Media, by: Actor, inspection: Inspection) -> Media:
    return do(finish_upload, media=media.id, inspection=inspection, actor=by, at=later(20))


def test_a_whole_file_is_kept_under_what_its_content_showed(oyuna: Actor) -> None:
    alert = raised(by=oyuna)
    kept = finish(start(alert, oyuna), oyuna, Inspection("a" * 64, "image/png", None))
    assert (kept.status, kept.media_type, kept.sha256) == ("rendering", "image/png", "a" * 64)
    assert kinds(alert) == ["raised", "upload_started", "media_added"]


def test_what_was_decided_once_stays_decided(oyuna: Actor) -> None:
    alert = raised(by=oyuna)
    media = start(alert, oyuna)
    finish(media, oyuna, Inspection("a" * 64, None, "media_type"))
    assert finish(media, oyuna, Inspection("a" * 64, "image/png", None)).status == "rejected"
    assert kinds(alert) == ["raised", "upload_started", "media_rejected"]


def test_a_file_may_arrive_after_its_alert_was_closed(oyuna: Actor) -> None:
    alert = raised(by=oyuna)
    media = start(alert, oyuna)
    do(close_alert, alert=alert.id, actor=actor("saran"), at=later(15), disposition=Disposition.RESOLVED)
    assert finish(media, oyuna, Inspection("a" * 64, "image/png", None)).status == "rendering"


def test_a_file_nobody_announced_is_not_finished(oyuna: Actor) -> None:
    with refused("no_upload"):
        do(finish_upload, media=uuid4(), inspection=Inspection("a" * 64, None, None), actor=oyuna, at=later(1))


# What it is.


@pytest.mark.parametrize(
    ("head", "claim", "found"),
    [
        (JPEG, "image/jpeg", "image/jpeg"),
        (JPEG, "video/mp4", "image/jpeg"),
        (MP4, "video/mp4", "video/mp4"),
        (WEBM, "video/webm", "video/webm"),
        (WEBM, "audio/webm", "audio/webm"),
        (b"Meet me at the well", "image/jpeg", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "image/svg+xml", None),
        (b"<!doctype html><script>", "image/png", None),
        (b"%PDF-1.7", "image/png", None),
        (b"MZ\x90\x00", "video/mp4", None),
        (b"", "image/jpeg", None),
    ],
)
def test_the_content_decides_what_a_file_is(head: bytes, claim: str, found: str | None) -> None:
    seen = inspect(head=head, sha256="a" * 64, claimed_sha256="", claimed_type=claim)
    assert (seen.media_type, seen.problem) == (found, None if found else "media_type")


def test_a_file_that_is_not_the_one_sent_is_told_first_of_all() -> None:
    seen = inspect(head=b"text", sha256="a" * 64, claimed_sha256="b" * 64, claimed_type="image/jpeg")
    assert seen.problem == "checksum_mismatch"


# Byte by byte.


@pytest.fixture
def store(tmp_path: Path) -> MediaStore:
    return MediaStore(tmp_path)


KEY = UUID("00000000-0000-4000-8000-000000000110")


def test_bytes_are_appended_where_the_file_ends(store: MediaStore) -> None:
    assert store.offset(KEY) == 0
    assert store.append(KEY, offset=0, chunk=b"snow", limit=8) == 4
    assert store.append(KEY, offset=4, chunk=b"drift"[:4], limit=8) == 8
    assert store.path(KEY).read_bytes() == b"snowdrif"
    assert store.sha256(KEY) == hashlib.sha256(b"snowdrif").hexdigest()
    assert store.head(KEY, size=4) == b"snow"


def test_bytes_that_are_here_already_are_never_overwritten(store: MediaStore) -> None:
    store.append(KEY, offset=0, chunk=b"snow", limit=8)
    assert store.append(KEY, offset=0, chunk=b"XXXXdrif", limit=8) == 8
    assert store.path(KEY).read_bytes() == b"snowdrif"


def test_a_hole_is_refused_and_says_where_to_go_on(store: MediaStore) -> None:
    store.append(KEY, offset=0, chunk=b"snow", limit=8)
    with refused("offset_mismatch"):
        store.append(KEY, offset=5, chunk=b"rif", limit=8)
    assert store.offset(KEY) == 4


def test_more_bytes_than_were_announced_are_refused_and_none_is_kept(store: MediaStore) -> None:
    store.append(KEY, offset=0, chunk=b"snow", limit=8)
    with refused("too_large"):
        store.append(KEY, offset=4, chunk=b"drift", limit=8)
    assert store.offset(KEY) == 4


def test_discarding_a_file_twice_is_no_error(store: MediaStore) -> None:
    store.append(KEY, offset=0, chunk=b"snow", limit=8)
    store.discard(KEY), store.discard(KEY)
    assert store.offset(KEY) == 0


@given(
    body=st.binary(min_size=1, max_size=300),
    cuts=st.lists(st.tuples(st.integers(0, 330), st.integers(1, 80)), max_size=40),
)
def test_whatever_pieces_come_in_whatever_order_the_file_is_a_prefix_of_what_was_sent(
    tmp_path_factory: pytest.TempPathFactory, body: bytes, cuts: list[tuple[int, int]]
) -> None:
    store = MediaStore(tmp_path_factory.mktemp("media"))
    for offset, length in cuts:
        piece = body[offset : offset + length]
        if offset <= store.offset(KEY):
            assert store.append(KEY, offset=offset, chunk=piece, limit=len(body)) >= offset + len(piece)
        else:
            with refused("offset_mismatch"):
                store.append(KEY, offset=offset, chunk=piece, limit=len(body))
        held = store.path(KEY).read_bytes() if store.offset(KEY) else b""
        assert held == body[: len(held)]
