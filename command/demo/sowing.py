"""Putting the demo into the database. What exists is kept; only what is missing is added."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import uuid4

from django.contrib.auth.hashers import make_password

from alerts.actions.acknowledge_alert import acknowledge_alert
from alerts.actions.close_alert import close_alert
from alerts.actions.raise_alert import Call, raise_alert
from alerts.models import Alert, AlertType, Entry
from alerts.writer import writer
from command.actions.accept_dispatch import accept_dispatch
from command.actions.advance_dispatch import advance_dispatch
from command.actions.offer_dispatch import offer_dispatch
from command.actions.save_positions import save_positions
from command.actions.start_shift import start_shift
from command.demo.alert_types import SORTS, named
from command.demo.geography import LANDS, Land, sites, zone_of
from command.demo.people import LOGINS, PASSWORD, Herder, Login, Unit, herders, units
from command.fleet import Heard
from command.models import Place, Position, Responder, Shift
from people.actions.register_device import digest
from people.actions.save_zone import save_zone
from people.jurisdiction import forget_jurisdiction
from people.models import Device, User, Zone
from people.roles import Role
from wire.messages.cards import Fix
from wire.messages.help import PressBody
from wire.words import AlertStatus, DeviceStatus, Disposition, Milestone

ROOT = Land("area", ("指挥辖区", "Command area", "Командлалын нутаг", "ᠵᠠᠬᠢᠷᠭᠠᠨ ᠤ ᠨᠤᠲᠤᠭ"), None, takes_unplaced=True)
"""What a fresh installation has before its zones are drawn: an alert always belongs somewhere."""


def sow_types() -> None:
    known = set(AlertType.objects.values_list("code", flat=True))
    AlertType.objects.bulk_create(
        AlertType(
            code=sort.code,
            names=named(sort.names),
            level=sort.level,
            skills=list(sort.skills),
            kinds=[kind.value for kind in sort.kinds],
            service=sort.service,
            order=10 * order,
        )
        for order, sort in enumerate(SORTS, start=1)
        if sort.code not in known
    )


def sow_root() -> None:
    if not Zone.objects.exists():
        sow_zones([ROOT])


def sow_zones(lands: Iterable[Land]) -> None:
    known = Zone.objects.in_bulk()
    for land in lands:
        if land.code in known:
            continue
        known[land.code] = save_zone(
            Zone(
                code=land.code,
                name=land.names[0],
                names=named(land.names),
                parent=known.get(land.parent or ""),
                boundary=land.boundary,
                takes_unplaced=land.takes_unplaced,
            )
        )
    forget_jurisdiction()


def sow_places() -> None:
    known = set(Place.objects.values_list("kind", "name"))
    Place.objects.bulk_create(
        Place(
            name=site.names[0],
            names=named(site.names),
            kind=site.kind,
            zone_id=zone_of(site.spot),
            lat=site.spot.lat,
            lon=site.spot.lon,
        )
        for site in sites()
        if (site.kind, site.names[0]) not in known
    )


def sow_people() -> None:
    """Accounts first, then the responders that use them. Only the named ones have a password."""
    everyone = units()
    known = set(User.objects.values_list("username", flat=True))
    named_ones = [login for login in LOGINS if login.username not in known]
    # Hashing is slow on purpose; the one password of the demo is no secret, so one hash serves all.
    password = make_password(PASSWORD) if named_ones else ""
    known |= {login.username for login in LOGINS}
    fresh = [_login_user(login, password) for login in named_ones]
    fresh += [_unit_user(unit) for unit in everyone if unit.username not in known]
    User.objects.bulk_create(fresh)
    _sow_responders(everyone)


def _login_user(login: Login, password: str) -> User:
    is_wei = login.role is Role.SUPERVISOR
    return User(
        username=login.username,
        password=password,
        name=login.name,
        role=login.role,
        zone_id=login.zone,
        is_staff=is_wei,
        is_superuser=is_wei,
    )


def _unit_user(unit: Unit) -> User:
    return User(
        username=unit.username,
        password=make_password(None),
        name=unit.name,
        role=unit.role,
        zone_id=unit.zone,
        language=unit.languages[0],
        phone=unit.phone,
    )


def _sow_responders(everyone: Iterable[Unit]) -> None:
    accounts = dict(User.objects.values_list("username", "pk"))
    taken = set(Responder.objects.filter(user__isnull=False).values_list("user_id", flat=True))
    Responder.objects.bulk_create(
        Responder(
            name=unit.name,
            kind=unit.kind,
            zone_id=unit.zone,
            user_id=accounts[unit.username],
            mode=unit.mode,
            skills=list(unit.skills),
            languages=[language.value for language in unit.languages],
            phone=unit.phone,
        )
        for unit in everyone
        if accounts[unit.username] not in taken
    )


def sow_shifts(at: datetime) -> None:
    """Who has never been on duty starts, but for the tenth that is resting. Whoever went off duty stays off."""
    wanted = [unit.username for unit in units() if unit.on_duty]
    rows = User.objects.filter(username__in=wanted, responder__isnull=False, responder__shifts__isnull=True)
    beginners = list(rows.select_related("zone"))
    if beginners:
        writer.call(_start_shifts, users=beginners, at=at)


def _start_shifts(*, users: Iterable[User], at: datetime) -> None:
    for user in users:
        start_shift(actor=user.actor(), at=at)


def sow_positions(at: datetime) -> int:
    """Everybody of the demo who is on duty has just been heard, where they were last; return how many."""
    spots = {unit.username: unit.spot for unit in units()}
    on_duty = Shift.objects.filter(ended_at__isnull=True, responder__user__username__in=spots)
    stored = {each.responder_id: each for each in Position.objects.all()}
    heard = []
    for number, username in on_duty.values_list("responder_id", "responder__user__username"):
        spot = stored.get(number) or spots[username]
        heard.append(Heard(number, spot.lat, spot.lon, 8.0 + number % 5 * 7, at.timestamp()))
    return save_positions(heard=heard)


def sow_devices(at: datetime) -> None:
    known = set(Device.objects.values_list("pk", flat=True))
    Device.objects.bulk_create(
        Device(
            id=herder.key,
            secret_hash=digest(herder.secret),
            status=DeviceStatus.VERIFIED if herder.verified else DeviceStatus.UNVERIFIED,
            language=herder.language,
            name=herder.name,
            phone=herder.phone,
            camp=herder.camp.names[0],
            zone_id=zone_of(herder.camp.spot),
            first_seen_at=at,
        )
        for herder in herders()
        if herder.key not in known
    )


def sow_stories(at: datetime) -> None:
    """Two calls of today that are over, told through the verbs; only where nothing has happened yet."""
    if Alert.objects.exists():
        return
    first, second = herders()[0], herders()[7]
    writer.call(
        _tell, herder=first, kind="vehicle_stuck", text="车陷在雪里了", desk="saran", unit="bat",
        note="拖出，人车平安", began=at - timedelta(hours=2),
    )  # fmt: skip
    writer.call(
        _tell, herder=second, kind="lost_livestock", text="三十只羊走失", desk="temur", unit="r050",
        note="羊群已找回", began=at - timedelta(hours=1),
    )  # fmt: skip
    # It is over: the worker must not call anybody out for it.
    Entry.objects.filter(alert__status=AlertStatus.CLOSED, handled_at__isnull=True).update(handled_at=at)


def _tell(*, herder: Herder, kind: str, text: str, desk: str, unit: str, note: str, began: datetime) -> Alert:
    """One call from press to closing, in forty minutes, as one transaction."""
    phone = Device.objects.get(pk=herder.key).actor()
    desk_actor = User.objects.select_related("zone").get(username=desk).actor()
    goer = _on_duty_in(desk_actor.zone or "", unit)

    def after(minutes: float) -> datetime:
        return began + timedelta(minutes=minutes)

    fix = Fix(lat=herder.camp.spot.lat, lon=herder.camp.spot.lon, accuracy=22.0, at=began)
    press = PressBody(key=uuid4(), pressed_at=began, fix=fix, alert_type=kind, text=text, language=herder.language)
    alert = raise_alert(call=Call(id=uuid4(), press=press, actor=phone, at=began)).alert
    acknowledge_alert(alert=alert.id, actor=desk_actor, at=after(0.2))
    [sent] = offer_dispatch(alert=alert.id, responders=[goer.pk], actor=desk_actor, at=after(0.7))
    actor = goer.user.actor() if goer.user else desk_actor
    accept_dispatch(dispatch=sent.id, actor=actor, at=after(1))
    advance_dispatch(dispatch=sent.id, to=Milestone.EN_ROUTE, actor=actor, at=after(3))
    advance_dispatch(dispatch=sent.id, to=Milestone.ON_SCENE, actor=actor, at=after(27))
    advance_dispatch(dispatch=sent.id, to=Milestone.CLEARED, actor=actor, at=after(38), report=note)
    return close_alert(alert=alert.id, actor=desk_actor, at=after(40), disposition=Disposition.RESOLVED, note=note)


def _on_duty_in(path: str, wanted: str) -> Responder:
    """The wanted responder if on duty in this subtree, else the first who is."""
    rows = Responder.objects.filter(shifts__ended_at__isnull=True, shifts__isnull=False, zone__path__startswith=path)
    rows = rows.select_related("user__zone").distinct()
    return rows.filter(user__username=wanted).first() or rows.earliest("pk")


def sow_demo(at: datetime) -> int:
    """The whole banner. Return how many responders are on duty."""
    sow_zones(LANDS)
    sow_types()
    sow_places()
    sow_people()
    sow_devices(at)
    # On duty since the early morning, as far as the stories of the day need it.
    sow_shifts(at - timedelta(hours=3))
    on_duty = sow_positions(at)
    sow_stories(at)
    return on_duty
