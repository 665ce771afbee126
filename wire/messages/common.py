"""Messages every socket speaks."""

from typing import Literal
from uuid import UUID

from wire.messages.base import Model, Moment
from wire.messages.cards import ChatCard


class ProblemMessage(Model):
    """A refusal: `errors` names each bad field; `in_reply_to` is the key, or else the type, of the refused frame."""

    type: Literal["problem"] = "problem"
    code: str
    detail: str
    errors: dict[str, tuple[str, ...]] = {}
    in_reply_to: str | None = None


class Heartbeat(Model):
    type: Literal["heartbeat"] = "heartbeat"
    at: Moment
    head: dict[str, int] | None = None


class ChatMessage(ChatCard):
    """A chat line as phones get it: the card itself, typed."""

    type: Literal["chat"] = "chat"


class UploadOffset(Model):
    type: Literal["upload.offset"] = "upload.offset"
    key: UUID
    offset: int


class Ping(Model):
    type: Literal["ping"] = "ping"
