from datetime import datetime
from uuid import UUID

from alerts import timeline
from alerts.actions.moves import change, escalation_due, the_alert
from alerts.lifecycle import OPEN
from alerts.models import Alert, AlertType
from alerts.models.alert import UNKNOWN_TYPE_LEVEL
from alerts.models.type import SERVICE_LEVEL
from people.roles import Actor, Right
from wire.problems import Problem
from wire.words import EntryKind


def transfer_service(*, alert: UUID, service: bool, actor: Actor, at: datetime) -> Alert:
    """Make an alert a service request, which wakes nobody, or a service request an alert. Repeated it changes nothing.

    Only a person makes less of a call than it was; see `add_detail` for the other way.
    """
    found = the_alert(alert, actor=actor, right=Right.MAKE_SERVICE)
    if found.service == service:
        return found
    if found.status not in OPEN:
        raise Problem("illegal_move", "The alert is closed.", facts={"status": found.status})
    was = found.level
    level = SERVICE_LEVEL if service else _danger_level(found.alert_type)
    change(found, service=service, level=level, escalate_at=None if service else escalation_due(found, at=at))
    kind = EntryKind.MADE_SERVICE if service else EntryKind.MADE_ALERT
    timeline.record(found, kind=kind, actor=actor, at=at, facts={"level": level, "was": was})
    return found


def _danger_level(kind: AlertType | None) -> int:
    """How grave an alert of this kind is once it is no service: what is not known counts as danger."""
    return UNKNOWN_TYPE_LEVEL if kind is None or kind.service else kind.level
