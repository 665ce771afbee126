from datetime import datetime
from uuid import UUID

from command.actions.moves import (
    keep_act,
    move_dispatch,
    record_dispatch,
    seen_before,
    the_dispatch,
)
from command.models import Dispatch
from people.roles import Actor, Right
from wire.words import DispatchStatus, EntryKind


def decline_dispatch(
    *, dispatch: UUID, actor: Actor, at: datetime, reason: str = "", key: UUID | None = None
) -> Dispatch:
    """The responder cannot. Repeated it changes nothing."""
    found = the_dispatch(dispatch, actor=actor, right=Right.ANSWER)
    if (
        seen_before(key, responder=found.responder_id, verb="decline", dispatch=found.id)
        or found.status == DispatchStatus.DECLINED
    ):
        return found
    move_dispatch(found, to=DispatchStatus.DECLINED, ended_at=at, respond_by=None, decline_reason=reason)
    keep_act(key, responder=found.responder_id, verb="decline", dispatch=found, at=at)
    record_dispatch(found, kind=EntryKind.DECLINED, actor=actor, at=at, facts={"reason": reason})
    return found
