from datetime import datetime
from uuid import UUID

from command.actions.moves import FETCHED, move_dispatch, record_dispatch
from command.models import Dispatch
from people.roles import SYSTEM
from wire.problems import Problem
from wire.words import DispatchStatus, EntryKind


def expire_offer(*, dispatch: UUID, at: datetime) -> Dispatch | None:
    """Nobody answered in time. None when an answer or another worker was faster."""
    found = Dispatch.objects.select_related(*FETCHED).filter(pk=dispatch).first()
    if found is None or found.respond_by is None or found.respond_by > at:
        return None
    try:
        move_dispatch(found, to=DispatchStatus.EXPIRED, ended_at=at, respond_by=None)
    except Problem:
        return None
    record_dispatch(found, kind=EntryKind.EXPIRED, actor=SYSTEM, at=at)
    return found
