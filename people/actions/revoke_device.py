from uuid import UUID

from people.models import Device
from people.rights import require
from people.roles import Actor, Right, Target
from wire.problems import Problem
from wire.words import DeviceStatus


def revoke_device(*, device: UUID, actor: Actor, seen_in: str | None = None) -> tuple[Device, bool]:
    """Forget that a phone is known: from now on it is an unknown caller's, and still calls for help. Its details stay
    for the record. `seen_in` is the path of the zone it called from, for a phone that no zone has verified.

    The device, and whether anything changed.
    """
    found = Device.objects.select_related("zone").filter(pk=device).first()
    if found is None:
        raise Problem("not_found")
    require(actor, Right.REVOKE, Target(zone=found.zone.path if found.zone else seen_in))
    changed = Device.objects.filter(pk=device).exclude(status=DeviceStatus.REVOKED).update(status=DeviceStatus.REVOKED)
    found.status = DeviceStatus.REVOKED
    return found, bool(changed)
