from datetime import datetime
from typing import Any
from uuid import UUID

from command.actions.moves import (
    keep_act,
    move_dispatch,
    record_dispatch,
    seen_before,
    the_dispatch,
)
from command.lifecycle import TO
from command.models import Dispatch
from people.roles import Actor, Right
from wire.words import EntryKind, Milestone

KINDS = {
    Milestone.EN_ROUTE: EntryKind.DEPARTED,
    Milestone.ON_SCENE: EntryKind.ARRIVED,
    Milestone.CLEARED: EntryKind.CLEARED,
}


def advance_dispatch(
    *,
    dispatch: UUID,
    to: Milestone,
    actor: Actor,
    at: datetime,
    report: str = "",
    key: UUID | None = None,
) -> Dispatch:
    """Departed, arrived, cleared. Repeated it changes nothing; out of order it is `illegal_move`."""
    found = the_dispatch(dispatch, actor=actor, right=Right.ANSWER)
    if seen_before(key, responder=found.responder_id, verb=to.value, dispatch=found.id) or found.status == TO[to]:
        return found
    columns: dict[str, Any] = {f"{to.value}_at": at}
    if to is Milestone.CLEARED:
        columns |= {"ended_at": at, "report": report}
    move_dispatch(found, to=TO[to], **columns)
    keep_act(key, responder=found.responder_id, verb=to.value, dispatch=found, at=at)
    facts = {"report": report} if report else {}
    record_dispatch(found, kind=KINDS[to], actor=actor, at=at, facts=facts)
    return found
