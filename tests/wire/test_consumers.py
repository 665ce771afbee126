"""The base of every socket: no frame can close it, and no frame waits behind media."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any, Literal

import pytest
from channels.exceptions import StopConsumer
from pydantic import Field, TypeAdapter

from wire.consumers import BINARY_LIMIT, MEDIA_QUEUE, TEXT_LIMIT, TypedConsumer
from wire.messages.base import Model
from wire.messages.common import Ping
from wire.problems import Problem

Message = dict[str, Any]


class Say(Model):
    type: Literal["say.this"]
    key: str = ""
    word: str


class Said(Model):
    type: Literal["said"] = "said"
    word: str


class Parrot(TypedConsumer):
    """Says what it hears; some words it cannot bear."""

    adapter = TypeAdapter(Annotated[Say | Ping, Field(discriminator="type")])
    heartbeat_seconds = 3600.0

    def __init__(self) -> None:
        super().__init__()
        self.unlocked = asyncio.Event()
        self.taken: list[bytes] = []
        self.has_left = False

    async def on_say_this(self, message: Say) -> None:
        if message.word == "break":
            raise RuntimeError("a fault of ours")
        if message.word == "refuse":
            raise Problem("no_right")
        await self.send_model(Said(word=message.word))

    async def on_bytes(self, frame: bytes) -> None:
        await self.unlocked.wait()
        if frame == b"break":
            raise RuntimeError("a fault of ours")
        if frame == b"refuse":
            raise Problem("no_upload")
        self.taken.append(frame)

    async def left(self) -> None:
        self.has_left = True


class Wire:
    """The server's side of a socket, without a server."""

    def __init__(self, consumer: TypedConsumer) -> None:
        self.consumer = consumer
        self.sent: list[Message] = []
        self.grown = asyncio.Event()
        consumer.base_send = self.keep  # type: ignore[attr-defined]

    async def keep(self, message: Message) -> None:
        self.sent.append(message)
        self.grown.set()

    async def hear(self, text: str | None = None, *, frame: bytes | None = None) -> None:
        await self.consumer.dispatch({"type": "websocket.receive", "text": text, "bytes": frame})

    async def say(self, **message: Any) -> None:
        await self.hear(json.dumps(message))

    @property
    def told(self) -> list[Message]:
        return [json.loads(each["text"]) for each in self.sent if each["type"] == "websocket.send"]

    async def until(self, count: int) -> list[Message]:
        async with asyncio.timeout(2):
            while len(self.told) < count:
                self.grown.clear()
                await self.grown.wait()
        return self.told


@asynccontextmanager
async def wire_to(consumer: TypedConsumer) -> AsyncIterator[Wire]:
    wire = Wire(consumer)
    await consumer.dispatch({"type": "websocket.connect"})
    await asyncio.sleep(0)
    yield wire
    with pytest.raises(StopConsumer):
        await consumer.dispatch({"type": "websocket.disconnect", "code": 1000})


def is_open(wire: Wire) -> bool:
    return not any(each["type"] == "websocket.close" for each in wire.sent)


async def test_a_frame_is_answered_by_the_method_of_its_type() -> None:
    async with wire_to(Parrot()) as wire:
        await wire.say(type="say.this", word="tea")
        assert wire.told == [{"type": "said", "word": "tea"}]


async def test_frames_are_answered_in_their_order() -> None:
    async with wire_to(Parrot()) as wire:
        for word in "abc":
            await wire.say(type="say.this", word=word)
        assert [each["word"] for each in wire.told] == ["a", "b", "c"]


async def test_a_fault_of_ours_is_told_and_closes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    async with wire_to(Parrot()) as wire:
        await wire.say(type="say.this", key="k", word="break")
        await wire.say(type="say.this", word="still here")
        problem, said = wire.told
        assert (problem["type"], problem["code"], problem["in_reply_to"]) == ("problem", "internal", "k")
        assert "a fault of ours" not in json.dumps(problem)
        assert said["word"] == "still here"
        assert is_open(wire)
    assert '"word": "break"' in caplog.text, "the raw frame is kept for the record"


async def test_a_refusal_names_the_frame_it_answers() -> None:
    async with wire_to(Parrot()) as wire:
        await wire.say(type="say.this", key="k", word="refuse")
        await wire.say(type="say.this", word="refuse")
        assert [(each["code"], each["in_reply_to"]) for each in wire.told] == [
            ("no_right", "k"),
            ("no_right", "say.this"),
        ]


@pytest.mark.parametrize(
    ("text", "code", "reply"),
    [
        ("", "malformed", None),
        ("nonsense", "malformed", None),
        ("[" * 10_000, "malformed", None),
        ("9" * 5000, "malformed", None),
        ('{"type": "say.this", "key": "k"}', "wrong_field", "k"),
        ('{"type": "sing"}', "unknown_type", "sing"),
        ('{"type": "sing", "key": {"a": 1}}', "unknown_type", None),
        (json.dumps({"type": "say.this", "word": "x" * TEXT_LIMIT}), "too_large", None),
        ('{"type": "say.this", "word": "\udcff"}', "wrong_field", "say.this"),
    ],
)
async def test_a_bad_frame_is_a_problem_and_the_socket_stays_open(text: str, code: str, reply: str | None) -> None:
    async with wire_to(Parrot()) as wire:
        await wire.hear(text)
        await wire.say(type="say.this", word="still here")
        problem, said = wire.told
        assert (problem["code"], problem["in_reply_to"]) == (code, reply)
        assert problem["errors"]
        assert said["word"] == "still here"


async def test_a_ping_is_answered_by_a_heartbeat() -> None:
    async with wire_to(Parrot()) as wire:
        await wire.say(type="ping")
        assert wire.told[0]["type"] == "heartbeat"
        assert wire.told[0]["at"].endswith("Z")


async def test_heartbeats_come_by_themselves() -> None:
    class Quick(Parrot):
        heartbeat_seconds = 0.01

    async with wire_to(Quick()) as wire:
        assert {each["type"] for each in await wire.until(3)} == {"heartbeat"}


async def test_words_do_not_wait_behind_media() -> None:
    parrot = Parrot()
    async with wire_to(parrot) as wire:
        async with asyncio.timeout(1):
            await wire.hear(frame=b"a picture")
            await asyncio.sleep(0)
            await wire.say(type="say.this", word="help")
        assert wire.told == [{"type": "said", "word": "help"}]
        assert parrot.taken == []


async def test_media_is_taken_in_its_order_and_a_bad_piece_stops_nothing() -> None:
    parrot = Parrot()
    async with wire_to(parrot) as wire:
        for frame in (b"1", b"refuse", b"2", b"break", b"3"):
            await wire.hear(frame=frame)
        parrot.unlocked.set()
        told = await wire.until(2)
        await asyncio.sleep(0.01)
        assert [(each["code"], each["in_reply_to"]) for each in told] == [
            ("no_upload", "binary"),
            ("internal", "binary"),
        ]
        assert parrot.taken == [b"1", b"2", b"3"]
        assert is_open(wire)


async def test_media_that_is_sent_too_fast_is_refused_not_kept_without_bound() -> None:
    parrot = Parrot()
    async with wire_to(parrot) as wire:
        for number in range(MEDIA_QUEUE + 5):
            await wire.hear(frame=bytes([number]))
        assert {each["code"] for each in wire.told} == {"too_often"}
        assert parrot.media.qsize() <= MEDIA_QUEUE
        refused = len(wire.told)
        parrot.unlocked.set()
        await asyncio.sleep(0.01)
        assert len(parrot.taken) + refused == MEDIA_QUEUE + 5


async def test_an_oversized_piece_is_a_problem() -> None:
    async with wire_to(Parrot()) as wire:
        await wire.hear(frame=bytes(BINARY_LIMIT + 1))
        assert (wire.told[0]["code"], wire.told[0]["in_reply_to"]) == ("too_large", "binary")
        assert is_open(wire)


async def test_a_socket_that_knows_no_media_says_so() -> None:
    class Plain(Parrot):
        on_bytes = TypedConsumer.on_bytes

    async with wire_to(Plain()) as wire:
        await wire.hear(frame=b"\x00")
        [problem] = await wire.until(1)
        assert problem["code"] == "malformed"


async def test_a_background_task_that_fails_closes_the_socket_loudly(caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> None:
        raise RuntimeError("the pump broke")

    parrot = Parrot()
    async with wire_to(parrot) as wire:
        parrot.run(fail())
        await asyncio.sleep(0.01)
        assert wire.sent[-1] == {"type": "websocket.close", "code": 1011}
    assert "the pump broke" in caplog.text


async def test_nothing_is_sent_to_a_socket_that_is_gone() -> None:
    parrot = Parrot()
    async with wire_to(parrot) as wire:
        pass
    assert parrot.has_left
    before = len(wire.sent)
    await parrot.send_model(Said(word="late"))
    await parrot.close(1011)
    assert len(wire.sent) == before
    await asyncio.sleep(0)
    assert all(task.done() for task in parrot.tasks)


async def test_a_refused_socket_is_accepted_first_so_that_a_browser_sees_the_code() -> None:
    parrot = Parrot()
    wire = Wire(parrot)
    await parrot.refuse(4401)
    assert wire.sent == [{"type": "websocket.accept"}, {"type": "websocket.close", "code": 4401}]


async def test_no_message_hops_through_the_one_database_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Channels does for each message, and what let one slow query stall every socket."""

    async def hop(*_: object) -> None:
        raise AssertionError("hopped")

    monkeypatch.setattr("channels.consumer.aclose_old_connections", hop)
    async with wire_to(Parrot()) as wire:
        await wire.say(type="say.this", word="tea")
        assert wire.told == [{"type": "said", "word": "tea"}]


@pytest.mark.parametrize("frame", [{"text": '{"type": "say.this", "word": "late"}'}, {"bytes": b"late"}])
async def test_what_comes_after_the_close_is_not_acted_on(frame: Message) -> None:
    """Whose right was taken away may go on sending until the other side has noticed."""
    parrot = Parrot()
    heard: list[str] = []
    parrot.on_say_this = lambda message: heard.append(message.word)  # type: ignore[method-assign, assignment]
    parrot.unlocked.set()
    async with wire_to(parrot) as wire:
        await parrot.close(4403)
        await parrot.dispatch({"type": "websocket.receive", **frame})
        await asyncio.sleep(0.01)
        assert (heard, parrot.taken, wire.told) == ([], [], [])
