from people.models.code import VerificationCode
from people.models.device import Device
from people.models.sms import OutgoingSms
from people.models.user import User
from people.models.zone import Zone

__all__ = ["Device", "OutgoingSms", "User", "VerificationCode", "Zone"]
