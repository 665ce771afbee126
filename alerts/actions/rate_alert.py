from datetime import datetime
from uuid import UUID

from alerts import timeline
from alerts.actions.moves import change, the_alert
from alerts.models import Alert
from people.roles import Actor, Right
from wire.problems import Problem
from wire.words import AlertStatus, EntryKind


def rate_alert(*, alert: UUID, stars: int, text: str, actor: Actor, at: datetime) -> Alert:
    """The caller's word on how it went, 1 to 5, once the alert is closed; the latest counts, all are on record."""
    found = the_alert(alert, actor=actor, right=Right.AMEND)
    if found.status != AlertStatus.CLOSED:
        raise Problem("illegal_move", "It can be rated when it is over.", facts={"status": found.status})
    if found.stars == stars and found.rating == text:
        return found
    change(found, stars=stars, rating=text)
    timeline.record(found, kind=EntryKind.RATED, actor=actor, at=at, facts={"stars": stars, "text": text})
    return found
