"""What a commit tells the desks: whole cards of all its entries changed, the same from models as from the database."""

import json
from uuid import uuid4

import pytest

from alerts import changes
from alerts.actions.acknowledge_alert import acknowledge_alert
from alerts.actions.add_fix import add_fix
from alerts.actions.raise_alert import raise_alert
from alerts.actions.send_chat import send_chat
from alerts.actions.start_upload import start_upload
from alerts.models import Entry
from alerts.timeline import Batch
from alerts.writer import Job, commit
from command.actions.offer_dispatch import offer_dispatch
from tests.cast import SOUTHERN, XILIN, actor, call_of, fix_at, later, make_phone, make_responder, press_of, raised
from wire.messages.help import UploadBody

pytestmark = pytest.mark.usefixtures("altan")


def frames(batch: Batch, *, known: bool = True) -> dict[str, dict]:
    """The frames by zone, as a page parses them."""
    made = changes.frames_of(batch.entries, batch.known if known else {})
    return {frame.zone: json.loads(frame.text) for frame in made}


def test_a_frame_covers_its_zones_entries_and_nothing_of_the_neighbours() -> None:
    jobs = [Job(raise_alert, {"call": call_of(press_of(place=each))}) for each in (XILIN, SOUTHERN, XILIN)]
    told = frames(commit(jobs))
    spans = {zone: (frame["from"], frame["to"], len(frame["messages"])) for zone, frame in told.items()}
    assert spans == {"north": (1, 2, 4), "south": (1, 1, 2)}
    assert [each["type"] for each in told["south"]["messages"]] == ["desk.alert", "desk.entry"]


def test_an_alert_changed_twice_in_a_commit_is_told_once_as_it_is_now() -> None:
    alert, saran = raised(), actor("saran")
    talk = Job(send_chat, {"alert": alert.id, "key": uuid4(), "text": "Coming", "actor": saran, "at": later(2)})
    told = frames(commit([Job(acknowledge_alert, {"alert": alert.id, "actor": saran, "at": later(1)}), talk]))["north"]
    assert [each["type"] for each in told["messages"]] == ["desk.alert", "desk.chat", "desk.entry", "desk.entry"]
    assert told["messages"][0]["alert"]["status"] == "acknowledged"


def test_an_alert_that_left_is_gone_here_and_whole_there() -> None:
    oyuna = make_phone().actor()
    alert = raised(by=oyuna, place=None)
    job = Job(add_fix, {"alert": alert.id, "fix": fix_at(SOUTHERN), "actor": oyuna, "at": later(5)})
    told = frames(commit([job]))
    assert told["north"]["messages"][0] == {"type": "desk.alert_gone", "alert": str(alert.id), "zone": "north"}
    assert told["south"]["messages"][0]["alert"]["zone"] == "south"
    assert [each["type"] for each in told["south"]["messages"]][1] == "desk.fix"


def test_the_cards_are_the_same_whether_the_models_are_at_hand_or_read() -> None:
    oyuna, saran, bat = make_phone(), actor("saran"), make_responder("Bat", user="bat")
    alert = raised(by=oyuna.actor())
    upload = UploadBody(key=uuid4(), media_type="image/jpeg", size=10)
    where = {"alert": alert.id, "at": later(7)}
    batch = commit(
        [
            Job(raise_alert, {"call": call_of(press_of(place=XILIN), by=oyuna.actor())}),
            Job(add_fix, {**where, "fix": fix_at(XILIN, at=later(3)), "actor": oyuna.actor()}),
            Job(send_chat, {**where, "key": uuid4(), "text": "Here", "actor": oyuna.actor()}),
            Job(start_upload, {**where, "upload": upload, "actor": oyuna.actor()}),
            Job(offer_dispatch, {**where, "responders": [bat.pk], "actor": saran}),
        ]
    )
    from_models, from_rows = frames(batch), frames(Batch(list(Entry.objects.filter(seq__gt=1))), known=False)
    assert sorted(map(json.dumps, from_models["north"]["messages"])) == sorted(
        map(json.dumps, from_rows["north"]["messages"])
    )
    assert {each["type"] for each in from_models["north"]["messages"]} == {
        "desk.alert",
        "desk.fix",
        "desk.chat",
        "desk.media",
        "desk.dispatch",
        "desk.entry",
    }


def test_beside_a_frame_go_the_cards_of_the_responders_it_names() -> None:
    bat, chen = make_responder("Bat"), make_responder("Chen")
    alert = raised()
    job = Job(
        offer_dispatch,
        {"alert": alert.id, "responders": [bat.pk, chen.pk], "actor": actor("saran"), "at": later(1)},
    )
    batch = commit([job])
    [frame] = changes.frames_of(batch.entries, batch.known)
    told = [json.loads(text) for text in frame.beside]
    assert [(each["type"], each["responder"]["name"]) for each in told] == [
        ("desk.responder", "Bat"),
        ("desk.responder", "Chen"),
    ]


def test_who_is_sent_across_zones_is_shown_at_their_own_desk_and_not_at_the_others() -> None:
    lent = make_responder("Temujin", zone="south", place=SOUTHERN)
    alert = raised()
    arguments = {"alert": alert.id, "responders": [lent.pk], "actor": actor("wei"), "at": later(1)}
    batch = commit([Job(offer_dispatch, arguments)])
    told = {frame.zone: frame for frame in changes.frames_of(batch.entries, batch.known)}
    assert told["north"].beside == ()
    assert [json.loads(text)["responder"]["name"] for text in told["south"].beside] == ["Temujin"]
    assert [each["type"] for each in json.loads(told["south"].text)["messages"]] == ["desk.entry"]


def test_what_a_commit_touched_names_alert_kind_and_responder() -> None:
    bat, alert = make_responder("Bat"), raised()
    arguments = {"alert": alert.id, "responders": [bat.pk], "actor": actor("saran"), "at": later(1)}
    touched = changes.touched_by(commit([Job(offer_dispatch, arguments)]).entries)
    assert [(row.alert, row.kind, row.responder) for row in touched] == [
        (alert.id, "acknowledged", None),
        (alert.id, "offered", bat.pk),
    ]
    assert changes.is_first_word("raised")
    assert not changes.is_first_word("acknowledged")
