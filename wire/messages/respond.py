"""`/ws/respond/` and the responder's HTTP bodies."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_validator

from wire.messages.base import Latitude, Longitude, Metres, Model, Moment, ShortWords, Words
from wire.messages.cards import ResponderCard, ResponderDispatch, ShiftCard
from wire.messages.common import Ping
from wire.messages.help import Hello, SendChat, UploadStart
from wire.words import Milestone


class PositionBody(Model):
    """A responder's place: WGS-84 degrees, 95 % radius in metres, m/s, degrees from north."""

    lat: Latitude
    lon: Longitude
    accuracy: Metres = 50.0
    at: Moment | None = None
    altitude: float | None = Field(None, ge=-1000, le=20_000, allow_inf_nan=False)
    speed: float | None = Field(None, ge=0, le=1000, allow_inf_nan=False)
    heading: float | None = Field(None, ge=0, le=360, allow_inf_nan=False)
    battery: float | None = Field(None, ge=0, le=100, allow_inf_nan=False)

    @model_validator(mode="after")
    def _is_somewhere(self) -> "PositionBody":
        if self.lat == 0 and self.lon == 0:
            raise ValueError("0,0 is not a place that was measured")
        return self


class Position(PositionBody):
    type: Literal["position"]


class Accept(Model):
    type: Literal["accept"]
    key: UUID
    dispatch: UUID


class RefusalBody(Model):
    reason: ShortWords = ""
    key: UUID | None = None


class Decline(Model):
    type: Literal["decline"]
    key: UUID
    dispatch: UUID
    reason: ShortWords = ""


class Advance(Model):
    type: Literal["advance"]
    key: UUID
    dispatch: UUID
    to: Milestone
    report: Words = ""


class ClearanceBody(Model):
    report: Words = ""
    key: UUID | None = None


class ActBody(Model):
    """For acceptance, departure, arrival, withdrawal: nothing but an optional key."""

    key: UUID | None = None


class ShiftStart(Model):
    type: Literal["shift.start"]
    key: UUID | None = None


class ShiftEnd(Model):
    type: Literal["shift.end"]
    key: UUID | None = None


FromResponder = Annotated[
    Hello | Position | Accept | Decline | Advance | ShiftStart | ShiftEnd | SendChat | UploadStart | Ping,
    Field(discriminator="type"),
]


class RespondSnapshot(Model):
    type: Literal["snapshot"] = "snapshot"
    at: Moment
    responder: ResponderCard
    shift: ShiftCard | None
    dispatches: tuple[ResponderDispatch, ...]


class RespondOffer(Model):
    type: Literal["respond.offer"] = "respond.offer"
    dispatch: ResponderDispatch


class RespondDispatch(Model):
    type: Literal["respond.dispatch"] = "respond.dispatch"
    dispatch: ResponderDispatch


class RespondShift(Model):
    type: Literal["respond.shift"] = "respond.shift"
    shift: ShiftCard | None


class Done(Model):
    """The answer to an act with a key, once it is committed."""

    type: Literal["done"] = "done"
    key: UUID | None = None
    dispatch: ResponderDispatch | None = None
    shift: ShiftCard | None = None
