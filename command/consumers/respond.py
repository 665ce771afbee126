import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from alerts import cards
from alerts.actions.send_chat import send_chat
from alerts.consumers.uploads import Uploads
from alerts.models import Chat
from alerts.writer import writer
from command.actions.accept_dispatch import accept_dispatch
from command.actions.advance_dispatch import advance_dispatch
from command.actions.decline_dispatch import decline_dispatch
from command.actions.end_shift import end_shift
from command.actions.report_position import on_duty_responder, report_position
from command.actions.start_shift import start_shift
from command.consumers.staff import StaffConsumer
from command.models import Dispatch
from command.queries.respond import active_dispatches, dispatch_for_responder, respond_snapshot
from command.queries.responders import responder_of, shift_card
from command.screens import screens
from people.actions.register_device import recognise_device
from people.handshake import active_user
from people.models import User
from people.roles import Right, may_ever
from wire.clock import now
from wire.messages import respond as wire
from wire.messages.cards import ResponderDispatch
from wire.messages.common import ChatMessage
from wire.messages.help import Hello
from wire.problems import Problem
from wire.push import Touched
from wire.reading import read
from wire.words import EntryKind

HELLO_SECONDS = 4.0


class RespondConsumer(StaffConsumer):
    """A responder's page. Known by session, token, or the device an officer tied to their account."""

    adapter = TypeAdapter(wire.FromResponder)

    def __init__(self) -> None:
        super().__init__()
        self.responder = 0
        self.alerts: set[UUID] = set()
        self.uploads = Uploads(self)
        self.on_duty = False

    async def connect(self) -> None:
        user = await self.find_user()
        if user is None:
            await self.accept()
            self.run(self._wait_for_hello())
        elif not may_ever(user.actor(), Right.RESPOND):
            await self.refuse(4403)
        else:
            await self.accept()
            await self._enter(user)

    async def left(self) -> None:
        await super().left()
        screens.responders.leave(self.responder, self)

    async def _wait_for_hello(self) -> None:
        await asyncio.sleep(HELLO_SECONDS)
        if not self.responder:
            await self.close(4401)

    async def _enter(self, user: User) -> None:
        self.know(user)
        try:
            responder = await read(responder_of, self.actor)
        except Problem:
            await self.close(4403)
            return
        self.responder = responder.pk
        screens.responders.join(responder.pk, self)
        whole = await read(respond_snapshot, responder, now=now())
        self.on_duty = whole.shift is not None
        self.alerts = {dispatch.alert.id for dispatch in whole.dispatches}
        await self.send_model(whole)

    async def on_hello(self, message: Hello) -> None:
        if self.responder:
            return
        device = await read(recognise_device, message.device.key, secret=message.device.secret)
        user = await read(active_user, device.user_id) if device and device.user_id else None
        if user is None or not may_ever(user.actor(), Right.RESPOND):
            await self.close(4401)
        else:
            await self._enter(user)

    def _known(self) -> None:
        if not self.responder:
            raise Problem("not_logged_in")

    async def on_position(self, message: wire.Position) -> None:
        self._known()
        if not self.on_duty:
            self.on_duty = bool(await read(on_duty_responder, self.actor))
        report_position(responder=self.responder, position=message, at=now())

    async def on_accept(self, message: wire.Accept) -> None:
        await self._dispatch_act(message, accept_dispatch, dispatch=message.dispatch)

    async def on_decline(self, message: wire.Decline) -> None:
        await self._dispatch_act(message, decline_dispatch, dispatch=message.dispatch, reason=message.reason)

    async def on_advance(self, message: wire.Advance) -> None:
        await self._dispatch_act(
            message,
            advance_dispatch,
            dispatch=message.dispatch,
            to=message.to,
            report=message.report,
        )

    async def on_shift_start(self, message: wire.ShiftStart) -> None:
        shift = await self._act(start_shift, key=message.key)
        self.on_duty = True
        await self.send_model(wire.Done(key=message.key, shift=shift_card(shift)))

    async def on_shift_end(self, message: wire.ShiftEnd) -> None:
        shift = await self._act(end_shift, key=message.key)
        self.on_duty = False
        await self.send_model(wire.Done(key=message.key, shift=shift_card(shift) if shift else None))

    async def on_chat(self, message: Any) -> None:
        chat = await self._act(send_chat, alert=message.alert, key=message.key, text=message.text)
        await self.send_model(ChatMessage(**dict(cards.chat_card(chat))))

    async def on_upload_start(self, message: Any) -> None:
        self._known()
        await self.uploads.start(message.alert, message, actor=self.actor)

    async def on_bytes(self, frame: bytes) -> None:
        self._known()
        await self.uploads.take(frame, actor=self.actor)

    async def _act(self, verb: Callable[..., Any], **arguments: Any) -> Any:
        self._known()
        return await writer.submit(verb, actor=self.actor, at=now(), **arguments)

    async def _dispatch_act(self, message: Any, verb: Callable[..., Dispatch], **arguments: Any) -> None:
        done = await self._act(verb, key=message.key, **arguments)
        card = await read(dispatch_for_responder, done.id)
        await self.send_model(wire.Done(key=message.key, dispatch=card))

    # What others did.

    async def touched(self, row: Touched) -> None:
        """A commit named this responder, or an alert they are on."""
        if row.responder == self.responder and row.kind in (
            EntryKind.SHIFT_STARTED,
            EntryKind.SHIFT_ENDED,
        ):
            await self._shift_changed()
        elif row.responder == self.responder and row.about == "dispatch":
            await self._show(await read(dispatch_for_responder, UUID(row.about_id)))
        elif row.alert in self.alerts:
            if row.kind == EntryKind.CHAT_SENT:
                await self._pass_on(row.about_id)
            for card in await read(active_dispatches, self.responder, alert=row.alert):
                await self.send_model(wire.RespondDispatch(dispatch=card))

    async def _show(self, card: ResponderDispatch | None) -> None:
        if card is None:
            return
        self.alerts = {each.alert.id for each in await read(active_dispatches, self.responder)}
        offered = card.status == "offered"
        await self.send_model(wire.RespondOffer(dispatch=card) if offered else wire.RespondDispatch(dispatch=card))

    async def _shift_changed(self) -> None:
        found = await read(responder_of, self.actor)
        whole = await read(respond_snapshot, found, now=now())
        self.on_duty = whole.shift is not None
        await self.send_model(wire.RespondShift(shift=whole.shift))

    async def _pass_on(self, chat: str) -> None:
        """Talk is for those who accepted; an offer shows the call alone."""
        found = await read(_chat_for, chat, self.responder)
        if found is not None:
            await self.send_model(ChatMessage(**dict(cards.chat_card(found))))


def _chat_for(chat: str, responder: int) -> Chat | None:
    found = Chat.objects.filter(pk=chat).first()
    if found is None:
        return None
    given = Dispatch.objects.filter(
        alert=found.alert_id, responder=responder, status__in=("accepted", "en_route", "on_scene")
    )
    return found if given.exists() else None
