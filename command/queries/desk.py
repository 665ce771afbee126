"""The desk's whole screen, and one alert's file."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from alerts import cards as alert_cards
from alerts import timeline
from alerts.lifecycle import OPEN
from alerts.models import Alert, AlertType, Entry
from alerts.queries import find_alert, look, media_cards, trail
from command.cards import RELATED, dispatch_card, place_card
from command.models import Dispatch, Place, Responder
from command.queries.responders import responder_cards
from people.cards import user_card, zone_card
from people.models import User, Zone
from people.roles import Actor
from wire.messages.cards import Timeline
from wire.messages.desk import Snapshot

CLOSED_SHOWN = timedelta(hours=24)
MOST_CLOSED = 300


def zones_of(actor: Actor) -> list[Zone]:
    """The zones whose alerts this actor may see: the subtree of their own."""
    return list(Zone.objects.filter(path__startswith=actor.zone or "?"))


def snapshot(*, user: User, now: datetime) -> Snapshot:
    """All a desk shows. The heads are read first: whatever commits meanwhile is both in the cards and told again,
    and a card told twice changes nothing."""
    zones = zones_of(user.actor())
    codes = [zone.code for zone in zones]
    heads = timeline.heads(codes)
    alerts = _shown_alerts(codes, now)
    dispatches = Dispatch.objects.filter(alert__in=[alert.id for alert in alerts]).select_related(*RELATED)
    responders = Responder.objects.filter(zone__in=codes, active=True)
    return Snapshot(
        at=now,
        seq=heads,
        me=user_card(user),
        alerts=tuple(alert_cards.desk_alert(alert) for alert in alerts),
        dispatches=tuple(dispatch_card(dispatch) for dispatch in dispatches),
        responders=tuple(responder_cards(responders, now=now)),
        zones=tuple(zone_card(zone) for zone in zones),
        types=tuple(alert_cards.type_card(kind) for kind in AlertType.objects.all()),
        places=tuple(place_card(place) for place in Place.objects.filter(zone__in=codes)),
        timers=dict(settings.TIMERS),
    )


def _shown_alerts(zones: list[str], now: datetime) -> list[Alert]:
    """Every open alert, however many, and those closed within a day."""
    rows = Alert.objects.filter(zone__in=zones).select_related(*alert_cards.DESK_RELATED)
    is_open = list(rows.filter(status__in=OPEN).order_by("received_at"))
    closed = rows.filter(~Q(status__in=OPEN), closed_at__gte=now - CLOSED_SHOWN).order_by("-closed_at")
    return is_open + list(closed[:MOST_CLOSED])


def timeline_of(alert: UUID, *, actor: Actor, at: datetime) -> Timeline:
    """Everything recorded about one alert; the look is recorded too."""
    found = find_alert(alert, actor=actor)
    look(found, actor=actor, what="timeline", at=at)
    dispatches = Dispatch.objects.filter(alert=found).select_related(*RELATED)
    # In the order it happened: a moved alert has entries of two zones, whose numbers do not compare.
    entries = Entry.objects.filter(alert=found).order_by("id")
    return Timeline(
        alert=alert_cards.desk_alert(found),
        entries=tuple(alert_cards.entry_card(entry) for entry in entries),
        chats=tuple(alert_cards.chat_card(chat) for chat in found.chats.all()),
        media=media_cards(found.id),
        fixes=tuple(trail(found)),
        dispatches=tuple(dispatch_card(dispatch) for dispatch in dispatches),
    )
