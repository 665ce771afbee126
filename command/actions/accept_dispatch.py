from datetime import datetime
from uuid import UUID

from alerts.cards import reached_by_sms
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


def accept_dispatch(*, dispatch: UUID, actor: Actor, at: datetime, key: UUID | None = None) -> Dispatch:
    """The responder goes. Repeated it changes nothing; after silence or withdrawal it is `illegal_move`."""
    found = the_dispatch(dispatch, actor=actor, right=Right.ANSWER)
    if (
        seen_before(key, responder=found.responder_id, verb="accept", dispatch=found.id)
        or found.status == DispatchStatus.ACCEPTED
    ):
        return found
    move_dispatch(found, to=DispatchStatus.ACCEPTED, accepted_at=at, respond_by=None)
    keep_act(key, responder=found.responder_id, verb="accept", dispatch=found, at=at)
    waited = round((at - found.offered_at).total_seconds(), 1)
    facts = {"waited_seconds": waited}
    by_sms = reached_by_sms(found.alert)
    record_dispatch(found, kind=EntryKind.ACCEPTED, actor=actor, at=at, facts=facts, outbox=by_sms)
    return found
