from people.models import User, Zone
from wire.messages.cards import UserCard, ZoneCard
from wire.words import Language


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
