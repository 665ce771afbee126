"""`/ws/help/` and the phone's side of the HTTP doors."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from wire.messages.base import Model, Moment, ShortWords, Words
from wire.messages.cards import Fix, HerderAlert, MediaCard
from wire.messages.common import Ping
from wire.words import DeviceStatus, Language

TypeCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
NonEmptyWords = Annotated[Words, Field(min_length=1)]


class DeviceCredential(Model):
    """Made by the phone at first use; the secret never leaves it but to prove itself."""

    key: UUID
    secret: Annotated[str, StringConstraints(min_length=16, max_length=200)]


class Hello(Model):
    type: Literal["hello"]
    device: DeviceCredential
    language: Language | None = None


class PressBody(Model):
    """What the button sends. Only the key is needed: an alert never waits for the rest."""

    key: UUID
    pressed_at: Moment | None = None
    fix: Fix | None = None
    alert_type: TypeCode | None = None
    battery: float | None = Field(None, ge=0, le=100, allow_inf_nan=False)
    language: Language | None = None
    silent: bool = False
    text: Words = ""


class Press(PressBody):
    type: Literal["press"]


class FixBody(Model):
    fix: Fix
    battery: float | None = Field(None, ge=0, le=100, allow_inf_nan=False)


class FixMessage(FixBody):
    type: Literal["fix"]
    alert: UUID


class DetailBody(Model):
    alert_type: TypeCode | None = None
    text: Words | None = None


class Detail(DetailBody):
    type: Literal["detail"]
    alert: UUID


class ChatBody(Model):
    key: UUID
    text: NonEmptyWords


class SendChat(ChatBody):
    type: Literal["chat"]
    alert: UUID


class CancelBody(Model):
    """`reason` is `mistake` or `safe` from our page; other words are kept as they are."""

    key: UUID | None = None
    reason: ShortWords = ""


class Cancel(CancelBody):
    type: Literal["cancel"]
    alert: UUID


class RateBody(Model):
    key: UUID | None = None
    stars: int = Field(ge=1, le=5)
    text: Words = ""


class Rate(RateBody):
    type: Literal["rate"]
    alert: UUID


class UploadBody(Model):
    """`media_type` is a claim; the content decides when the upload is complete."""

    key: UUID
    name: ShortWords = ""
    media_type: Annotated[
        str,
        StringConstraints(pattern=r"^[a-zA-Z0-9.+-]+/[a-zA-Z0-9.+-]+(\s*;.*)?$", max_length=100),
    ]
    size: int = Field(gt=0)
    sha256: Sha256 | None = None


class UploadStart(UploadBody):
    type: Literal["upload.start"]
    alert: UUID


Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=16, max_length=100)]
Name = Annotated[ShortWords, Field(max_length=100)]
Telephone = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^\+?[0-9 ()./-]{0,39}$")]


class VerifyBody(Model):
    """The code an officer showed, and what the herder wants kept with this phone."""

    code: Code
    name: Name = ""
    household: Name = ""
    camp: Name = ""
    phone: Telephone = ""
    health_note: Words = ""
    language: Language | None = None


class Verify(VerifyBody):
    type: Literal["verify"]


class OwnDetailsBody(Model):
    """Only what is given is changed; an empty text takes a detail away."""

    name: Name | None = None
    household: Name | None = None
    camp: Name | None = None
    phone: Telephone | None = None
    health_note: Words | None = None
    language: Language | None = None


class WhereBody(Model):
    """The answer to a one-time link: a place, or words where there is none."""

    fix: Fix | None = None
    text: Words = ""

    @model_validator(mode="after")
    def _says_something(self) -> "WhereBody":
        if self.fix is None and not self.text:
            raise ValueError("give a fix, or say in words where you are")
        return self


FromPhone = Annotated[
    Hello | Press | FixMessage | Detail | SendChat | Cancel | Rate | UploadStart | Verify | Ping,
    Field(discriminator="type"),
]


class DeviceCard(Model):
    """What is kept with this phone. Of the health note only whether there is one: the desk alone reads it."""

    status: DeviceStatus
    name: str = ""
    household: str = ""
    camp: str = ""
    phone: str = ""
    health_note: bool = False
    zone: str | None = None


class WhereCard(Model):
    """A one-time link as whoever holds it sees it: no word of the alert but its number."""

    number: str
    expires_at: Moment
    received_at: Moment | None


class Welcome(Model):
    type: Literal["welcome"] = "welcome"
    server_time: Moment
    device: DeviceCard
    alerts: tuple[HerderAlert, ...]


class Received(Model):
    """Sent only after the alert is durably committed."""

    type: Literal["received"] = "received"
    key: UUID
    alert: HerderAlert


class AlertMessage(Model):
    type: Literal["alert"] = "alert"
    alert: HerderAlert


class UploadDone(Model):
    type: Literal["upload.done"] = "upload.done"
    key: UUID
    media: MediaCard
