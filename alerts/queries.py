"""Reading: what each audience may see of alerts, as cards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from alerts import cards
from alerts.lifecycle import OPEN
from alerts.media.store import store
from alerts.models import Alert, Look, Media
from people.rights import require
from people.roles import Actor, Right, Target
from wire.messages import cards as wire
from wire.problems import Problem
from wire.words import AlertStatus


@dataclass(frozen=True, slots=True)
class Coming:
    """Who was asked to an alert, as the room above knows it: their accounts, and what the caller sees of them."""

    offered_to: frozenset[int] = frozenset()
    given_to: frozenset[int] = frozenset()
    responders: tuple[wire.HerderResponder, ...] = ()


@cache
def _coming() -> Callable[[UUID], Coming]:
    """Responders are known above this room; the project names the function that tells (settings.ALERTS_COMING)."""
    function: Callable[[UUID], Coming] = import_string(settings.ALERTS_COMING)
    return function


def coming_to(alert: UUID) -> Coming:
    return _coming()(alert)


def target_of(alert: Alert) -> Target:
    """What `can()` asks about, responders included. `alert` with its zone fetched."""
    coming = coming_to(alert.id)
    return Target(
        zone=alert.zone.path,
        alert=alert.id,
        device=alert.device_id,
        offered_to=coming.offered_to,
        given_to=coming.given_to,
    )


def find_alert(alert: UUID, *, actor: Actor, right: Right = Right.SEE_ALERT) -> Alert:
    """The alert, if this actor has this right over it."""
    found = Alert.objects.select_related("zone", *cards.DESK_RELATED).filter(pk=alert).first()
    if found is None:
        raise Problem("not_found")
    require(actor, right, target_of(found))
    return found


def media_cards(alert: UUID) -> tuple[wire.MediaCard, ...]:
    rows = Media.objects.filter(alert_id=alert)
    return tuple(cards.media_card(row, offset=store().offset(row.id)) for row in rows)


def herder_card(alert: Alert) -> wire.HerderAlert:
    return cards.herder_alert(
        alert,
        responders=coming_to(alert.id).responders,
        chats=alert.chats.all(),
        media=media_cards(alert.id),
    )


def herder_card_of(alert: UUID) -> wire.HerderAlert | None:
    found = Alert.objects.filter(pk=alert).first()
    return herder_card(found) if found else None


def own_alerts(device: UUID) -> tuple[wire.HerderAlert, ...]:
    """A phone's open alerts, newest first."""
    rows = Alert.objects.filter(device_id=device, status__in=OPEN).order_by("-received_at")[:20]
    return tuple(herder_card(alert) for alert in rows)


def look(alert: Alert, *, actor: Actor, what: str, what_id: str = "", at: datetime) -> None:
    """Keep who looked at what. Its own statement: a look must be on record before the thing is shown."""
    Look.objects.create(
        alert=alert,
        user_id=actor.user,
        who=actor.name or actor.role,
        what=what,
        what_id=what_id,
        at=at,
    )


def trail(alert: Alert) -> Sequence[wire.Fix]:
    return tuple(cards.fix_card(fix) for fix in alert.fixes.all())


def list_alerts(
    *,
    actor: Actor,
    statuses: Sequence[AlertStatus],
    zone: str | None,
    since: datetime | None,
    limit: int,
    cursor: int | None,
) -> tuple[list[Alert], str | None]:
    """A page of the alerts in this actor's zones, newest number first, and the cursor of the next page."""
    rows = Alert.objects.select_related(*cards.DESK_RELATED)
    rows = rows.filter(zone__path__startswith=actor.zone or "?").order_by("-serial")
    if statuses:
        rows = rows.filter(status__in=statuses)
    if zone:
        rows = rows.filter(zone_id=zone)
    if since:
        rows = rows.filter(received_at__gte=since)
    if cursor:
        rows = rows.filter(serial__lt=cursor)
    page = list(rows[: limit + 1])
    more = len(page) > limit
    return page[:limit], str(page[limit - 1].serial) if more else None
