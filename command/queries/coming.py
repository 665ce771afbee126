"""Who was asked to an alert: what the rooms below need to know of dispatches (settings.ALERTS_COMING)."""

from uuid import UUID

from alerts.queries import Coming
from command.fleet import fleet
from command.lifecycle import ACTIVE, GIVEN
from command.models import Dispatch
from geo.point import metres_between
from wire.messages.cards import HerderResponder
from wire.words import DispatchStatus, ResponderKind

MOVING = (DispatchStatus.ACCEPTED, DispatchStatus.EN_ROUTE)


def coming_to(alert: UUID) -> Coming:
    rows = list(
        Dispatch.objects.filter(alert_id=alert, status__in=ACTIVE | {DispatchStatus.CLEARED})
        .select_related("responder", "alert")
        .order_by("offered_at")
    )
    active = [row for row in rows if row.status in ACTIVE]
    given = [row for row in rows if row.status in GIVEN]
    return Coming(
        offered_to=frozenset(row.responder.user_id for row in active if row.responder.user_id),
        given_to=frozenset(row.responder.user_id for row in given if row.responder.user_id),
        responders=tuple(_as_seen_by_caller(row) for row in given),
    )


def _as_seen_by_caller(dispatch: Dispatch) -> HerderResponder:
    """Minutes shrink with the distance that is left: first estimate scaled by it."""
    heard = fleet.where(dispatch.responder_id)
    alert = dispatch.alert
    left, eta = dispatch.distance_m, dispatch.eta_seconds
    if heard is not None and alert.lat is not None and alert.lon is not None:
        left = metres_between(heard.lat, heard.lon, alert.lat, alert.lon)
        if dispatch.distance_m and dispatch.eta_seconds:
            eta = round(dispatch.eta_seconds * left / dispatch.distance_m)
    moving = dispatch.status in MOVING
    return HerderResponder(
        name=dispatch.responder.name,
        kind=ResponderKind(dispatch.responder.kind),
        status=DispatchStatus(dispatch.status),
        eta_seconds=eta if moving else None,
        distance_m=round(left, 1) if left is not None and moving else None,
        lat=heard.lat if heard else None,
        lon=heard.lon if heard else None,
    )
