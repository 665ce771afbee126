"""What this room adds to live screens: responders' cards, their moves, their silence, and rights taken away."""

import asyncio
import json
import struct
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings

from alerts.writer import writer
from command import screens as room
from command.actions.accept_dispatch import accept_dispatch
from command.actions.offer_dispatch import offer_dispatch
from command.fleet import Heard, fleet
from command.models import Position, Responder
from command.queries.responders import load_fleet, patch_fleet, responder_cards
from command.screens import Screens, who_is
from people.models import User
from tests.cast import SOUTHERN, XILIN, actor, do, later, make_responder, raised
from wire.clock import now
from wire.push import Touched
from wire.reading import read
from wire.words import EntryKind


class Screen:
    """A socket that only listens."""

    def __init__(self, *zones: str, username: str = "saran", alerts: frozenset[UUID] = frozenset()) -> None:
        self.zones, self.alerts = frozenset(zones), alerts
        self.heard: list[Any] = []
        self.closed: int | None = None
        user = User.objects.select_related("zone").filter(username=username).first()
        self.user_id, self.who = (user.pk, who_is(user)) if user else (0, None)

    async def show_positions(self, frame: bytes) -> None:
        self.heard.append([each[0] for each in struct.iter_unpack("<Iii", frame[16:])])

    async def send_text(self, text: str) -> None:
        self.heard.append(json.loads(text))

    async def touched(self, row: Touched) -> None:
        self.heard.append(row)

    async def close(self, code: int) -> None:
        self.closed = code


def on_duty(name: str, *, ago: float = 0, **more: Any) -> Responder:
    """Heard so many seconds before the real now: what is late is told from that."""
    return make_responder(name, heard_at=now() - timedelta(seconds=ago), **more)


def card_of(responder: Responder) -> Any:
    return responder_cards(Responder.objects.filter(pk=responder.pk), now=now())[0]


LATE = settings.TIMERS["out_of_contact"] + 5


# Cards.


@pytest.mark.usefixtures("altan")
def test_a_responders_state_follows_from_duty_task_and_silence() -> None:
    bat = on_duty("Bat", user="bat")
    silent, off = on_duty("Silent", ago=LATE), on_duty("Off", on_duty=False)
    [dispatch] = do(offer_dispatch, alert=raised().id, responders=[bat.pk], actor=actor("saran"), at=later(1))
    assert card_of(bat).status == "available"
    do(accept_dispatch, dispatch=dispatch.id, actor=actor("bat"), at=later(2))
    assert (card_of(bat).status, card_of(bat).dispatch) == ("engaged", dispatch.id)
    assert (card_of(silent).status, card_of(off).status) == ("out_of_contact", "off_duty")


@pytest.mark.usefixtures("altan")
def test_off_duty_the_last_place_is_not_shown() -> None:
    off, bat = on_duty("Off", on_duty=False), on_duty("Bat")
    assert (card_of(off).lat, card_of(off).position_at) == (None, None)
    assert (card_of(bat).lat, card_of(bat).lon) == XILIN


@pytest.mark.usefixtures("altan")
def test_the_fleet_learns_of_a_new_task() -> None:
    bat = on_duty("Bat", user="bat")
    load_fleet()
    [dispatch] = do(offer_dispatch, alert=raised().id, responders=[bat.pk], actor=actor("saran"), at=later(1))
    do(accept_dispatch, dispatch=dispatch.id, actor=actor("bat"), at=later(2))
    patch_fleet([bat.pk])
    assert fleet.view().engaged.tolist() == [True]


@pytest.mark.usefixtures("altan")
def test_only_those_on_duty_fall_silent() -> None:
    on_duty("Bat"), on_duty("Off", on_duty=False, ago=LATE)
    silent = on_duty("Silent", ago=LATE)
    assert [card.id for card in room._silent_now()] == [silent.pk]


@pytest.mark.usefixtures("altan")
def test_callers_are_told_of_those_who_are_on_the_way_to_them() -> None:
    bat, alert = on_duty("Bat", user="bat"), raised()
    [dispatch] = do(offer_dispatch, alert=alert.id, responders=[bat.pk], actor=actor("saran"), at=later(1))
    assert room._alerts_waiting_for({bat.pk}) == []
    do(accept_dispatch, dispatch=dispatch.id, actor=actor("bat"), at=later(2))
    assert room._alerts_waiting_for({bat.pk}) == [alert.id]


@pytest.mark.usefixtures("altan")
def test_places_other_processes_stored_are_taken_when_they_are_newer() -> None:
    bat, chen = on_duty("Bat", ago=5), on_duty("Chen", ago=5)
    load_fleet()
    fleet.report(Heard(chen.pk, 44.4, 116.4, 8.0, now().timestamp()))
    Position.objects.update(lat=44.2, at=now() - timedelta(seconds=1))
    newer = room._heard_elsewhere(set())
    assert [(each.responder, each.lat) for each in newer] == [(bat.pk, 44.2)]
    assert [each.responder for each in fleet.take_moved()] == [chen.pk]
    assert room._heard_elsewhere(set()) == []


# Screens.


@pytest.mark.usefixtures("altan")
class TestOnTheLoop:
    """Database reads happen before or after: the screens themselves need none here."""

    def test_each_desk_sees_the_moves_of_its_own_zones(self) -> None:
        north, south, both = Screen("north"), Screen("south"), Screen("altan", "north", "south")
        bat, temujin = on_duty("Bat"), on_duty("Temujin", zone="south", place=SOUTHERN)
        load_fleet()
        screens = Screens()
        for each in (north, south, both):
            screens.desks.join(each.zones, each)
        moved = [Heard(each.pk, 44.0, 116.0, 8.0, now().timestamp()) for each in (bat, temujin)]
        asyncio.run(screens._show_moved(moved))
        assert (north.heard, south.heard, both.heard) == ([[bat.pk]], [[temujin.pk]], [[bat.pk, temujin.pk]])

    def test_a_page_is_touched_by_what_names_its_responder_or_its_alert(self) -> None:
        alert = uuid4()
        mine, theirs, same_alert = Screen(), Screen(), Screen(alerts=frozenset({alert}))
        screens = Screens()
        for number, page in enumerate((mine, theirs, same_alert), start=1):
            screens.responders.join(number, page)
        row = Touched(alert=alert, kind=EntryKind.OFFERED, about="dispatch", about_id="x", responder=1)
        assert screens._pages(row) == {mine, same_alert}


async def _beat(screens: Screens) -> None:
    await screens._reload()
    await asyncio.sleep(0)


def test_a_desk_learns_once_who_fell_silent_and_once_who_is_back(lasting: None) -> None:
    silent = on_duty("Silent", ago=LATE)
    desk, neighbour, screens = Screen("north"), Screen("south"), Screens()
    screens.desks.join(desk.zones, desk), screens.desks.join(neighbour.zones, neighbour)

    asyncio.run(_beat(screens)), asyncio.run(_beat(screens))
    assert [each["responder"]["status"] for each in desk.heard] == ["out_of_contact"]

    fleet.report(Heard(silent.pk, *XILIN, 8.0, now().timestamp()))
    asyncio.run(_beat(screens)), asyncio.run(_beat(screens))
    assert [each["responder"]["status"] for each in desk.heard] == ["out_of_contact", "available"]
    assert neighbour.heard == []


class AtOnce:
    """A writer that runs verbs where it is asked, in a thread with a connection of its own."""

    async def submit(self, verb: Any, **arguments: Any) -> Any:
        return await read(writer.call, verb, **arguments)


def test_a_desk_learns_with_the_first_position_that_a_silent_responder_is_back(
    lasting: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent, desk, screens = on_duty("Silent", ago=LATE), Screen("north"), Screens()
    monkeypatch.setattr(room, "writer", AtOnce())
    screens.desks.join(desk.zones, desk)
    load_fleet()
    for second in (0, 1):
        fleet.report(Heard(silent.pk, *XILIN, 8.0, now().timestamp() + second))
        asyncio.run(_move(screens))
    cards = [each["responder"]["status"] for each in desk.heard if isinstance(each, dict)]
    assert cards == ["available"]
    assert desk.heard.count([silent.pk]) == 2


async def _move(screens: Screens) -> None:
    await screens._move()
    await asyncio.sleep(0)


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"role": "auditor"}, {"zone_id": "south"}], ids=["disabled", "role", "zone"]
)
def test_a_right_taken_away_closes_the_socket(lasting: None, change: dict[str, Any]) -> None:
    saran, wei, screens = Screen(), Screen(username="wei"), Screens()
    for each in (saran, wei):
        screens.staff.join(each.user_id, each)
    asyncio.run(screens._check_rights())
    assert (saran.closed, wei.closed) == (None, None)
    User.objects.filter(username="saran").update(**change)
    asyncio.run(screens._check_rights())
    assert (saran.closed, wei.closed) == (4403, None)


def test_a_deleted_account_closes_its_socket(lasting: None) -> None:
    saran, screens = Screen(), Screens()
    screens.staff.join(saran.user_id, saran)
    User.objects.filter(username="saran").delete()
    asyncio.run(screens._check_rights())
    assert saran.closed == 4403
