from datetime import datetime
from uuid import UUID

from alerts import timeline
from people.actions.redeem_code import redeem_code
from people.models import Device
from people.roles import Actor, Role
from wire.messages.help import VerifyBody
from wire.words import EntryKind


def verify_device(*, key: UUID, secret: str, details: VerifyBody, at: datetime) -> Device:
    """A phone shows the code an officer gave it. On record in the officer's zone, without what is private."""
    done = redeem_code(key=key, secret=secret, details=details, at=at)
    if done.first:
        timeline.record(
            None,
            kind=EntryKind.DEVICE_VERIFIED,
            actor=Actor(Role.DEVICE, name=done.device.name, device=done.device.id),
            at=at,
            zone=done.code.zone_id,
            facts={
                "device": str(done.device.id),
                "code": str(done.code.id),
                "officer": str(done.code.issued_by),
                "camp": done.device.camp,
            },
        )
    return done.device
