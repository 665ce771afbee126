"""One table: role → right → how far it reaches. Doors ask `can()` at every command; what is not in it is refused.

Source: the matrix in ARCHITECTURE.md, "Roles". Nothing here touches the database.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID


class Role(StrEnum):
    CALLER = "caller"
    DEVICE = "device"
    CIVILIAN = "civilian"
    OFFICER = "officer"
    DISPATCHER = "dispatcher"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    SYSTEM_ADMIN = "system_admin"
    SYSTEM = "system"


class Right(StrEnum):
    RAISE = "raise an alert"
    ENTER_REPORT = "enter a report for somebody else"
    AMEND = "add to an alert"
    CANCEL = "cancel an alert"
    CHAT = "talk on an alert"
    SEE_ALERT = "see an alert"
    SEE_MEDIA = "see media"
    SEE_ORIGINAL = "see media as it arrived"
    ADD_MEDIA = "add media"
    USE_DESK = "use the desk"
    ACKNOWLEDGE = "acknowledge an alert"
    CLOSE = "close an alert"
    REOPEN = "reopen an alert"
    LINK = "link duplicates"
    PLAN = "see the plan"
    DISPATCH = "send responders"
    ANSWER = "answer a dispatch"
    SEE_RESPONDERS = "see responders"
    RESPOND = "be on duty"
    ADMIN = "use the admin site"
    MAKE_SERVICE = "make an alert a service request"
    ASK_PLACE = "ask a caller for their place"
    VERIFY = "verify a phone"
    REVOKE = "revoke a phone"
    KEEP_DETAILS = "keep details with a phone"


class Reach(StrEnum):
    """How far a right goes."""

    ANY = "anything"
    OWN = "what this phone raised"
    OFFERED = "what is offered or given to this responder"
    GIVEN = "what this responder has accepted"
    SELF = "this person's own"
    ZONE = "the zone's subtree"


_CALLER = {
    Right.RAISE: Reach.ANY,
    Right.AMEND: Reach.OWN,
    Right.CANCEL: Reach.OWN,
    Right.CHAT: Reach.OWN,
    Right.SEE_ALERT: Reach.OWN,
    Right.ADD_MEDIA: Reach.OWN,
    Right.SEE_MEDIA: Reach.OWN,
}
_RESPONDER = {
    Right.RAISE: Reach.ANY,
    Right.SEE_ALERT: Reach.OFFERED,
    Right.CHAT: Reach.GIVEN,
    Right.SEE_MEDIA: Reach.GIVEN,
    Right.ADD_MEDIA: Reach.GIVEN,
    Right.ANSWER: Reach.SELF,
    Right.RESPOND: Reach.SELF,
}
_DISPATCHER = {
    Right.RAISE: Reach.ANY,
    Right.ENTER_REPORT: Reach.ANY,
    Right.AMEND: Reach.ZONE,
    Right.CANCEL: Reach.ZONE,
    Right.CHAT: Reach.ZONE,
    Right.SEE_ALERT: Reach.ZONE,
    Right.SEE_MEDIA: Reach.ZONE,
    Right.USE_DESK: Reach.ZONE,
    Right.ACKNOWLEDGE: Reach.ZONE,
    Right.CLOSE: Reach.ZONE,
    Right.LINK: Reach.ZONE,
    Right.PLAN: Reach.ZONE,
    Right.DISPATCH: Reach.ZONE,
    Right.ANSWER: Reach.ZONE,
    Right.SEE_RESPONDERS: Reach.ZONE,
    Right.MAKE_SERVICE: Reach.ZONE,
    Right.ASK_PLACE: Reach.ZONE,
    Right.VERIFY: Reach.ZONE,
    Right.REVOKE: Reach.ZONE,
}

RIGHTS: Mapping[Role, Mapping[Right, Reach]] = MappingProxyType(
    {
        Role.CALLER: _CALLER,
        Role.DEVICE: _CALLER | {Right.KEEP_DETAILS: Reach.OWN},
        Role.CIVILIAN: _RESPONDER,
        Role.OFFICER: _RESPONDER | {Right.VERIFY: Reach.ZONE},
        Role.DISPATCHER: _DISPATCHER | {Right.REOPEN: Reach.ZONE},
        Role.SUPERVISOR: _DISPATCHER
        | {Right.REOPEN: Reach.ZONE, Right.ADMIN: Reach.ZONE, Right.SEE_ORIGINAL: Reach.ZONE},
        Role.AUDITOR: {},
        Role.SYSTEM_ADMIN: {Right.ADMIN: Reach.ANY},
        Role.SYSTEM: {right: Reach.ANY for right in Right},
    }
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks. `zone` is the path of the zone whose subtree they answer for; `holds` are the alerts whose secret
    key an unknown phone has shown on this connection."""

    role: Role
    name: str = ""
    user: int | None = None
    device: UUID | None = None
    zone: str | None = None
    language: str = "zh-Hans"
    holds: Set[UUID] = frozenset()

    def __repr__(self) -> str:
        return f"<{self.role} {self.name or self.device or ''}>"


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked about, as far as rights need it. `zone` is a path; the user sets are responders' accounts."""

    zone: str | None = None
    alert: UUID | None = None
    device: UUID | None = None
    user: int | None = None
    offered_to: frozenset[int] = frozenset()
    given_to: frozenset[int] = frozenset()


SYSTEM = Actor(Role.SYSTEM, name="system")
NOTHING = Target()


def _owns(actor: Actor, target: Target) -> bool:
    same_phone = actor.device is not None and actor.device == target.device
    return same_phone or (target.alert is not None and target.alert in actor.holds)


def _within(actor: Actor, target: Target) -> bool:
    """Paths end in `/`, so a subtree is a prefix."""
    return actor.zone is not None and target.zone is not None and target.zone.startswith(actor.zone)


def can(actor: Actor, right: Right, target: Target = NOTHING) -> bool:
    """Whether this actor may do this to that. Default deny."""
    reach = RIGHTS[actor.role].get(right)
    if reach is None:
        return False
    if reach is Reach.ANY:
        return True
    if reach is Reach.OWN:
        return _owns(actor, target)
    if reach is Reach.ZONE:
        return _within(actor, target)
    if actor.user is None:
        return False
    if reach is Reach.SELF:
        return actor.user == target.user
    return actor.user in (target.offered_to if reach is Reach.OFFERED else target.given_to)


def may_ever(actor: Actor, right: Right) -> bool:
    """Whether the role has this right over anything at all (for opening a door, before a target is known)."""
    return right in RIGHTS[actor.role]
