"""Dispatches → cards, one function per audience. No queries: what a card needs is fetched by its caller."""

from collections.abc import Iterable

from alerts.cards import chat_card, responder_alert
from alerts.models import Chat
from command.models import Dispatch, Place
from wire.messages import cards as wire
from wire.words import DispatchStatus, ResponderKind

RELATED = ("responder", "offered_by")
FOR_RESPONDER = ("responder", "alert__zone", "alert__device")


def reasons_of(dispatch: Dispatch) -> tuple[wire.Reason, ...]:
    return tuple(wire.Reason(**reason) for reason in dispatch.reasons)


def dispatch_card(dispatch: Dispatch) -> wire.DispatchCard:
    """`dispatch` with `RELATED` fetched."""
    return wire.DispatchCard(
        id=dispatch.id,
        alert=dispatch.alert_id,
        responder=dispatch.responder_id,
        status=DispatchStatus(dispatch.status),
        version=dispatch.version,
        offered_at=dispatch.offered_at,
        offered_by=str(dispatch.offered_by) if dispatch.offered_by else "",
        respond_by=dispatch.respond_by,
        accepted_at=dispatch.accepted_at,
        en_route_at=dispatch.en_route_at,
        on_scene_at=dispatch.on_scene_at,
        cleared_at=dispatch.cleared_at,
        ended_at=dispatch.ended_at,
        eta_seconds=dispatch.eta_seconds,
        distance_m=dispatch.distance_m,
        decline_reason=dispatch.decline_reason,
        report=dispatch.report,
        reasons=reasons_of(dispatch),
    )


def responder_dispatch(
    dispatch: Dispatch, *, chats: Iterable[Chat] = (), media: Iterable[wire.MediaCard] = ()
) -> wire.ResponderDispatch:
    """`dispatch` with `FOR_RESPONDER` fetched. Civilians are asked, the others are ordered (`obliged`)."""
    return wire.ResponderDispatch(
        id=dispatch.id,
        alert=responder_alert(dispatch.alert),
        responder=dispatch.responder_id,
        status=DispatchStatus(dispatch.status),
        version=dispatch.version,
        offered_at=dispatch.offered_at,
        respond_by=dispatch.respond_by,
        accepted_at=dispatch.accepted_at,
        en_route_at=dispatch.en_route_at,
        on_scene_at=dispatch.on_scene_at,
        cleared_at=dispatch.cleared_at,
        eta_seconds=dispatch.eta_seconds,
        distance_m=dispatch.distance_m,
        obliged=dispatch.responder.kind in (ResponderKind.POLICE, ResponderKind.MILITARY),
        reasons=reasons_of(dispatch),
        chats=tuple(chat_card(chat) for chat in chats),
        media=tuple(media),
    )


def place_card(place: Place) -> wire.PlaceCard:
    return wire.PlaceCard(
        name=place.name,
        names=place.names,
        kind=place.kind,  # type: ignore[arg-type]
        zone=place.zone_id,
        lat=place.lat,
        lon=place.lon,
    )
