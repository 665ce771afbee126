from datetime import datetime
from uuid import UUID

from alerts import timeline
from alerts.actions.moves import change, the_alert
from alerts.models import Alert
from people.roles import Actor, Right
from wire.problems import Problem
from wire.words import EntryKind


def link_duplicate(*, alert: UUID, of: UUID, actor: Actor, at: datetime) -> Alert:
    """Say that this alert tells of the same happening as another. Both stay readable; `unlink_duplicate` undoes."""
    found = the_alert(alert, actor=actor, right=Right.LINK)
    other = the_alert(of, actor=actor, right=Right.LINK)
    if found.duplicate_of_id == other.id:
        return found
    if found.id in _chain(other):
        raise Problem("wrong_field", "An alert cannot be its own duplicate.", errors={"alert": ("itself",)})
    change(found, duplicate_of_id=other.id)
    facts = {"of": str(other.id), "number": other.number}
    timeline.record(found, kind=EntryKind.LINKED, actor=actor, at=at, facts=facts)
    return found


def _chain(alert: Alert) -> set[UUID]:
    """The alert, what it is a duplicate of, and so on."""
    seen = {alert.id}
    following = alert.duplicate_of_id
    while following is not None and following not in seen:
        seen.add(following)
        following = Alert.objects.values_list("duplicate_of_id", flat=True).get(pk=following)
    return seen
