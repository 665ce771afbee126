"""`can()` as the doors use it: a refusal instead of a boolean."""

from people.roles import NOTHING, Actor, Right, Role, Target, can, may_ever
from wire.problems import Problem


def require(actor: Actor, right: Right, target: Target = NOTHING) -> None:
    """Raise unless allowed: `not_logged_in` for strangers, `not_found` where the thing's existence is itself a
    secret (the actor may not see it), else `no_right`."""
    if can(actor, right, target):
        return
    if not may_ever(actor, right) or target is NOTHING:
        anonymous = actor.role is Role.CALLER
        raise Problem("not_logged_in" if anonymous else "no_right")
    raise Problem("no_right" if can(actor, Right.SEE_ALERT, target) else "not_found")


def require_role(actor: Actor, right: Right) -> None:
    """Raise unless the actor's role has this right over something."""
    if not may_ever(actor, right):
        anonymous = actor.role in (Role.CALLER, Role.DEVICE)
        raise Problem("not_logged_in" if anonymous else "no_right")
