"""tus as the protocol says it, and what is shown of a file to whom."""

import base64
import hashlib
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from alerts.api import media
from alerts.api.ranges import OPEN_RANGE, asked_span
from alerts.media import arrival
from alerts.media.rendering import make_copies
from alerts.media.store import store
from alerts.models import Alert, Look, Media
from people.models import User
from tests.cast import SECRET, again, later, make_phone, raised
from tests.clips import exif_of, photo
from tests.tus import BYTES, VERSION, metadata
from wire.clock import now

BODY = photo((64, 48))


@pytest.fixture(autouse=True)
def nothing_rendered_beside(monkeypatch: pytest.MonkeyPatch) -> list[Media]:
    """What would be rendered in a thread of its own, which cannot see this test's transaction."""
    asked: list[Media] = []
    monkeypatch.setattr(arrival, "render_soon", asked.append)
    return asked


class Phone:
    """Oyuna's phone at the HTTP door, with an alert of hers."""

    def __init__(self) -> None:
        self.device = make_phone(name="Oyuna")
        self.alert: Alert = raised(by=self.device.actor())
        self.credential = f"Device {self.device.pk}:{SECRET}"

    def ask(self, method: str, path: str, body: bytes = b"", **told: str) -> Any:
        headers = {"Authorization": self.credential} | VERSION | {name.replace("_", "-"): told[name] for name in told}
        kind = headers.pop("Content-Type", "application/octet-stream")
        headers = {name: value for name, value in headers.items() if value}
        return Client().generic(method, path, body, content_type=kind, headers=headers)

    def announce(self, body: bytes = BODY, claim: str = "image/jpeg", **told: str) -> Any:
        words = metadata(filename="sky.jpg", filetype=claim)
        told = {"Upload_Length": str(len(body)), "Upload_Metadata": words} | told
        return self.ask("POST", f"/api/alerts/{self.alert.pk}/media", **told)

    def begun(self, body: bytes = BODY) -> str:
        return str(self.announce(body)["Location"])

    def send(self, location: str, piece: bytes, offset: int = 0, **told: str) -> Any:
        return self.ask("PATCH", location, piece, **({"Upload_Offset": str(offset), "Content_Type": BYTES} | told))


@pytest.fixture
def oyuna(altan: None) -> Phone:
    return Phone()


def media_at(location: str) -> Media:
    return Media.objects.get(pk=UUID(location.split("/")[-2]))


# Begun.


def test_a_file_is_announced_and_its_address_answered(oyuna: Phone) -> None:
    key = uuid4()
    made = oyuna.announce(Upload_Metadata=metadata(filename="sky.jpg", filetype="image/jpeg", key=str(key)))
    assert (made.status_code, made["Location"]) == (201, f"/api/media/{key}/upload")
    assert made["Tus-Resumable"] == "1.0.0"
    assert (Media.objects.get().name, Media.objects.get().size) == ("sky.jpg", len(BODY))


def test_announcing_the_same_key_again_finds_the_same_file(oyuna: Phone) -> None:
    told = {"Upload_Metadata": metadata(filename="sky.jpg", filetype="image/jpeg", key=str(uuid4()))}
    assert oyuna.announce(**told)["Location"] == oyuna.announce(**told)["Location"]
    assert Media.objects.count() == 1


def test_a_type_that_is_not_told_is_read_from_the_name(oyuna: Phone) -> None:
    oyuna.announce(Upload_Metadata=metadata(filename="herd.webm"))
    assert Media.objects.get().media_type == "video/webm"


@pytest.mark.parametrize(
    ("told", "status", "field"),
    [
        ({"Upload_Length": ""}, 400, "Upload-Length"),
        ({"Upload_Length": "-1"}, 400, "Upload-Length"),
        ({"Upload_Length": "many"}, 400, "Upload-Length"),
        ({"Upload_Length": "0"}, 400, "size"),
        ({"Upload_Length": "999999999"}, 413, "size"),
        ({"Upload_Metadata": "filename ???"}, 400, "filename"),
        ({"Upload_Metadata": ""}, 400, "media_type"),
        ({"Upload_Metadata": metadata(filetype="text/html")}, 415, "media_type"),
        ({"Upload_Metadata": metadata(filetype="image/jpeg", key="no key")}, 400, "key"),
        ({"Upload_Metadata": metadata(filetype="image/jpeg", sha256="short")}, 400, "sha256"),
        ({"Tus_Resumable": ""}, 412, "Tus-Resumable"),
        ({"Tus_Resumable": "0.2.1"}, 412, "Tus-Resumable"),
    ],
)
def test_a_bad_announcement_is_refused_and_names_the_field(
    oyuna: Phone, told: dict[str, str], status: int, field: str
) -> None:
    answer = oyuna.announce(**told)
    assert (answer.status_code, list(answer.json()["errors"])) == (status, [field])
    assert answer["Tus-Resumable"] == "1.0.0"
    assert not Media.objects.exists()


def test_an_old_version_is_told_which_one_is_spoken(oyuna: Phone) -> None:
    assert oyuna.announce(Tus_Resumable="0.2.1")["Tus-Version"] == "1.0.0"


def test_options_tell_what_is_spoken_to_anybody(oyuna: Phone) -> None:
    answer = Client().options(f"/api/alerts/{oyuna.alert.pk}/media")
    assert (answer.status_code, answer["Tus-Version"]) == (204, "1.0.0")
    assert answer["Tus-Extension"] == "creation,checksum"
    assert answer["Tus-Checksum-Algorithm"] == "sha256,sha1"
    assert answer["Tus-Max-Size"] == str(60 * 2**20)


# On its way.


def test_each_piece_moves_the_offset_and_the_last_one_decides(
    oyuna: Phone, nothing_rendered_beside: list[Media]
) -> None:
    location = oyuna.begun()
    assert oyuna.send(location, BODY[:100])["Upload-Offset"] == "100"
    asked = oyuna.ask("HEAD", location)
    assert (asked["Upload-Offset"], asked["Upload-Length"], asked["Cache-Control"]) == (
        "100",
        str(len(BODY)),
        "no-store",
    )
    last = oyuna.send(location, BODY[100:], offset=100)
    assert (last.status_code, last["Upload-Offset"]) == (204, str(len(BODY)))
    done = media_at(location)
    assert (done.status, done.sha256) == ("rendering", hashlib.sha256(BODY).hexdigest())
    assert [each.pk for each in nothing_rendered_beside] == [done.pk]


@pytest.mark.parametrize("offset", [0, 99, 101])
def test_a_piece_that_does_not_continue_is_a_conflict_and_changes_nothing(oyuna: Phone, offset: int) -> None:
    location = oyuna.begun()
    oyuna.send(location, BODY[:100])
    answer = oyuna.send(location, b"other", offset=offset)
    assert (answer.status_code, answer["Upload-Offset"]) == (409, "100")
    assert store().path(media_at(location).pk).read_bytes() == BODY[:100]


@pytest.mark.parametrize(
    ("told", "status", "field"),
    [
        ({"Content_Type": "application/octet-stream"}, 415, "Content-Type"),
        ({"Upload_Offset": ""}, 400, "Upload-Offset"),
        ({"Upload_Offset": "first"}, 400, "Upload-Offset"),
        ({"Upload_Checksum": "crc32 AAAA"}, 400, "Upload-Checksum"),
        ({"Upload_Checksum": "sha256 ?"}, 400, "Upload-Checksum"),
        ({"Tus_Resumable": "2.0.0"}, 412, "Tus-Resumable"),
    ],
)
def test_a_bad_piece_is_refused_and_names_the_field(
    oyuna: Phone, told: dict[str, str], status: int, field: str
) -> None:
    location = oyuna.begun()
    answer = oyuna.send(location, BODY[:10], **told)
    assert (answer.status_code, list(answer.json()["errors"])) == (status, [field])
    assert store().offset(media_at(location).pk) == 0


def test_more_than_was_announced_is_refused_before_it_is_read(oyuna: Phone) -> None:
    location = oyuna.begun()
    answer = oyuna.send(location, BODY + b"more")
    assert (answer.status_code, list(answer.json()["errors"])) == (413, ["Content-Length"])


@pytest.mark.parametrize("name", ["sha256", "sha1"])
def test_a_piece_whose_checksum_agrees_is_kept_and_another_is_not(oyuna: Phone, name: str) -> None:
    location = oyuna.begun()
    checksum = f"{name} {base64.b64encode(hashlib.new(name, BODY[:500]).digest()).decode()}"
    damaged = oyuna.send(location, BODY[1:501], Upload_Checksum=checksum)
    assert (damaged.status_code, store().offset(media_at(location).pk)) == (460, 0)
    kept = oyuna.send(location, BODY[:500], Upload_Checksum=checksum)
    assert (kept.status_code, kept["Upload-Offset"]) == (204, "500")


def test_a_file_that_is_none_we_take_is_told_so_at_its_last_piece_and_ever_after(oyuna: Phone) -> None:
    page = b"<!doctype html><script>" * 9
    location = oyuna.begun(page)
    assert oyuna.send(location, page).status_code == 415
    assert media_at(location).why == "media_type"
    assert oyuna.ask("HEAD", location).status_code == 415
    assert oyuna.send(location, page).status_code == 415


def test_a_file_that_is_not_the_one_announced_is_told_so(oyuna: Phone) -> None:
    words = metadata(filetype="image/jpeg", sha256=hashlib.sha256(b"another").hexdigest())
    location = oyuna.announce(Upload_Metadata=words)["Location"]
    answer = oyuna.send(location, BODY)
    assert (answer.status_code, answer.json()["code"]) == (422, "checksum_mismatch")


def test_a_photo_announced_as_a_video_is_held_to_a_photos_limit(oyuna: Phone, settings: Any) -> None:
    settings.MEDIA_LIMITS = settings.MEDIA_LIMITS | {"image": len(BODY) - 1}
    location = oyuna.announce(claim="video/mp4")["Location"]
    assert oyuna.send(location, BODY).status_code == 413
    assert media_at(location).why == "too_large"


# Whose.


def test_another_phone_and_nobody_find_nothing_there(oyuna: Phone) -> None:
    location, own = oyuna.begun(), oyuna.credential
    for stranger in (
        f"Device {make_phone().pk}:{SECRET}",
        f"Device {oyuna.device.pk}:a guess of it",
        f"Press {uuid4()}",
        "x",
    ):
        oyuna.credential = stranger
        for answer in (oyuna.announce(), oyuna.ask("HEAD", location), oyuna.send(location, BODY)):
            assert answer.status_code == 404, stranger
    oyuna.credential = own
    assert oyuna.ask("HEAD", location)["Upload-Offset"] == "0"


def test_an_upload_that_never_was_is_not_found(oyuna: Phone) -> None:
    assert oyuna.ask("HEAD", f"/api/media/{uuid4()}/upload").status_code == 404
    assert oyuna.send(f"/api/media/{uuid4()}/upload", b"x").status_code == 404


def test_the_key_of_a_press_opens_the_alert_of_nobodys_phone_only(oyuna: Phone) -> None:
    known, oyuna.alert = oyuna.alert, raised()
    oyuna.credential = f"Press {oyuna.alert.key}"
    assert oyuna.announce().status_code == 201
    oyuna.alert = known
    oyuna.credential = f"Press {known.key}"
    assert oyuna.announce().status_code == 404


# Shown.


@pytest.fixture
def shown(oyuna: Phone) -> Media:
    location = oyuna.begun()
    oyuna.send(location, BODY)
    done = make_copies(media_at(location).pk, at=now())
    assert done is not None
    assert done.status == "ready"
    return done


def look_at(shown: Media, who: str, what: str = "", **headers: str) -> HttpResponseBase:
    client = Client()
    client.force_login(User.objects.get(username=who))
    return client.get(f"/api/media/{shown.pk}{what}", headers=headers)


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_the_desk_sees_the_copy_and_the_thumbnail_with_every_guard(shown: Media) -> None:
    for what, size in (("", shown.copy_size), ("?size=thumb", shown.thumb_size)):
        answer = look_at(shown, "saran", what)
        assert (answer.status_code, answer["Content-Type"], len(content(answer))) == (200, "image/jpeg", size)
        assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
        assert "sandbox" in answer["Content-Security-Policy"]
        assert answer["Content-Disposition"].startswith("inline")


def test_the_original_is_the_supervisors_and_saved_not_shown(shown: Media) -> None:
    assert look_at(shown, "saran", "?original=1").status_code == 403
    assert look_at(shown, "temur", "?original=1").status_code == 404
    answer = look_at(shown, "wei", "?original=1")
    assert content(answer) == BODY
    assert (answer["Content-Type"], answer["Content-Disposition"][:10]) == ("application/octet-stream", "attachment")
    assert Look.objects.get(what="original").who == "Wei"


def test_what_is_still_being_made_or_was_rejected_is_not_shown(shown: Media, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "WAIT_SECONDS", 0.0)
    for status in ("uploading", "rendering", "rejected"):
        Media.objects.update(status=status)
        assert look_at(shown, "saran").status_code == 404


def test_many_ranges_are_one_look(shown: Media) -> None:
    for first in (0, 10, 20):
        assert look_at(shown, "saran", Range=f"bytes={first}-").status_code == 206
    assert Look.objects.filter(what="media").count() == 1
    look_at(shown, "saran")
    assert Look.objects.filter(what="media").count() == 2


def test_a_range_is_answered_with_itself_and_one_beyond_the_end_with_the_size(shown: Media) -> None:
    whole, size = content(look_at(shown, "saran")), shown.copy_size
    part = look_at(shown, "saran", Range="bytes=10-19")
    assert (part.status_code, part["Content-Range"], part["Content-Length"]) == (206, f"bytes 10-19/{size}", "10")
    assert content(part) == whole[10:20]
    assert content(look_at(shown, "saran", Range="bytes=-5")) == whole[-5:]
    beyond = look_at(shown, "saran", Range=f"bytes={size}-")
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{size}")
    assert look_at(shown, "saran", Range="bytes=0-1", **{"If-Range": '"x"'}).status_code == 200


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=90-200", (90, 100)),
        ("bytes=5-", (5, 100)),
        ("bytes=-200", (0, 100)),
        ("bytes=-0", (100, 0)),
        ("bytes=9-3", None),
        ("bytes=0-1,5-6", None),
        ("bytes=-", None),
        ("lines=1-2", None),
        ("", None),
    ],
)
def test_a_range_header_is_read_as_the_rfc_says(header: str, span: tuple[int, int] | None) -> None:
    assert asked_span(header, 100) == span


def test_an_open_range_of_something_large_ends_early() -> None:
    assert asked_span("bytes=0-", 10**9) == (0, OPEN_RANGE)


# Claimed.


def test_the_place_in_a_photo_is_kept_as_a_claim_and_moves_nothing(oyuna: Phone) -> None:
    body = photo((64, 48), exif=exif_of())
    location = oyuna.begun(body)
    oyuna.send(location, body)
    before = again(oyuna.alert)
    done = make_copies(media_at(location).pk, at=later(10**9))
    assert done is not None
    assert done.exif_place == {"lat": 43.95, "lon": 116.1, "at": "2026-01-15T04:00:00+00:00"}
    ready = oyuna.alert.entries.get(kind="media_ready")
    assert ready.facts["claimed_place"] == done.exif_place
    assert (again(oyuna.alert).lat, again(oyuna.alert).lon) == (before.lat, before.lon)
