"""The verb: look up by key; else number, alert, fix and the entry with its zone's gapless `seq`, in one transaction."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from benchmarks.stock.models import Alert, Counter, Entry, Fix

BORDER = 43.6
"""Latitude between the two zones: cheaper than looking into polygons, as ours does."""


def next_number(name: str) -> int:
    counter, _ = Counter.objects.select_for_update().get_or_create(name=name)
    counter.value += 1
    counter.save(update_fields=["value"])
    return counter.value


@transaction.atomic
def raise_alert(press: dict[str, Any]) -> tuple[Alert, bool]:
    """The alert of this press and whether it is new; the same key never makes two."""
    known = Alert.objects.filter(key=press["key"]).first()
    if known is not None:
        return known, False
    fix = press.get("fix")
    zone = "north" if fix is None or fix["lat"] >= BORDER else "south"
    alert = Alert(
        key=press["key"],
        serial=next_number("alert"),
        zone=zone,
        language=press.get("language", "zh-Hans"),
        text=press.get("text", ""),
        battery=round(press["battery"]) if "battery" in press else None,
        pressed_at=press.get("pressed_at"),
        escalate_at=timezone.now() + timedelta(seconds=60),
    )
    if fix is not None:
        alert.lat, alert.lon, alert.accuracy, alert.place_at = fix["lat"], fix["lon"], fix["accuracy"], fix["at"]
    alert.save(force_insert=True)
    if fix is not None:
        Fix.objects.create(alert=alert, **fix)
    Entry.objects.create(
        zone=zone,
        seq=next_number(f"zone:{zone}"),
        alert=alert,
        kind="raised",
        by={"role": "caller", "name": ""},
        facts={"source": "web"},
    )
    return alert, True
