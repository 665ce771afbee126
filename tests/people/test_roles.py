"""Who may do what, spelled out by hand from the matrix of roles; `people/roles.py` must agree."""

from uuid import uuid4

import pytest

from people.rights import require, require_role
from people.roles import NOTHING, RIGHTS, SYSTEM, Actor, Reach, Right, Role, Target, can, may_ever
from wire.problems import Problem

PHONE, BAT, ALERT = uuid4(), 7, uuid4()
NORTH = "/altan/north/"

ROLES = {
    "C": Role.CALLER,
    "D": Role.DEVICE,
    "v": Role.CIVILIAN,
    "o": Role.OFFICER,
    "d": Role.DISPATCHER,
    "S": Role.SUPERVISOR,
    "a": Role.AUDITOR,
    "y": Role.SYSTEM_ADMIN,
}

# over what             | Caller Device | ciVilian Officer | Dispatcher Supervisor | Auditor sYstem admin
#   .   never
#   *   anything
#   own what this phone raised       off offered or given     giv accepted      self this person's own
#   zon the zone's subtree
MATRIX = """
                                   C    D    v    o    d    S    a    y
raise an alert                     *    *    *    *    *    *    .    .
enter a report for somebody else   .    .    .    .    *    *    .    .
add to an alert                    own  own  .    .    zon  zon  .    .
cancel an alert                    own  own  .    .    zon  zon  .    .
talk on an alert                   own  own  giv  giv  zon  zon  .    .
see an alert                       own  own  off  off  zon  zon  .    .
see media                          own  own  giv  giv  zon  zon  .    .
see media as it arrived            .    .    .    .    .    zon  .    .
add media                          own  own  giv  giv  .    .    .    .
use the desk                       .    .    .    .    zon  zon  .    .
acknowledge an alert               .    .    .    .    zon  zon  .    .
close an alert                     .    .    .    .    zon  zon  .    .
reopen an alert                    .    .    .    .    zon  zon  .    .
link duplicates                    .    .    .    .    zon  zon  .    .
see the plan                       .    .    .    .    zon  zon  .    .
send responders                    .    .    .    .    zon  zon  .    .
answer a dispatch                  .    .    self self zon  zon  .    .
see responders                     .    .    .    .    zon  zon  .    .
be on duty                         .    .    self self .    .    .    .
use the admin site                 .    .    .    .    .    zon  .    *
make an alert a service request     .    .    .    .    zon  zon  .    .
ask a caller for their place       .    .    .    .    zon  zon  .    .
verify a phone                     .    .    .    zon  zon  zon  .    .
revoke a phone                     .    .    .    .    zon  zon  .    .
keep details with a phone          .    own  .    .    .    .    .    .
"""

TARGETS = {
    "nothing": NOTHING,
    "own": Target(zone="/elsewhere/", alert=ALERT, device=PHONE),
    "offered": Target(zone="/elsewhere/", alert=ALERT, offered_to=frozenset({BAT})),
    "given": Target(zone="/elsewhere/", alert=ALERT, offered_to=frozenset({BAT}), given_to=frozenset({BAT})),
    "self": Target(zone="/elsewhere/", user=BAT),
    "zone": Target(zone=f"{NORTH}post/", alert=ALERT),
    "strange": Target(
        zone="/altan/south/",
        alert=uuid4(),
        device=uuid4(),
        user=8,
        offered_to=frozenset({8}),
        given_to=frozenset({8}),
    ),
}
COVERS = {
    ".": set(),
    "*": set(TARGETS),
    "own": {"own"},
    "off": {"offered", "given"},
    "giv": {"given"},
    "self": {"self"},
    "zon": {"zone"},
}


def actor(role: Role) -> Actor:
    """Somebody of this role with all that a right could rest on."""
    if role in (Role.CALLER, Role.DEVICE):
        return Actor(role, device=PHONE)
    return Actor(role, user=BAT, zone=NORTH)


def rows() -> list[tuple[Right, Role, str]]:
    heads, *lines = MATRIX.strip("\n").splitlines()
    return [
        (Right(line[:35].strip()), ROLES[letter], reach)
        for line in lines
        for letter, reach in zip(heads.split(), line[35:].split(), strict=True)
    ]


def test_every_right_and_every_role_has_its_place_in_the_matrix() -> None:
    told = {(right, role) for right, role, _ in rows()}
    assert told == {(right, role) for right in Right for role in Role if role is not Role.SYSTEM}


@pytest.mark.parametrize(("right", "role", "reach"), rows(), ids=lambda each: str(each).replace(" ", "_"))
def test_a_role_may_do_what_the_matrix_says_and_nothing_else(right: Right, role: Role, reach: str) -> None:
    allowed = {name for name, target in TARGETS.items() if can(actor(role), right, target)}
    assert allowed == COVERS[reach]
    assert may_ever(actor(role), right) == (reach != ".")


def test_the_system_itself_may_do_everything_and_nobody_logs_in_as_it() -> None:
    from people.models.user import STAFF_ROLES

    assert all(can(SYSTEM, right, target) for right in Right for target in TARGETS.values())
    assert Role.SYSTEM.value not in dict(STAFF_ROLES)


def test_a_right_that_is_not_in_the_table_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("people.roles.RIGHTS", {role: {} for role in Role})
    assert not any(can(actor(role), right, target) for role in Role for right in Right for target in TARGETS.values())


def test_the_table_cannot_be_changed_at_run_time() -> None:
    with pytest.raises(TypeError):
        RIGHTS[Role.AUDITOR] = {Right.CLOSE: Reach.ANY}  # type: ignore[index]


@pytest.mark.parametrize(
    ("zone", "seen"),
    [
        (NORTH, True),
        (f"{NORTH}post/", True),
        ("/altan/north2/", False),
        ("/altan/", False),
        ("/altan/south/", False),
        ("/other/altan/north/", False),
        (None, False),
    ],
)
def test_a_zone_covers_its_subtree_and_not_its_namesakes(zone: str | None, seen: bool) -> None:
    dispatcher = Actor(Role.DISPATCHER, user=1, zone=NORTH)
    assert can(dispatcher, Right.SEE_ALERT, Target(zone=zone)) is seen


def test_a_dispatcher_without_a_zone_sees_nothing() -> None:
    assert not can(Actor(Role.DISPATCHER, user=1), Right.SEE_ALERT, Target(zone=NORTH))


def test_two_unknown_phones_are_not_the_same_phone() -> None:
    """An alert without a device belongs to whoever holds its key, not to every caller without a device."""
    unknown = Actor(Role.CALLER)
    assert not can(unknown, Right.SEE_ALERT, Target(alert=ALERT, device=None))
    assert can(Actor(Role.CALLER, holds=frozenset({ALERT})), Right.SEE_ALERT, Target(alert=ALERT))


def test_a_responder_without_an_account_is_nobodys_own() -> None:
    assert not can(Actor(Role.OFFICER), Right.ANSWER, Target(user=None))


@pytest.mark.parametrize(
    ("who", "right", "target", "code"),
    [
        (Actor(Role.CALLER), Right.CLOSE, TARGETS["strange"], "not_logged_in"),
        (actor(Role.OFFICER), Right.CLOSE, TARGETS["given"], "no_right"),
        (actor(Role.OFFICER), Right.CHAT, TARGETS["offered"], "no_right"),
        (actor(Role.OFFICER), Right.CHAT, TARGETS["strange"], "not_found"),
        (actor(Role.DISPATCHER), Right.CLOSE, TARGETS["strange"], "not_found"),
        (actor(Role.DEVICE), Right.SEE_ALERT, TARGETS["strange"], "not_found"),
    ],
)
def test_a_refusal_says_no_more_than_the_asker_knows(who: Actor, right: Right, target: Target, code: str) -> None:
    with pytest.raises(Problem) as refusal:
        require(who, right, target)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("role", "code"),
    [(Role.CALLER, "not_logged_in"), (Role.DEVICE, "not_logged_in"), (Role.OFFICER, "no_right")],
)
def test_a_door_of_the_desk_is_shut_to_others_before_the_body_is_read(role: Role, code: str) -> None:
    with pytest.raises(Problem) as refusal:
        require_role(actor(role), Right.USE_DESK)
    assert refusal.value.code == code
    require_role(actor(Role.DISPATCHER), Right.USE_DESK)
