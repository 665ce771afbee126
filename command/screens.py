"""What this room adds to the live side: dispatches and responders on the desks, the fleet's beat, responders' pages."""

import asyncio
import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from alerts.changes import BESIDE, Known, builds, pick
from alerts.live import live
from alerts.writer import writer
from command.actions.save_positions import save_positions
from command.cards import RELATED, dispatch_card
from command.fleet import Heard, fleet, position_frame
from command.models import Dispatch, Position, Responder
from command.queries.responders import load_fleet, patch_fleet, responder_cards
from people.models import User
from wire.clock import now
from wire.consumers import encode
from wire.groups import Groups
from wire.messages import desk
from wire.problems import Problem
from wire.push import Touched
from wire.reading import read
from wire.words import ResponderStatus

log = logging.getLogger(__name__)

BEAT_SECONDS = 1.0
RELOAD_SECONDS = 30.0
RIGHTS_SECONDS = 2.0
CALLERS_SECONDS = 5.0

Who = tuple[bool, str, str | None]


@builds("dispatch")
def _dispatches(ids: Sequence[str], known: Known) -> Mapping[str, Sequence[desk.DeskChange]]:
    rows = pick("dispatch", ids, known, Dispatch.objects.select_related(*RELATED))
    return {str(row.pk): [desk.DeskDispatch(dispatch=dispatch_card(row))] for row in rows if isinstance(row, Dispatch)}


@builds("dispatches")
def _dispatches_of_alerts(ids: Sequence[str], known: Known) -> Mapping[str, Sequence[desk.DeskChange]]:
    """An alert that came from another zone brings its dispatches along."""
    messages: dict[str, list[desk.DeskChange]] = {each: [] for each in ids}
    for row in Dispatch.objects.filter(alert__in=[UUID(each) for each in ids]).select_related(*RELATED):
        messages[str(row.alert_id)].append(desk.DeskDispatch(dispatch=dispatch_card(row)))
    return messages


def _responder_texts(numbers: Sequence[int]) -> Mapping[int, tuple[str, str]]:
    rows = responder_cards(Responder.objects.filter(pk__in=list(numbers)), now=now())
    return {card.id: (card.zone, encode(desk.DeskResponder(responder=card))) for card in rows}


BESIDE.append(_responder_texts)


class Screens:
    """Desks by the set of zones they see, responders' pages by their number, all staff sockets by user."""

    def __init__(self) -> None:
        self.desks: Groups[frozenset[str], Any] = Groups()
        self.responders: Groups[int, Any] = Groups()
        self.staff: Groups[int, Any] = Groups()
        self._silent: set[int] = set()
        self._calling: dict[int, float] = {}

    async def run(self) -> None:
        """The beat of this process; nothing in it may end it."""
        await read(load_fleet)
        live.log.on_touched.append(self._touched)
        due = {self._move: 0.0, self._reload: 0.0, self._check_rights: 0.0, self._tell_callers: 0.0}
        every = {
            self._move: BEAT_SECONDS,
            self._reload: RELOAD_SECONDS,
            self._check_rights: RIGHTS_SECONDS,
            self._tell_callers: CALLERS_SECONDS,
        }
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            for work in due:
                if time.monotonic() < due[work]:
                    continue
                due[work] = time.monotonic() + every[work] - BEAT_SECONDS / 2
                try:
                    await work()
                except Exception:
                    log.exception("the beat's %s failed", work.__name__)

    # Positions.

    async def _move(self) -> None:
        moved = fleet.take_moved()
        if moved:
            try:
                await writer.submit(save_positions, heard=moved)
            except Problem:
                fleet.keep(moved)
                raise
            self._calling |= {heard.responder: heard.at for heard in moved}
        if settings.REDIS_URL:
            moved += await read(_heard_elsewhere, {heard.responder for heard in moved})
        if moved:
            await self._show_moved(moved)
            await self._show_back(fleet.take_back())

    async def _show_moved(self, moved: Sequence[Heard]) -> None:
        at = time.time()
        for zones in {each.zones for each in self.desks.everyone()}:
            here = [heard for heard in moved if fleet.zone_of(heard.responder) in zones]
            if here:
                frame = position_frame(here, at=at)
                for number, each in enumerate(self.desks.members(zones)):
                    await each.show_positions(frame)
                    if number % 100 == 99:
                        await asyncio.sleep(0)

    async def _reload(self) -> None:
        """People, kinds and zones change in the admin; who fell silent changes by itself."""
        await read(load_fleet)
        cards = await read(_silent_now)
        fresh = {card.id for card in cards}
        for card in cards:
            if card.id not in self._silent:
                self.show_responder(card.zone, encode(desk.DeskResponder(responder=card)))
        back = self._silent - fresh
        self._silent |= fresh
        await self._show_back(back)

    async def _show_back(self, responders: set[int]) -> None:
        """Who was out of contact is heard again."""
        if responders:
            self._silent -= responders
            for zone, text in (await read(_responder_texts, list(responders))).values():
                self.show_responder(zone, text)

    def show_responder(self, zone: str, text: str) -> None:
        for each in self.desks.everyone():
            if zone in each.zones:
                live.spawn(each.send_text(text))

    async def _tell_callers(self) -> None:
        """Who is on the way moved: their callers see it."""
        moved, self._calling = set(self._calling), {}
        if moved:
            for alert in await read(_alerts_waiting_for, moved):
                live.refresh_phones(alert)

    # Commits.

    def _touched(self, rows: Iterable[Touched]) -> None:
        rows = list(rows)
        changed = {row.responder for row in rows if row.responder is not None}
        if changed:
            live.spawn(read(patch_fleet, changed))
        for row in rows:
            for page in self._pages(row):
                live.spawn(page.touched(row))

    def _pages(self, row: Touched) -> set[Any]:
        pages = set(self.responders.members(row.responder)) if row.responder is not None else set()
        if row.alert is not None:
            pages |= {page for page in self.responders.everyone() if row.alert in page.alerts}
        return pages

    # Rights.

    async def _check_rights(self) -> None:
        """A right that was taken away closes the socket."""
        sockets = list(self.staff.everyone())
        if not sockets:
            return
        current = await read(_who, {socket.user_id for socket in sockets})
        for socket in sockets:
            if current.get(socket.user_id) != socket.who:
                await socket.close(4403)


def who_is(user: User) -> Who:
    """What a socket's rights rest on."""
    return (user.is_active, user.role, user.zone.path if user.zone else None)


def _who(users: set[int]) -> dict[int, Who]:
    return {user.pk: who_is(user) for user in User.objects.filter(pk__in=users).select_related("zone")}


def _heard_elsewhere(here: set[int]) -> list[Heard]:
    """Places other processes stored that are newer than ours."""
    newer = []
    recent = now() - timedelta(seconds=10)
    for row in Position.objects.exclude(responder__in=here).filter(at__gte=recent):
        heard = Heard(row.responder_id, row.lat, row.lon, row.accuracy, row.at.timestamp())
        known = fleet.where(row.responder_id)
        if (known is None or heard.at > known.at) and fleet.report(heard, stored=True):
            newer.append(heard)
    return newer


def _silent_now() -> list[Any]:
    cards = responder_cards(
        Responder.objects.filter(active=True, shifts__ended_at__isnull=True, shifts__isnull=False),
        now=now(),
    )
    return [card for card in cards if card.status == ResponderStatus.OUT_OF_CONTACT]


def _alerts_waiting_for(responders: set[int]) -> list[Any]:
    rows = Dispatch.objects.filter(responder__in=responders, status__in=("accepted", "en_route"))
    return list(rows.values_list("alert_id", flat=True))


screens = Screens()
live.starters.append(screens.run)
