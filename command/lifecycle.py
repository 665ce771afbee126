"""The moves of a dispatch. Pure."""

from wire.words import DispatchStatus, Milestone

OFFERED, ACCEPTED, EN_ROUTE = (
    DispatchStatus.OFFERED,
    DispatchStatus.ACCEPTED,
    DispatchStatus.EN_ROUTE,
)
ON_SCENE, CLEARED = DispatchStatus.ON_SCENE, DispatchStatus.CLEARED
DECLINED, EXPIRED, WITHDRAWN = (
    DispatchStatus.DECLINED,
    DispatchStatus.EXPIRED,
    DispatchStatus.WITHDRAWN,
)

GIVEN = frozenset({ACCEPTED, EN_ROUTE, ON_SCENE})
ACTIVE = GIVEN | {OFFERED}

MOVES: dict[DispatchStatus, frozenset[DispatchStatus]] = {
    ACCEPTED: frozenset({OFFERED}),
    DECLINED: frozenset({OFFERED}),
    EXPIRED: frozenset({OFFERED}),
    WITHDRAWN: ACTIVE,
    EN_ROUTE: frozenset({ACCEPTED}),
    ON_SCENE: frozenset({ACCEPTED, EN_ROUTE}),
    CLEARED: frozenset({EN_ROUTE, ON_SCENE}),
}
"""target → where it may be reached from. Whoever stands beside the caller already need not "depart" first."""

TO: dict[Milestone, DispatchStatus] = {
    Milestone.EN_ROUTE: EN_ROUTE,
    Milestone.ON_SCENE: ON_SCENE,
    Milestone.CLEARED: CLEARED,
}
