"""A responder's screen."""

from datetime import datetime
from uuid import UUID

from alerts.queries import media_cards
from command.cards import FOR_RESPONDER, responder_dispatch
from command.lifecycle import ACTIVE, DECLINED, EXPIRED, GIVEN, WITHDRAWN
from command.models import Dispatch, Responder
from command.queries.responders import open_shift, responder_cards
from wire.messages.cards import ResponderDispatch
from wire.messages.respond import RespondSnapshot

GONE = frozenset({DECLINED, EXPIRED, WITHDRAWN})


def card_of(dispatch: Dispatch) -> ResponderDispatch:
    """With talk and media once it is accepted: an offer shows the call itself, no more."""
    if dispatch.status in GONE:
        return _without_the_call(responder_dispatch(dispatch))
    if dispatch.status not in GIVEN:
        return responder_dispatch(dispatch)
    return responder_dispatch(dispatch, chats=dispatch.alert.chats.all(), media=media_cards(dispatch.alert_id))


def _without_the_call(card: ResponderDispatch) -> ResponderDispatch:
    """Who declined, kept silent or was called back learns what became of the offer, and nothing more of the caller."""
    hidden = {"text": "", "place": None, "caller_name": "", "caller_phone": ""}
    return card.model_copy(update={"alert": card.alert.model_copy(update=hidden)})


def dispatch_for_responder(dispatch: UUID) -> ResponderDispatch | None:
    found = Dispatch.objects.select_related(*FOR_RESPONDER).filter(pk=dispatch).first()
    return card_of(found) if found else None


def active_dispatches(responder: int, *, alert: UUID | None = None) -> list[ResponderDispatch]:
    rows = Dispatch.objects.select_related(*FOR_RESPONDER).filter(responder_id=responder, status__in=ACTIVE)
    if alert is not None:
        rows = rows.filter(alert_id=alert)
    return [card_of(row) for row in rows]


def respond_snapshot(responder: Responder, *, now: datetime) -> RespondSnapshot:
    [card] = responder_cards(Responder.objects.filter(pk=responder.pk), now=now)
    return RespondSnapshot(
        at=now,
        responder=card,
        shift=open_shift(responder),
        dispatches=tuple(active_dispatches(responder.pk)),
    )
