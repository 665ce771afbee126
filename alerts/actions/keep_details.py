from datetime import datetime

from alerts import timeline
from people.actions.change_details import change_details
from people.jurisdiction import jurisdiction
from people.models import Device
from people.roles import Actor
from wire.messages.help import OwnDetailsBody
from wire.words import EntryKind


def keep_details(*, details: OwnDetailsBody, actor: Actor, at: datetime) -> Device:
    """A herder changes what is kept with their phone. On record is which details, not what they say."""
    device, changed = change_details(details=details, actor=actor)
    if changed:
        timeline.record(
            None,
            kind=EntryKind.DEVICE_CHANGED,
            actor=actor,
            at=at,
            zone=device.zone_id or jurisdiction().unplaced,
            facts={"device": str(device.id), "changed": list(changed)},
        )
    return device
