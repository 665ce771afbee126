from datetime import datetime
from uuid import UUID

from alerts.actions.close_alert import BEFORE_CLOSING
from alerts.models import Alert
from command.actions.moves import move_dispatch, record_dispatch, the_dispatch
from command.models import Dispatch
from command.models.dispatch import ACTIVE
from people.roles import Actor, Right
from wire.words import DispatchStatus, EntryKind


def withdraw_dispatch(*, dispatch: UUID, actor: Actor, at: datetime, why: str = "") -> Dispatch:
    """The dispatcher calls somebody back. Repeated it changes nothing."""
    found = the_dispatch(dispatch, actor=actor, right=Right.DISPATCH)
    if found.status == DispatchStatus.WITHDRAWN:
        return found
    move_dispatch(found, to=DispatchStatus.WITHDRAWN, ended_at=at, respond_by=None)
    facts = {"why": why} if why else {}
    record_dispatch(found, kind=EntryKind.WITHDRAWN, actor=actor, at=at, facts=facts)
    return found


def free_responders(alert: Alert, actor: Actor, at: datetime) -> None:
    """Closing an alert frees everybody who was sent to it."""
    active = Dispatch.objects.filter(alert=alert, status__in=ACTIVE).values_list("pk", flat=True)
    for dispatch in list(active):
        withdraw_dispatch(dispatch=dispatch, actor=actor, at=at, why="closed")


BEFORE_CLOSING.append(free_responders)
