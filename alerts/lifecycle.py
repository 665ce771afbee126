"""The moves of an alert: which states each act may start from. Pure."""

from wire.words import AlertStatus

RECEIVED, ACKNOWLEDGED = AlertStatus.RECEIVED, AlertStatus.ACKNOWLEDGED
DISPATCHED, ON_SCENE, CLOSED = AlertStatus.DISPATCHED, AlertStatus.ON_SCENE, AlertStatus.CLOSED

OPEN = frozenset({RECEIVED, ACKNOWLEDGED, DISPATCHED, ON_SCENE})

MOVES: dict[AlertStatus, frozenset[AlertStatus]] = {
    ACKNOWLEDGED: frozenset({RECEIVED, DISPATCHED, ON_SCENE, CLOSED}),
    DISPATCHED: frozenset({ACKNOWLEDGED, ON_SCENE}),
    ON_SCENE: frozenset({ACKNOWLEDGED, DISPATCHED}),
    CLOSED: OPEN,
}
"""target → where it may be reached from. From CLOSED back to ACKNOWLEDGED is a reopening; from DISPATCHED it is
the loss of the last responder."""


def may_move(status: AlertStatus, to: AlertStatus) -> bool:
    return status in MOVES.get(to, frozenset())
