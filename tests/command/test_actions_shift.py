"""On and off duty, and where responders are."""

from uuid import uuid4

import pytest

from alerts.models import Entry
from command.actions.accept_dispatch import accept_dispatch
from command.actions.end_shift import end_shift
from command.actions.offer_dispatch import offer_dispatch
from command.actions.report_position import on_duty_responder, report_position
from command.actions.save_positions import save_positions
from command.actions.start_shift import start_shift
from command.fleet import Heard, fleet
from command.models import Dispatch, Position, Responder, Shift
from command.queries.responders import load_fleet
from people.roles import Role
from tests.cast import NOON, XILIN, actor, again, do, later, make_responder, make_user, raised, refused
from wire.messages.respond import PositionBody

pytestmark = pytest.mark.usefixtures("altan")


@pytest.fixture
def bat(altan: None) -> Responder:
    return make_responder("Bat", user="bat", on_duty=False)


def begin(**more: object) -> Shift:
    return do(start_shift, actor=actor("bat"), at=later(0), **more)


def end(**more: object) -> Shift | None:
    return do(end_shift, actor=actor("bat"), at=later(100), **more)


def sent(responder: Responder) -> Dispatch:
    arguments = {"alert": raised().id, "responders": [responder.pk]}
    return do(offer_dispatch, **arguments, actor=actor("saran"), at=later(20))[0]


def told() -> list[tuple[str, str, int | None]]:
    return list(Entry.objects.filter(alert=None).order_by("id").values_list("zone", "kind", "responder_id"))


# Duty.


def test_a_shift_begins_once_and_ends_once(bat: Responder) -> None:
    assert begin().pk == begin().pk
    assert end() is not None
    assert end() is None
    assert told() == [("north", "shift_started", bat.pk), ("north", "shift_ended", bat.pk)]
    assert Shift.objects.get().ended_at == later(100)


def test_the_key_of_a_beginning_that_comes_late_does_not_begin_again(bat: Responder) -> None:
    key = uuid4()
    begin(key=key)
    end(key=uuid4())
    assert begin(key=key).ended_at == later(100)
    assert Shift.objects.count() == 1


def test_the_key_of_an_end_that_comes_late_does_not_end_the_next_shift(bat: Responder) -> None:
    key = uuid4()
    begin(), end(key=key)
    begin()
    assert end(key=key) is None
    assert Shift.objects.filter(ended_at__isnull=True).count() == 1


def test_nobody_goes_home_in_the_middle_of_a_task(bat: Responder) -> None:
    begin()
    do(accept_dispatch, dispatch=sent(bat).id, actor=actor("bat"), at=later(30))
    with refused("illegal_move"):
        end()
    assert Shift.objects.get().ended_at is None


def test_going_off_duty_declines_what_is_still_offered(bat: Responder) -> None:
    begin()
    dispatch = sent(bat)
    end()
    assert (again(dispatch).status, again(dispatch).decline_reason) == ("declined", "off_duty")


def test_only_an_account_that_is_a_responder_has_shifts(bat: Responder) -> None:
    make_user("ganaa", role=Role.OFFICER, zone="north")
    for stranger in ("ganaa", "saran"):
        with refused("no_right"):
            do(start_shift, actor=actor(stranger), at=NOON)


# Place.


def heard(responder: Responder, *, lat: float = 44.0, at: float = 50) -> Heard:
    return Heard(responder.pk, lat, 116.2, 8.0, later(at).timestamp(), claimed_at=later(at - 1).timestamp())


def test_a_report_goes_into_the_fleet_and_not_into_the_database(bat: Responder) -> None:
    load_fleet()
    report_position(responder=bat.pk, position=PositionBody(lat=44.0, lon=116.2), at=later(50))
    assert fleet.where(bat.pk) == Heard(bat.pk, 44.0, 116.2, 50.0, later(50).timestamp())
    assert Position.objects.get().lat == XILIN[0]


def test_a_report_of_somebody_not_known_here_yet_asks_to_try_again(bat: Responder) -> None:
    with refused("unavailable"):
        report_position(responder=4711, position=PositionBody(lat=44.0, lon=116.2), at=NOON)


def test_off_duty_nobody_is_followed(bat: Responder) -> None:
    with refused("no_shift"):
        on_duty_responder(actor("bat"))
    begin()
    assert on_duty_responder(actor("bat")) == bat.pk


def test_positions_are_stored_in_one_batch_new_ones_and_known_ones(bat: Responder) -> None:
    chen = make_responder("Chen", place=None)
    assert do(save_positions, heard=[heard(bat), heard(chen, lat=44.5)]) == 2
    rows = Position.objects.order_by("lat").values_list("responder", "lat", "at", "claimed_at")
    assert list(rows) == [(bat.pk, 44.0, later(50), later(49)), (chen.pk, 44.5, later(50), later(49))]


def test_a_responder_deleted_meanwhile_does_not_spoil_the_batch(bat: Responder) -> None:
    gone = Heard(4711, 44.0, 116.0, 8.0, later(50).timestamp())
    assert do(save_positions, heard=[gone, heard(bat)]) == 1
    assert Position.objects.get().lat == 44.0
