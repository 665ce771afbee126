from uuid import UUID

from people.models import Device
from people.rights import require
from people.roles import Actor, Right, Target
from wire.messages.help import OwnDetailsBody
from wire.problems import Problem
from wire.words import DeviceStatus


def change_details(*, details: OwnDetailsBody, actor: Actor) -> tuple[Device, tuple[str, ...]]:
    """Keep what the herder says of themselves with their verified phone. The device, and the names of what changed."""
    require(actor, Right.KEEP_DETAILS, Target(device=actor.device))
    device = Device.objects.select_related("zone").filter(pk=actor.device or UUID(int=0)).first()
    if device is None or device.status != DeviceStatus.VERIFIED:
        raise Problem("no_right", "An officer verifies the phone first; then details can be kept with it.")
    given = details.model_dump(exclude_none=True)
    changed = tuple(name for name, value in given.items() if getattr(device, name) != value)
    for name in changed:
        setattr(device, name, given[name])
    if changed:
        device.save(update_fields=changed)
    return device, changed
