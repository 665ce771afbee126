from datetime import datetime
from uuid import UUID

from alerts import timeline
from alerts.actions.moves import change, the_alert
from alerts.models import Alert
from people.roles import Actor, Right
from wire.words import EntryKind


def unlink_duplicate(*, alert: UUID, actor: Actor, at: datetime) -> Alert:
    """Undo `link_duplicate`. An alert that is linked to none is left as it is."""
    found = the_alert(alert, actor=actor, right=Right.LINK)
    if found.duplicate_of_id is None:
        return found
    was = str(found.duplicate_of_id)
    change(found, duplicate_of_id=None)
    timeline.record(found, kind=EntryKind.UNLINKED, actor=actor, at=at, facts={"of": was})
    return found
