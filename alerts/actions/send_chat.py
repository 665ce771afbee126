from datetime import datetime
from uuid import UUID

from alerts import timeline
from alerts.actions.moves import the_alert
from alerts.cards import reached_by_sms
from alerts.models import Chat
from people.roles import Actor, Right, Role
from wire.problems import Problem
from wire.words import EntryKind, Speaker

SPEAKERS = {
    Role.CALLER: Speaker.HERDER,
    Role.DEVICE: Speaker.HERDER,
    Role.CIVILIAN: Speaker.RESPONDER,
    Role.OFFICER: Speaker.RESPONDER,
    Role.DISPATCHER: Speaker.DISPATCHER,
    Role.SUPERVISOR: Speaker.DISPATCHER,
}


PHONES = (Role.CALLER, Role.DEVICE)


def send_chat(*, alert: UUID, key: UUID, text: str, actor: Actor, at: datetime) -> Chat:
    """Say something on an alert. The same key says it once."""
    found = the_alert(alert, actor=actor, right=Right.CHAT)
    said = Chat.objects.filter(pk=key).first()
    if said is not None:
        if said.alert_id != found.id:
            raise Problem("conflict", errors={"key": ("used on another alert",)})
        return said
    chat = Chat.objects.create(
        id=key,
        alert=found,
        sender=SPEAKERS.get(actor.role, Speaker.SYSTEM),
        user_id=actor.user,
        name=actor.name,
        text=text,
        at=at,
    )
    timeline.record(
        found,
        kind=EntryKind.CHAT_SENT,
        actor=actor,
        at=at,
        facts={"text": text},
        about=chat,
        about_kind="chat",
        # Who has no page of ours is told by SMS.
        outbox=actor.role not in PHONES and reached_by_sms(found),
    )
    return chat
