import hashlib
import hmac
from datetime import datetime
from uuid import UUID

from people.models import Device
from wire.words import DeviceStatus, Language


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def recognise_device(key: UUID, *, secret: str) -> Device | None:
    """The phone that made this key, if the secret is its own and it was not revoked."""
    device = Device.objects.select_related("zone").filter(pk=key).first()
    if device is None or device.status == DeviceStatus.REVOKED:
        return None
    return device if hmac.compare_digest(device.secret_hash, digest(secret)) else None


def register_device(key: UUID, *, secret: str, language: Language | None, at: datetime) -> Device | None:
    """Know a phone again, or note it as unverified. None for a wrong secret or a revoked phone: such a caller is
    served without a name, never refused."""
    hashed = digest(secret)
    device, made = Device.objects.select_related("zone").get_or_create(
        pk=key,
        defaults={
            "secret_hash": hashed,
            "first_seen_at": at,
            "language": language or Language.CHINESE,
        },
    )
    if device.status == DeviceStatus.REVOKED or not hmac.compare_digest(device.secret_hash, hashed):
        return None
    if language and device.language != language and not made:
        Device.objects.filter(pk=key).update(language=language)
        device.language = language
    return device
