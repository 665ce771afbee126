from datetime import datetime
from uuid import UUID, uuid5

from django.db.models import F

from alerts import timeline
from alerts.actions.add_fix import add_fix
from alerts.actions.moves import refresh
from alerts.actions.send_chat import send_chat
from alerts.links import the_link
from alerts.models import LocationLink
from people.roles import Actor, Role
from wire.messages.cards import Fix
from wire.words import EntryKind


def take_place(*, token: str, fix: Fix | None = None, text: str = "", at: datetime) -> LocationLink:
    """Somebody who phoned answers the link: a place, better places, or words. Whoever holds the link may do this to
    its one alert and nothing else; each use is on record."""
    link = the_link(token, at=at)
    actor = Actor(Role.CALLER, holds=frozenset({link.alert_id}))
    LocationLink.objects.filter(pk=link.pk).update(used_at=link.used_at or at, uses=F("uses") + 1)
    if link.used_at is None:
        refresh(link.alert)
        facts = {"link": str(link.id)}
        timeline.record(link.alert, kind=EntryKind.PLACE_GIVEN, actor=actor, at=at, facts=facts)
    if fix is not None:
        add_fix(alert=link.alert_id, fix=fix, actor=actor, at=at)
    if text:
        send_chat(alert=link.alert_id, key=_key(link.id, text), text=text, actor=actor, at=at)
    link.refresh_from_db()
    return link


def _key(link: UUID, text: str) -> UUID:
    """The same words from the same link are said once."""
    return uuid5(link, text)
