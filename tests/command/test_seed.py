import random
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from alerts.models import Alert, AlertType, Entry
from command.demo.alert_types import SORTS
from command.demo.geography import LANDS, near, sites, zone_of
from command.demo.people import LOGINS, PASSWORD, herders, units
from command.models import Place, Position, Responder, Shift
from command.queries.responders import responder_cards
from geo.area import Area
from geo.point import Point
from people.jurisdiction import forget_jurisdiction, read_jurisdiction
from people.models import Device, User, Zone
from wire.clock import now
from wire.words import AlertStatus, Language, ResponderKind, ResponderStatus

pytestmark = pytest.mark.django_db
COUNTED = (Zone, AlertType, Place, User, Responder, Shift, Position, Device, Alert, Entry)


@pytest.fixture(autouse=True)
def _fresh_zones() -> None:
    forget_jurisdiction()


def seed(*arguments: str) -> str:
    out = StringIO()
    call_command("seed", *arguments, stdout=out)
    return out.getvalue()


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in COUNTED}


@pytest.fixture
def demo(settings: Any) -> str:
    settings.DEBUG = True
    # A real hash takes a third of a second on purpose.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return seed("--demo")


def test_seeding_twice_changes_no_count(demo: str) -> None:
    before = counts()
    seed("--demo")
    assert counts() == before


def test_seeding_again_makes_every_position_of_the_demo_fresh_where_it_is(demo: str) -> None:
    position = Position.objects.earliest("pk")
    Position.objects.filter(pk=position.pk).update(at=position.at.replace(year=2020), lat=44.0)
    seed("--demo")
    position.refresh_from_db()
    assert position.lat == 44.0
    assert (now() - position.at).total_seconds() < 60


def test_seeding_again_keeps_what_somebody_changed(demo: str) -> None:
    Zone.objects.filter(pk="north").update(name="改了")
    User.objects.get(username="saran").set_password("another")
    seed("--demo")
    assert Zone.objects.get(pk="north").name == "改了"


def test_whoever_went_off_duty_is_not_put_on_duty_again(demo: str) -> None:
    Shift.objects.filter(responder__user__username="bat").update(ended_at=now())
    seed("--demo")
    assert not Shift.objects.filter(responder__user__username="bat", ended_at__isnull=True).exists()


def test_the_demo_is_refused_without_debug(settings: Any) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="only for DEBUG=1"):
        seed("--demo")
    assert not User.objects.exists()


@pytest.mark.parametrize("username", [login.username for login in LOGINS])
def test_every_login_of_the_demo_works(demo: str, username: str) -> None:
    assert authenticate(username=username, password=PASSWORD) is not None


def test_the_logins_and_addresses_are_told(demo: str) -> None:
    assert all(word in demo for word in ("saran", "temur", "wei", "bat", "chen", "dawa", "/desk/", "/respond/"))


def test_nobody_else_has_a_password(demo: str) -> None:
    others = User.objects.exclude(username__in=[login.username for login in LOGINS])
    assert not any(user.has_usable_password() for user in others)


def test_the_three_responders_of_name_are_available(demo: str) -> None:
    rows = Responder.objects.filter(user__username__in=["bat", "chen", "dawa"])
    statuses = [card.status for card in responder_cards(rows, now=now())]
    assert statuses == [ResponderStatus.AVAILABLE] * 3


def test_about_a_hundred_of_all_five_kinds_are_on_duty_in_both_halves(demo: str) -> None:
    on_duty = Responder.objects.filter(shifts__ended_at__isnull=True, shifts__isnull=False)
    assert 100 <= on_duty.count() <= 115
    assert set(on_duty.values_list("kind", "zone")) == {
        (kind.value, zone) for kind in ResponderKind for zone in ("north", "south")
    }


def test_who_is_off_duty_has_no_position(demo: str) -> None:
    off_duty = Responder.objects.filter(shifts__isnull=True)
    assert off_duty.exists()
    assert not Position.objects.filter(responder__in=off_duty).exists()


def test_two_calls_of_today_are_over_and_call_nobody_out(demo: str) -> None:
    assert list(Alert.objects.values_list("status", flat=True)) == [AlertStatus.CLOSED] * 2
    assert set(Alert.objects.values_list("zone", flat=True)) == {"north", "south"}
    assert not Entry.objects.filter(handled_at__isnull=True).exists()


def test_a_call_without_a_place_goes_to_the_north(demo: str) -> None:
    zones = read_jurisdiction()
    assert zones.zone_at(None) == "north"
    assert zones.zone_at(Point(43.95, 116.1)) == "north"
    assert zones.zone_at(Point(43.1, 116.0)) == "south"
    assert zones.zone_at(Point(10, 10)) == "north"


def test_a_fresh_installation_gets_types_and_a_zone_but_no_logins() -> None:
    seed()
    assert set(AlertType.objects.values_list("code", flat=True)) == {sort.code for sort in SORTS}
    assert [zone.takes_unplaced for zone in Zone.objects.all()] == [True]
    assert not User.objects.exists()


def test_a_zone_that_exists_is_enough(demo: str) -> None:
    seed()
    assert set(Zone.objects.values_list("code", flat=True)) == {land.code for land in LANDS}


def test_every_kind_of_help_has_a_name_in_every_language() -> None:
    seed()
    for kind in AlertType.objects.all():
        assert set(kind.names) == {language.value for language in Language}


@pytest.mark.parametrize("code", ["theft", "strangers", "dispute"])
def test_civilians_are_not_for_crime_border_or_quarrels(code: str) -> None:
    seed()
    assert ResponderKind.CIVILIAN not in AlertType.objects.get(pk=code).kinds


def test_everything_lies_inside_its_own_half() -> None:
    areas = {land.code: Area.from_geojson(land.boundary) for land in LANDS if land.boundary}
    spots = [site.spot for site in sites()] + [unit.spot for unit in units()]
    assert all(areas[zone_of(spot)].contains(spot) for spot in spots)


def test_the_people_are_the_same_every_time() -> None:
    assert units() == units()
    assert [herder.key for herder in herders()] == [herder.key for herder in herders()]


def test_nobody_stands_in_the_lake() -> None:
    lake = Point(43.30, 116.65)
    assert near(lake, chance=random.Random(1), spread=0.2) != lake
