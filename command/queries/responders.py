"""Responders with what their status follows from: shift, dispatches, age of position."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from command.allocation.facts import FleetRow
from command.fleet import Heard, fleet
from command.lifecycle import GIVEN
from command.models import Dispatch, Position, Responder, Shift
from people.roles import Actor
from wire.messages.cards import ResponderCard, ShiftCard
from wire.problems import Problem
from wire.words import Language, ResponderKind, ResponderStatus, TravelMode


def _latest(rows: Sequence[Responder]) -> dict[int, Heard]:
    """The newest place of each: what this process heard, or what is stored."""
    stored = {
        position.responder_id: Heard(
            position.responder_id,
            position.lat,
            position.lon,
            position.accuracy,
            position.at.timestamp(),
        )
        for position in Position.objects.filter(responder__in=rows)
    }
    for row in rows:
        heard = fleet.where(row.pk)
        known = stored.get(row.pk)
        if heard is not None and (known is None or heard.at >= known.at):
            stored[row.pk] = heard
    return stored


def _on_duty(rows: Sequence[Responder]) -> set[int]:
    shifts = Shift.objects.filter(responder__in=rows, ended_at__isnull=True)
    return set(shifts.values_list("responder_id", flat=True))


def _engaged(rows: Sequence[Responder]) -> dict[int, UUID]:
    given = Dispatch.objects.filter(responder__in=rows, status__in=GIVEN).order_by("offered_at")
    return dict(given.values_list("responder_id", "id"))


def status_of(*, on_duty: bool, engaged: bool, position_at: float | None, now: float) -> ResponderStatus:
    if not on_duty:
        return ResponderStatus.OFF_DUTY
    if engaged:
        return ResponderStatus.ENGAGED
    if position_at is None or now - position_at > settings.TIMERS["out_of_contact"]:
        return ResponderStatus.OUT_OF_CONTACT
    return ResponderStatus.AVAILABLE


def responder_cards(responders: QuerySet[Responder], *, now: datetime) -> list[ResponderCard]:
    """Cards as of `now`; four queries however many."""
    rows = list(responders)
    places, duty, engaged = _latest(rows), _on_duty(rows), _engaged(rows)
    return [_card(row, places.get(row.pk), row.pk in duty, engaged.get(row.pk), now.timestamp()) for row in rows]


def _card(row: Responder, heard: Heard | None, on_duty: bool, dispatch: UUID | None, now: float) -> ResponderCard:
    # Off duty nobody is followed, nor is the last place shown.
    seen = heard if on_duty else None
    return ResponderCard(
        id=row.pk,
        name=row.name,
        kind=ResponderKind(row.kind),
        status=status_of(
            on_duty=on_duty,
            engaged=dispatch is not None,
            position_at=heard.at if heard else None,
            now=now,
        ),
        zone=row.zone_id,
        skills=tuple(row.skills),
        mode=TravelMode(row.mode),
        phone=row.phone,
        lat=seen.lat if seen else None,
        lon=seen.lon if seen else None,
        accuracy=seen.accuracy if seen else None,
        position_at=datetime.fromtimestamp(seen.at, UTC) if seen else None,
        dispatch=dispatch,
    )


def fleet_rows(responders: QuerySet[Responder]) -> list[FleetRow]:
    """The same for the engine and the fleet's arrays."""
    rows = list(responders.filter(active=True))
    places, duty, engaged = _latest(rows), _on_duty(rows), _engaged(rows)
    return [
        FleetRow(
            id=row.pk,
            name=row.name,
            kind=ResponderKind(row.kind),
            mode=TravelMode(row.mode),
            zone=row.zone_id,
            lat=places[row.pk].lat if row.pk in places else None,
            lon=places[row.pk].lon if row.pk in places else None,
            position_at=places[row.pk].at if row.pk in places else None,
            on_duty=row.pk in duty,
            engaged=row.pk in engaged,
            skills=tuple(row.skills),
            languages=tuple(Language(each) for each in row.languages),
        )
        for row in rows
    ]


def load_fleet() -> None:
    accuracy = dict(Position.objects.values_list("responder_id", "accuracy"))
    fleet.load(fleet_rows(Responder.objects.all()), accuracy=accuracy)


def patch_fleet(responders: Iterable[int]) -> None:
    fleet.patch(fleet_rows(Responder.objects.filter(pk__in=list(responders))))


def responder_of(actor: Actor) -> Responder:
    """The responder this account is, or `no_right`."""
    found = Responder.objects.select_related("zone").filter(user_id=actor.user or 0, active=True).first()
    if found is None:
        raise Problem("not_logged_in" if actor.user is None else "no_right")
    return found


def open_shift(responder: Responder) -> ShiftCard | None:
    shift = Shift.objects.filter(responder=responder, ended_at__isnull=True).first()
    return shift_card(shift) if shift else None


def shift_card(shift: Shift) -> ShiftCard:
    return ShiftCard(id=shift.pk, started_at=shift.started_at, ended_at=shift.ended_at)
