from datetime import datetime
from uuid import UUID

from alerts import timeline
from alerts.models import Alert
from people.actions.revoke_device import revoke_device
from people.jurisdiction import jurisdiction
from people.models import Device
from people.roles import Actor
from wire.words import EntryKind


def shut_out_device(*, device: UUID, actor: Actor, at: datetime, reason: str = "") -> Device:
    """Revoke a phone's verification, on record in its zone. Repeated it changes nothing."""
    last = Alert.objects.filter(device_id=device).select_related("zone").order_by("-received_at").first()
    found, changed = revoke_device(device=device, actor=actor, seen_in=last.zone.path if last else None)
    if changed:
        timeline.record(
            None,
            kind=EntryKind.DEVICE_REVOKED,
            actor=actor,
            at=at,
            zone=found.zone_id or (last.zone_id if last else jurisdiction().unplaced),
            facts={"device": str(found.id), "reason": reason},
        )
    return found
