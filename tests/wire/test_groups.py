"""Which sockets of this process want to hear of what."""

from wire.groups import Groups


def test_a_member_hears_of_every_group_it_joined() -> None:
    groups: Groups[str, str] = Groups()
    groups.join("north", "saran")
    groups.join("north", "wei")
    groups.join("south", "wei")
    assert set(groups.members("north")) == {"saran", "wei"}
    assert groups.members("south") == ("wei",)
    assert sorted(groups.everyone()) == ["saran", "wei"]


def test_joining_twice_is_joining_once() -> None:
    groups: Groups[str, str] = Groups()
    groups.join("north", "saran")
    groups.join("north", "saran")
    assert groups.members("north") == ("saran",)


def test_a_group_nobody_is_in_takes_no_room() -> None:
    groups: Groups[str, str] = Groups()
    groups.join("north", "saran")
    groups.leave("north", "saran")
    assert "north" not in groups
    assert list(groups.everyone()) == []


def test_leaving_what_one_never_joined_is_nothing() -> None:
    groups: Groups[str, str] = Groups()
    groups.leave("north", "saran")
    groups.join("north", "wei")
    groups.leave("north", "saran")
    assert groups.members("north") == ("wei",)


def test_asking_for_a_group_does_not_make_it() -> None:
    groups: Groups[str, str] = Groups()
    assert groups.members("north") == ()
    assert "north" not in groups


def test_members_may_come_and_go_while_they_are_told() -> None:
    groups: Groups[str, str] = Groups()
    for name in ("saran", "temur", "wei"):
        groups.join("north", name)
    for name in groups.members("north"):
        groups.leave("north", name)
    for name in ("saran", "temur"):
        groups.join("north", name)
    for name in groups.everyone():
        groups.leave("north", name)
        groups.join("south", name)
    assert set(groups.members("south")) == {"saran", "temur"}
