import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from people.actions.register_device import digest
from people.models import Device, VerificationCode
from wire.messages.help import VerifyBody
from wire.problems import Problem
from wire.words import DeviceStatus, Language


@dataclass(frozen=True, slots=True)
class Redeemed:
    device: Device
    code: VerificationCode
    first: bool


def redeem_code(*, key: UUID, secret: str, details: VerifyBody, at: datetime) -> Redeemed:
    """Make the phone a verified one of the code's zone and keep its details. Once: the same phone asking again gets
    the same answer, another phone `code_used`. A revoked phone may be verified anew, for an officer stands beside it.

    Raises `code_unknown`, `code_used`, `code_expired`, and `no_right` for a secret that is not this phone's.
    """
    code = VerificationCode.objects.select_related("zone", "issued_by").filter(code_hash=digest(details.code)).first()
    if code is None:
        raise Problem("code_unknown", errors={"code": ("unknown",)})
    device = _phone(key, secret=secret, at=at)
    if code.used_at is not None:
        if code.device_id != key:
            raise Problem("code_used", errors={"code": ("used before",)})
        return Redeemed(device, code, first=False)
    _take(code, device, at)
    _verify(device, code, details, at)
    return Redeemed(device, code, first=True)


def _phone(key: UUID, *, secret: str, at: datetime) -> Device:
    hashed = digest(secret)
    device, _made = Device.objects.get_or_create(
        pk=key, defaults={"secret_hash": hashed, "first_seen_at": at, "language": Language.CHINESE}
    )
    if not hmac.compare_digest(device.secret_hash, hashed):
        raise Problem("no_right", "This phone's secret is another one; make a new key.")
    return device


def _take(code: VerificationCode, device: Device, at: datetime) -> None:
    """Compare-and-swap: of two phones at one code the first wins."""
    free = VerificationCode.objects.filter(pk=code.pk, used_at=None)
    if not free.filter(expires_at__gt=at).update(used_at=at, device=device):
        raise Problem("code_expired" if free.exists() else "code_used", errors={"code": ("no longer valid",)})


def _verify(device: Device, code: VerificationCode, details: VerifyBody, at: datetime) -> None:
    device.status = DeviceStatus.VERIFIED
    device.zone = code.zone
    device.verified_at, device.verified_by = at, str(code.issued_by)
    device.name, device.household, device.camp = details.name, details.household, details.camp
    device.phone, device.health_note = details.phone, details.health_note
    device.language = details.language or device.language
    device.save()
