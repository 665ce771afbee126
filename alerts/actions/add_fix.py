from datetime import datetime
from typing import Any
from uuid import UUID

from alerts import timeline
from alerts.actions.moves import change, the_alert
from alerts.actions.raise_alert import fix_row, put_place
from alerts.lifecycle import OPEN
from alerts.models import Alert, Fix
from geo.point import Point
from people.jurisdiction import jurisdiction
from people.roles import Actor, Right
from wire.messages.cards import Fix as FixCard
from wire.problems import Problem
from wire.words import AlertStatus, EntryKind, PlaceSource

WORSE = 3.0
"""A much coarser fix than the one shown does not replace it within `FRESH` seconds; it is still kept in the trail."""
FRESH = 120.0


def add_fix(
    *,
    alert: UUID,
    fix: FixCard,
    actor: Actor,
    at: datetime,
    battery: float | None = None,
    source: PlaceSource = PlaceSource.DEVICE,
) -> Alert:
    """Keep one more location report. The alert's place follows it unless a dispatcher pinned the place, the report
    is older than the one shown, or it is much coarser than a fresh one. The same fix twice changes nothing."""
    found = the_alert(alert, actor=actor, right=Right.AMEND)
    if found.status not in OPEN:
        raise Problem("illegal_move", "The alert is closed.", facts={"status": found.status})
    if Fix.objects.filter(alert=found, at=fix.at, lat=fix.lat, lon=fix.lon).exists():
        return found
    row = fix_row(found, fix, at=at)
    row.save()
    columns = _columns(found, fix, source, at)
    if battery is not None:
        columns["battery"] = round(battery)
    zone = _better_zone(found, fix)
    if zone is not None:
        _leave(found, zone, actor, at)
        columns["zone_id"] = zone
    if columns:
        change(found, **columns)
    if zone is not None:
        timeline.record(
            found,
            kind=EntryKind.TRANSFERRED_IN,
            actor=actor,
            at=at,
            facts={"why": "place"},
            about=found,
            about_kind="dispatches",
        )
    facts = {"lat": fix.lat, "lon": fix.lon, "accuracy": fix.accuracy}
    timeline.record(
        found,
        kind=EntryKind.FIX_ADDED,
        actor=actor,
        at=at,
        facts=facts,
        about=row,
        about_kind="fix",
    )
    return found


def _columns(alert: Alert, fix: FixCard, source: PlaceSource, at: datetime) -> dict[str, Any]:
    if not _replaces(alert, fix, at):
        return {}
    put_place(alert, fix, source=source)
    return {name: getattr(alert, name) for name in ("lat", "lon", "accuracy", "place_at", "place_source")}


def _replaces(alert: Alert, fix: FixCard, at: datetime) -> bool:
    if alert.lat is None or alert.place_at is None:
        return True
    # A phone whose clock is years ahead would pin its place for good: no claim counts as later than now.
    latest = max(at, alert.received_at)
    shown, claimed = min(alert.place_at, latest), min(fix.at, latest)
    if alert.place_source in (PlaceSource.DISPATCHER, PlaceSource.GAZETTEER) or claimed < shown:
        return False
    young = (claimed - shown).total_seconds() < FRESH
    return not (young and fix.accuracy > WORSE * (alert.accuracy or 0) + 50)


def _better_zone(alert: Alert, fix: FixCard) -> str | None:
    """Where an alert that came without a place belongs, as long as nobody has it in hand: what a dispatcher works
    on is never taken off their screen by a phone."""
    if alert.status != AlertStatus.RECEIVED or Fix.objects.filter(alert=alert).count() > 1:
        return None
    zone = jurisdiction().zone_at(Point(fix.lat, fix.lon))
    return zone if zone != alert.zone_id else None


def _leave(alert: Alert, to: str, actor: Actor, at: datetime) -> None:
    timeline.record(alert, kind=EntryKind.TRANSFERRED_OUT, actor=actor, at=at, facts={"to": to, "why": "place"})
