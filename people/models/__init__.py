from people.models.device import Device
from people.models.user import User
from people.models.zone import Zone

__all__ = ["Device", "User", "Zone"]
