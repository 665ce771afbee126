from datetime import datetime

from alerts import timeline
from people.actions.issue_code import Issued, issue_code
from people.roles import Actor
from wire.messages.base import zulu
from wire.words import EntryKind


def issue_verification(*, actor: Actor, at: datetime) -> Issued:
    """An officer asks for a one-time code to show to a herder's phone. On record in the officer's zone."""
    issued = issue_code(actor=actor, at=at)
    facts = {"code": str(issued.row.id), "expires_at": zulu(issued.row.expires_at)}
    timeline.record(None, kind=EntryKind.CODE_ISSUED, actor=actor, at=at, zone=issued.row.zone_id, facts=facts)
    return issued
