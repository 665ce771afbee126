"""Models → cards, one function per audience. No queries here: what a card needs is fetched by its caller."""

from collections.abc import Iterable, Sequence

from alerts.models import Alert, AlertType, Chat, Entry, Fix, Media
from wire.messages import cards
from wire.words import (
    AlertStatus,
    DeviceStatus,
    Disposition,
    EntryKind,
    Language,
    MediaStatus,
    PlaceSource,
    ResponderKind,
    Source,
    Speaker,
)

DESK_RELATED = ("device", "acknowledged_by", "closed_by")


def place_of(alert: Alert) -> cards.Place | None:
    if alert.lat is None or alert.lon is None:
        return None
    return cards.Place(
        lat=alert.lat,
        lon=alert.lon,
        accuracy=alert.accuracy,
        at=alert.place_at,
        source=PlaceSource(alert.place_source),
    )


def caller_of(alert: Alert) -> cards.Caller:
    device = alert.device
    return cards.Caller(
        status=DeviceStatus(device.status) if device else None,
        device=device.id if device else None,
        name=alert.caller_name or (device.name if device else ""),
        phone=alert.caller_phone or (device.phone if device else ""),
        camp=device.camp if device else "",
        household=device.household if device else "",
        health_note=device.health_note if device else "",
        verified_by=device.verified_by if device else "",
    )


def reached_by_sms(alert: Alert) -> bool:
    """Whether the caller reads no page of ours, but can be written to."""
    return alert.source in (Source.SMS, Source.PHONE) and alert.device_id is None and bool(alert.caller_phone)


def desk_alert(alert: Alert) -> cards.DeskAlert:
    """`alert` with `DESK_RELATED` fetched."""
    return cards.DeskAlert(
        id=alert.id,
        number=alert.number,
        zone=alert.zone_id,
        status=AlertStatus(alert.status),
        version=alert.version,
        level=alert.level,
        alert_type=alert.alert_type_id,
        verified=alert.verified,
        source=Source(alert.source),
        language=Language(alert.language),
        text=alert.text,
        place=place_of(alert),
        caller=caller_of(alert),
        battery=alert.battery,
        silent=alert.silent,
        drill=alert.drill,
        pressed_at=alert.pressed_at,
        received_at=alert.received_at,
        acknowledged_at=alert.acknowledged_at,
        acknowledged_by=str(alert.acknowledged_by) if alert.acknowledged_by else None,
        dispatched_at=alert.dispatched_at,
        on_scene_at=alert.on_scene_at,
        closed_at=alert.closed_at,
        closed_by=str(alert.closed_by) if alert.closed_by else None,
        cancelled_at=alert.cancelled_at,
        disposition=Disposition(alert.disposition) if alert.disposition else None,
        note=alert.note,
        duplicate_of=alert.duplicate_of_id,
        repeats=alert.repeats,
        escalations=alert.escalations,
        stars=alert.stars,
        service=alert.service,
    )


def herder_alert(
    alert: Alert,
    *,
    responders: Sequence[cards.HerderResponder] = (),
    chats: Iterable[Chat] = (),
    media: Iterable[cards.MediaCard] = (),
) -> cards.HerderAlert:
    return cards.HerderAlert(
        id=alert.id,
        key=alert.key,
        number=alert.number,
        status=AlertStatus(alert.status),
        version=alert.version,
        alert_type=alert.alert_type_id,
        text=alert.text,
        place=place_of(alert),
        received_at=alert.received_at,
        acknowledged_at=alert.acknowledged_at,
        closed_at=alert.closed_at,
        cancelled_at=alert.cancelled_at,
        disposition=Disposition(alert.disposition) if alert.disposition else None,
        stars=alert.stars,
        drill=alert.drill,
        responders=tuple(responders),
        chats=tuple(chat_card(chat) for chat in chats),
        media=tuple(media),
    )


def responder_alert(alert: Alert) -> cards.ResponderAlert:
    caller = caller_of(alert)
    return cards.ResponderAlert(
        id=alert.id,
        number=alert.number,
        status=AlertStatus(alert.status),
        level=alert.level,
        alert_type=alert.alert_type_id,
        place=place_of(alert),
        text=alert.text,
        language=Language(alert.language),
        drill=alert.drill,
        caller_name=caller.name,
        caller_phone=caller.phone,
    )


def chat_card(chat: Chat) -> cards.ChatCard:
    return cards.ChatCard(
        id=chat.id,
        key=chat.id,
        alert=chat.alert_id,
        sender=Speaker(chat.sender),
        name=chat.name,
        text=chat.text,
        at=chat.at,
    )


def media_card(media: Media, *, offset: int) -> cards.MediaCard:
    """`offset` is how many bytes are durable; the store knows."""
    return cards.MediaCard(
        id=media.id,
        alert=media.alert_id,
        kind=media.kind,  # type: ignore[arg-type]
        media_type=media.media_type,
        name=media.name,
        size=media.size,
        offset=offset,
        sha256=media.sha256 or None,
        status=MediaStatus(media.status),
        at=media.at,
    )


def fix_card(fix: Fix) -> cards.Fix:
    return cards.Fix(
        lat=fix.lat,
        lon=fix.lon,
        accuracy=fix.accuracy,
        at=fix.at,
        altitude=fix.altitude,
        speed=fix.speed,
        heading=fix.heading,
    )


def entry_card(entry: Entry) -> cards.EntryCard:
    return cards.EntryCard(
        seq=entry.seq,
        zone=entry.zone_id,
        alert=entry.alert_id,
        kind=EntryKind(entry.kind),
        at=entry.at,
        by=cards.Author(**entry.by),
        facts=entry.facts,
    )


def type_card(kind: AlertType) -> cards.TypeCard:
    return cards.TypeCard(
        code=kind.code,
        level=kind.level,
        names=kind.names,
        skills=tuple(kind.skills),
        kinds=tuple(ResponderKind(each) for each in kind.kinds),
        order=kind.order,
        service=kind.service,
    )
