"""`/ws/desk/` and the dispatcher's HTTP bodies."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from wire.messages.base import Latitude, Longitude, Metres, Model, Moment, ShortWords, Words
from wire.messages.cards import (
    ChatCard,
    DeskAlert,
    DispatchCard,
    EntryCard,
    Fix,
    MediaCard,
    PlaceCard,
    ResponderCard,
    TypeCard,
    UserCard,
    ZoneCard,
)
from wire.messages.common import Ping
from wire.messages.help import SendChat, TypeCode
from wire.words import Disposition, Language, PlaceSource, Source


class Ack(Model):
    """The newest `seq` the page has applied, per zone: it opens the server's push window again."""

    type: Literal["ack"]
    seq: dict[str, int]


class Resync(Model):
    type: Literal["resync"]


FromDesk = Annotated[Ack | Resync | SendChat | Ping, Field(discriminator="type")]


class Snapshot(Model):
    """The whole desk. `seq` is where `desk.changes` go on, per zone."""

    type: Literal["snapshot"] = "snapshot"
    at: Moment
    seq: dict[str, int]
    me: UserCard
    alerts: tuple[DeskAlert, ...]
    dispatches: tuple[DispatchCard, ...]
    responders: tuple[ResponderCard, ...]
    zones: tuple[ZoneCard, ...]
    types: tuple[TypeCard, ...]
    places: tuple[PlaceCard, ...]
    timers: dict[str, int]


class DeskAlertMessage(Model):
    type: Literal["desk.alert"] = "desk.alert"
    alert: DeskAlert


class DeskAlertGone(Model):
    """The alert left `zone`; a page that shows it in another zone keeps it."""

    type: Literal["desk.alert_gone"] = "desk.alert_gone"
    alert: UUID
    zone: str


class DeskDispatch(Model):
    type: Literal["desk.dispatch"] = "desk.dispatch"
    dispatch: DispatchCard


class DeskEntry(Model):
    type: Literal["desk.entry"] = "desk.entry"
    alert: UUID | None
    entry: EntryCard


class DeskChat(Model):
    type: Literal["desk.chat"] = "desk.chat"
    alert: UUID
    chat: ChatCard


class DeskMedia(Model):
    type: Literal["desk.media"] = "desk.media"
    alert: UUID
    media: MediaCard


class DeskFix(Model):
    type: Literal["desk.fix"] = "desk.fix"
    alert: UUID
    fix: Fix


DeskChange = Annotated[
    DeskAlertMessage | DeskAlertGone | DeskDispatch | DeskEntry | DeskChat | DeskMedia | DeskFix,
    Field(discriminator="type"),
]


class DeskChanges(Model):
    """All that the entries `from`…`to` of one zone changed, as whole cards."""

    type: Literal["desk.changes"] = "desk.changes"
    zone: str
    from_: int = Field(alias="from")
    to: int
    messages: tuple[DeskChange, ...]


class DeskResponder(Model):
    type: Literal["desk.responder"] = "desk.responder"
    responder: ResponderCard


def _by_hand(source: Source) -> Source:
    if source is Source.WEB:
        raise ValueError("web is the button's own source; choose phone, sms, satellite, radio or walk_in")
    return source


class ReportBody(Model):
    """A report entered by hand; `source` is how it reached the desk."""

    source: Annotated[Source, AfterValidator(_by_hand)]
    key: UUID | None = None
    alert_type: TypeCode | None = None
    level: int | None = Field(None, ge=1, le=4)
    text: Words = ""
    lat: Latitude | None = None
    lon: Longitude | None = None
    accuracy: Metres | None = None
    place_source: PlaceSource = PlaceSource.DISPATCHER
    fix: Fix | None = None
    caller_name: ShortWords = ""
    caller_phone: ShortWords = ""
    language: Language | None = None

    @model_validator(mode="after")
    def _place_is_whole(self) -> "ReportBody":
        if (self.lat is None) != (self.lon is None):
            raise ValueError("lat and lon go together")
        if self.lat == 0 and self.lon == 0:
            raise ValueError("0,0 is not a place that was measured")
        return self


class ClosureBody(Model):
    disposition: Disposition
    note: Words = ""


class ReopeningBody(Model):
    note: Words = ""


class DuplicateBody(Model):
    alert: UUID


class ServiceBody(Model):
    service: bool


class RevocationBody(Model):
    reason: ShortWords = ""


class LocationLinkCard(Model):
    """The link is told to whoever asked for it, this once; `sent_to` is the number the SMS goes to."""

    alert: UUID
    url: str
    sent_to: str
    expires_at: Moment


class VerificationCard(Model):
    """A one-time code for a herder's phone. `qr_svg` shows `url`, whose fragment holds the code."""

    code: str
    url: str
    qr_svg: str
    zone: str
    expires_at: Moment


class DispatchesBody(Model):
    """One responder or several; each gets an offer of its own."""

    responder: int | None = Field(None, ge=1, le=2**31)
    responders: tuple[Annotated[int, Field(ge=1, le=2**31)], ...] | None = Field(
        None, min_length=1, max_length=50, strict=False
    )

    @model_validator(mode="after")
    def _somebody(self) -> "DispatchesBody":
        if (self.responder is None) == (self.responders is None):
            raise ValueError("give either responder or responders")
        return self

    def ids(self) -> tuple[int, ...]:
        chosen = (self.responder,) if self.responder is not None else self.responders or ()
        return tuple(dict.fromkeys(chosen))


class SessionBody(Model):
    username: ShortWords
    password: Annotated[str, Field(max_length=4096)]
