"""What people add to an alert: details, talk, a rating, and that two alerts tell of one happening."""

from uuid import uuid4

import pytest

from alerts.actions.add_detail import add_detail
from alerts.actions.close_alert import close_alert
from alerts.actions.link_duplicate import link_duplicate
from alerts.actions.rate_alert import rate_alert
from alerts.actions.send_chat import send_chat
from alerts.actions.unlink_duplicate import unlink_duplicate
from alerts.models import Alert, Chat
from people.roles import Actor
from tests.cast import SOUTHERN, actor, again, do, kinds, later, make_phone, make_type, raised, refused
from wire.words import Disposition

pytestmark = pytest.mark.usefixtures("altan")


@pytest.fixture
def oyuna(altan: None) -> Actor:
    return make_phone(name="Oyuna").actor()


# Details.


def test_the_kind_of_help_sets_the_level_and_words_are_added(oyuna: Actor) -> None:
    make_type("grass_fire", level=1), make_type("theft", level=2)
    alert = raised(by=oyuna, alert_type="theft", text="Smoke")
    done = do(add_detail, alert=alert.id, actor=oyuna, at=later(5), alert_type="grass_fire", text="Two tents")
    assert (done.alert_type_id, done.level, done.text) == ("grass_fire", 1, "Smoke\nTwo tents")
    assert alert.entries.get(kind="detailed").facts["was"] == {"alert_type": "theft", "level": 2}


def test_the_same_words_twice_change_nothing(oyuna: Actor) -> None:
    alert = raised(by=oyuna)
    for _ in range(2):
        done = do(add_detail, alert=alert.id, actor=oyuna, at=later(5), text="Two tents")
    assert (done.text, done.version, kinds(alert)) == ("Two tents", 2, ["raised", "detailed"])


def test_a_detail_of_an_unknown_kind_names_the_field(oyuna: Actor) -> None:
    with refused("wrong_field"):
        do(add_detail, alert=raised(by=oyuna).id, actor=oyuna, at=later(5), alert_type="nonsense")


# Talk.


def say(alert: Alert, by: Actor, *, text: str = "Снег орж байна", key: object = None) -> Chat:
    return do(send_chat, alert=alert.id, key=key or uuid4(), text=text, actor=by, at=later(9))


def test_the_same_key_says_it_once(oyuna: Actor) -> None:
    alert, key = raised(by=oyuna), uuid4()
    first, second = say(alert, oyuna, key=key), say(alert, oyuna, key=key, text="other words")
    assert (first.pk, second.text) == (second.pk, "Снег орж байна")
    assert kinds(alert) == ["raised", "chat_sent"]


def test_a_key_used_on_another_alert_is_a_conflict(oyuna: Actor) -> None:
    key = uuid4()
    say(raised(by=oyuna), oyuna, key=key)
    with refused("conflict"):
        say(raised(by=oyuna), oyuna, key=key)


def test_each_line_says_who_spoke(oyuna: Actor) -> None:
    alert = raised(by=oyuna)
    spoken = [say(alert, each) for each in (oyuna, actor("saran"))]
    assert [(each.sender, each.name) for each in spoken] == [("herder", "Oyuna"), ("dispatcher", "Saran")]


def test_a_responder_who_was_not_sent_cannot_talk(oyuna: Actor) -> None:
    with refused("not_found"):
        say(raised(by=oyuna), actor("bat"))
    assert not Chat.objects.exists()


# How it went.


def test_the_latest_rating_counts_and_all_are_on_record(oyuna: Actor) -> None:
    alert = raised(by=oyuna)
    do(close_alert, alert=alert.id, actor=actor("saran"), at=later(60), disposition=Disposition.RESOLVED)
    for stars in (2, 5, 5):
        do(rate_alert, alert=alert.id, stars=stars, text="", actor=oyuna, at=later(70))
    assert again(alert).stars == 5
    assert [each.facts["stars"] for each in alert.entries.filter(kind="rated")] == [2, 5]


def test_what_is_not_over_cannot_be_rated(oyuna: Actor) -> None:
    with refused("illegal_move"):
        do(rate_alert, alert=raised(by=oyuna).id, stars=5, text="", actor=oyuna, at=later(70))


# Two calls for one happening.


def link(alert: Alert, of: Alert, username: str = "wei") -> Alert:
    return do(link_duplicate, alert=alert.id, of=of.id, actor=actor(username), at=later(50))


def test_a_duplicate_keeps_both_readable_and_can_be_undone() -> None:
    one, other = raised(), raised(place=SOUTHERN)
    assert link(one, other).duplicate_of_id == other.id
    assert link(one, other).version == 2
    undone = do(unlink_duplicate, alert=one.id, actor=actor("wei"), at=later(55))
    assert (undone.duplicate_of_id, undone.status) == (None, "received")
    assert kinds(one) == ["raised", "linked", "unlinked"]
    assert do(unlink_duplicate, alert=one.id, actor=actor("wei"), at=later(56)).version == undone.version


def test_an_alert_is_not_its_own_duplicate_nor_two_each_others() -> None:
    one, other = raised(), raised()
    with refused("wrong_field"):
        link(one, one)
    link(one, other)
    with refused("wrong_field"):
        link(other, one)


def test_linking_asks_the_right_over_both() -> None:
    with refused("not_found"):
        link(raised(), raised(place=SOUTHERN), "saran")
