"""Cards: what one kind of screen sees of a thing. Always whole, with a version; never a delta."""

from typing import Literal
from uuid import UUID

from pydantic import Field, model_validator

from wire.messages.base import Latitude, Longitude, Metres, Model, Moment
from wire.words import (
    AlertStatus,
    DeviceStatus,
    DispatchStatus,
    Disposition,
    EntryKind,
    Language,
    MediaStatus,
    PlaceSource,
    ResponderKind,
    ResponderStatus,
    Source,
    Speaker,
    TravelMode,
)


class Fix(Model):
    """One location report: WGS-84 degrees, 95 % radius in metres, the phone's own time.

    0,0 is refused: it is what broken receivers send and would sort as a place.
    """

    lat: Latitude
    lon: Longitude
    accuracy: Metres
    at: Moment
    altitude: float | None = Field(None, ge=-1000, le=20_000, allow_inf_nan=False)
    speed: float | None = Field(None, ge=0, le=1000, allow_inf_nan=False)
    heading: float | None = Field(None, ge=0, le=360, allow_inf_nan=False)

    @model_validator(mode="after")
    def _is_somewhere(self) -> "Fix":
        if self.lat == 0 and self.lon == 0:
            raise ValueError("0,0 is not a place that was measured")
        return self


class Place(Model):
    lat: float
    lon: float
    accuracy: float | None
    at: Moment | None
    source: PlaceSource


class ChatCard(Model):
    id: UUID
    alert: UUID
    key: UUID
    sender: Speaker
    name: str
    text: str
    at: Moment


class MediaCard(Model):
    id: UUID
    alert: UUID
    kind: Literal["photo", "audio", "video"]
    media_type: str
    name: str
    size: int
    offset: int
    sha256: str | None
    status: MediaStatus
    at: Moment


class HerderResponder(Model):
    """Somebody who is coming, as the caller sees them."""

    name: str
    kind: ResponderKind
    status: DispatchStatus
    eta_seconds: int | None = None
    distance_m: float | None = None
    lat: float | None = None
    lon: float | None = None


class HerderAlert(Model):
    """The herder's card."""

    id: UUID
    key: UUID
    number: str
    status: AlertStatus
    version: int
    alert_type: str | None
    text: str
    place: Place | None
    received_at: Moment
    acknowledged_at: Moment | None
    closed_at: Moment | None
    cancelled_at: Moment | None
    disposition: Disposition | None
    stars: int | None
    drill: bool
    responders: tuple[HerderResponder, ...]
    chats: tuple[ChatCard, ...]
    media: tuple[MediaCard, ...]


class Caller(Model):
    """Who asks, as the desk sees them. `claimed` fields were never checked by an officer."""

    status: DeviceStatus | None
    device: UUID | None
    name: str
    phone: str
    camp: str
    earlier_alerts: int = 0
    household: str = ""
    health_note: str = ""
    verified_by: str = ""


class DeskAlert(Model):
    """The desk's card."""

    id: UUID
    number: str
    zone: str
    status: AlertStatus
    version: int
    level: int
    alert_type: str | None
    verified: bool
    source: Source
    language: Language
    text: str
    place: Place | None
    caller: Caller
    battery: int | None
    silent: bool
    drill: bool
    pressed_at: Moment | None
    received_at: Moment
    acknowledged_at: Moment | None
    acknowledged_by: str | None
    dispatched_at: Moment | None
    on_scene_at: Moment | None
    closed_at: Moment | None
    closed_by: str | None
    cancelled_at: Moment | None
    disposition: Disposition | None
    note: str
    duplicate_of: UUID | None
    repeats: int
    escalations: int
    stars: int | None
    service: bool = False


class ResponderAlert(Model):
    """The alert inside a responder's dispatch."""

    id: UUID
    number: str
    status: AlertStatus
    level: int
    alert_type: str | None
    place: Place | None
    text: str
    language: Language
    drill: bool
    caller_name: str
    caller_phone: str


class Reason(Model):
    """Why a candidate stands where it stands: a code the page puts into words, with its figures."""

    code: str
    value: float | str | None = None


class DispatchCard(Model):
    """The desk's card of a dispatch; `alert` and `responder` are ids."""

    id: UUID
    alert: UUID
    responder: int
    status: DispatchStatus
    version: int
    offered_at: Moment
    offered_by: str
    respond_by: Moment | None
    accepted_at: Moment | None
    en_route_at: Moment | None
    on_scene_at: Moment | None
    cleared_at: Moment | None
    ended_at: Moment | None
    eta_seconds: int | None
    distance_m: float | None
    decline_reason: str
    report: str
    reasons: tuple[Reason, ...]


class ResponderDispatch(Model):
    """The responder's card of a dispatch: the alert is inside."""

    id: UUID
    alert: ResponderAlert
    responder: int
    status: DispatchStatus
    version: int
    offered_at: Moment
    respond_by: Moment | None
    accepted_at: Moment | None
    en_route_at: Moment | None
    on_scene_at: Moment | None
    cleared_at: Moment | None
    eta_seconds: int | None
    distance_m: float | None
    obliged: bool
    reasons: tuple[Reason, ...]
    chats: tuple[ChatCard, ...] = ()
    media: tuple[MediaCard, ...] = ()


class ResponderCard(Model):
    """`id` is also the number by which position frames name this responder."""

    id: int
    name: str
    kind: ResponderKind
    status: ResponderStatus
    zone: str
    skills: tuple[str, ...]
    mode: TravelMode
    phone: str
    lat: float | None
    lon: float | None
    accuracy: float | None
    position_at: Moment | None
    dispatch: UUID | None


class ShiftCard(Model):
    id: int
    started_at: Moment
    ended_at: Moment | None


class Author(Model):
    """Who did what an entry records."""

    role: str
    name: str = ""
    id: str | None = None


class EntryCard(Model):
    seq: int
    zone: str
    alert: UUID | None
    kind: EntryKind
    at: Moment
    by: Author
    facts: dict[str, object]


class ZoneCard(Model):
    code: str
    name: str
    names: dict[str, str]
    parent: str | None
    boundary: dict[str, object] | None


class TypeCard(Model):
    code: str
    level: int
    names: dict[str, str]
    skills: tuple[str, ...]
    kinds: tuple[ResponderKind, ...]
    order: int
    service: bool = False


class PlaceCard(Model):
    """A named place of the gazetteer."""

    name: str
    names: dict[str, str]
    kind: Literal["camp", "well", "marker", "station", "gacha", "town"]
    zone: str
    lat: float
    lon: float


class UserCard(Model):
    id: int
    username: str
    name: str
    role: str
    zone: str | None
    language: Language


class Candidate(Model):
    responder: int
    name: str
    kind: ResponderKind
    mode: TravelMode
    distance_m: float
    eta_seconds: int
    reasons: tuple[Reason, ...]
    position_age_seconds: float | None
    lat: float
    lon: float


class Plan(Model):
    alert: UUID
    at: Moment
    candidates: tuple[Candidate, ...]
    excluded: dict[str, int]


class Timeline(Model):
    """Everything recorded about one alert, for the desk's panel."""

    alert: DeskAlert
    entries: tuple[EntryCard, ...]
    chats: tuple[ChatCard, ...]
    media: tuple[MediaCard, ...]
    fixes: tuple[Fix, ...]
    dispatches: tuple[DispatchCard, ...]
