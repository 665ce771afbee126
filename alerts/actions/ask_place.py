from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings

from alerts import timeline
from alerts.actions.moves import the_alert
from alerts.cards import caller_of
from alerts.lifecycle import OPEN
from alerts.links import hash_of, token_of
from alerts.models import Alert, LocationLink
from people.roles import Actor, Right
from wire.messages.base import zulu
from wire.problems import Problem
from wire.words import EntryKind

AGAIN_SECONDS = 30
"""A second click within this time is the same request."""


@dataclass(frozen=True, slots=True)
class Asked:
    alert: Alert
    link: LocationLink


def ask_place(*, alert: UUID, actor: Actor, at: datetime) -> Asked:
    """Send the caller a one-time link that asks only for their place. The SMS goes out after the commit."""
    found = the_alert(alert, actor=actor, right=Right.ASK_PLACE)
    if found.status not in OPEN:
        raise Problem("illegal_move", "The alert is closed.", facts={"status": found.status})
    phone = caller_of(found).phone
    if not phone:
        raise Problem("wrong_field", "The caller's number is not known.", errors={"caller_phone": ("needed",)})
    recent = found.links.filter(sent_to=phone, made_at__gt=at - timedelta(seconds=AGAIN_SECONDS)).last()
    return Asked(found, recent or _make(found, phone, actor, at))


def _make(alert: Alert, phone: str, actor: Actor, at: datetime) -> LocationLink:
    link_id = uuid4()
    link = LocationLink.objects.create(
        id=link_id,
        alert=alert,
        token_hash=hash_of(token_of(link_id)),
        sent_to=phone,
        made_at=at,
        expires_at=at + timedelta(seconds=settings.LOCATION_LINK_SECONDS),
    )
    facts = {"link": str(link.id), "to": phone, "expires_at": zulu(link.expires_at)}
    timeline.record(alert, kind=EntryKind.PLACE_ASKED, actor=actor, at=at, facts=facts, outbox=True)
    return link
