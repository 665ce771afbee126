from people.models import Device, User, Zone
from wire.messages.cards import UserCard, ZoneCard
from wire.messages.help import DeviceCard
from wire.words import DeviceStatus, Language


def user_card(user: User) -> UserCard:
    return UserCard(
        id=user.pk,
        username=user.username,
        name=user.name or user.username,
        role=user.role,
        zone=user.zone_id,
        language=Language(user.language),
    )


def zone_card(zone: Zone) -> ZoneCard:
    return ZoneCard(
        code=zone.code,
        name=zone.name,
        names=zone.names,
        parent=zone.parent_id,
        boundary=zone.boundary,
    )


def device_card(device: Device | None) -> DeviceCard:
    """What a phone is told of itself; None, a stranger, is an unverified phone with nothing kept."""
    if device is None or device.status == DeviceStatus.REVOKED:
        return DeviceCard(status=DeviceStatus.UNVERIFIED)
    return DeviceCard(
        status=DeviceStatus(device.status),
        name=device.name,
        household=device.household,
        camp=device.camp,
        phone=device.phone,
        health_note=bool(device.health_note),
        zone=device.zone_id,
    )
