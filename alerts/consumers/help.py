from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from pydantic import BaseModel, TypeAdapter

from alerts import cards
from alerts.actions.add_detail import add_detail
from alerts.actions.add_fix import add_fix
from alerts.actions.cancel_alert import cancel_alert
from alerts.actions.raise_alert import Call, Raised, raise_alert
from alerts.actions.rate_alert import rate_alert
from alerts.actions.send_chat import send_chat
from alerts.actions.verify_device import verify_device
from alerts.consumers.uploads import Uploads
from alerts.live import live
from alerts.models import Alert
from alerts.queries import herder_card, own_alerts
from alerts.writer import writer
from people.actions.register_device import register_device
from people.cards import device_card
from people.models import Device
from people.roles import Actor, Role
from wire.clock import now
from wire.consumers import TypedConsumer
from wire.messages import help as wire
from wire.messages.common import ChatMessage
from wire.problems import Problem
from wire.reading import read
from wire.words import Language


class HelpConsumer(TypedConsumer):
    """A herder's phone. Without a `hello`, or with a wrong secret, it is an unknown caller: served all the same."""

    adapter = TypeAdapter(wire.FromPhone)

    def __init__(self) -> None:
        super().__init__()
        # One set that grows: a copy per press would be a copy of all presses before.
        self.held: set[UUID] = set()
        self.actor = Actor(Role.CALLER, holds=self.held)
        self.uploads = Uploads(self)
        self.joined: set[UUID] = set()
        self.credential: wire.DeviceCredential | None = None

    async def left(self) -> None:
        for alert in self.joined:
            live.phones.leave(alert, self)

    async def show(self, message: BaseModel) -> None:
        await self.send_model(message)

    async def on_hello(self, message: wire.Hello) -> None:
        self.credential = message.device
        device = await writer.submit(
            register_device,
            key=message.device.key,
            secret=message.device.secret,
            language=message.language,
            at=now(),
        )
        await self._welcome(device, message.language)

    async def on_verify(self, message: wire.Verify) -> None:
        """The code an officer showed; the answer is a new welcome, as from now on this is a known phone."""
        if self.credential is None:
            raise Problem("not_logged_in", "Say hello with a key and a secret first.")
        details = wire.VerifyBody.model_construct(**dict(message))
        key, secret = self.credential.key, self.credential.secret
        device = await writer.submit(verify_device, key=key, secret=secret, details=details, at=now())
        await self._welcome(device, message.language)

    async def _welcome(self, device: Device | None, said: Language | None) -> None:
        language = said or (Language(device.language) if device else None)
        if device is not None:
            self.actor = replace(device.actor(), holds=self.held)
        if language is not None:
            self.actor = replace(self.actor, language=language.value)
        own = await read(own_alerts, device.id) if device else ()
        for alert in own:
            self._join(alert.id)
        await self.send_model(wire.Welcome(server_time=now(), device=device_card(device), alerts=own))

    async def on_press(self, message: wire.Press) -> None:
        alert_id = uuid4()
        # Joined before the commit, so that nothing said about it in between is missed.
        self._join(alert_id)
        call = Call(id=alert_id, press=message, actor=self.actor, at=now())
        try:
            raised = await writer.submit(raise_alert, call=call)
        except Exception:
            self._leave(alert_id)
            raise
        if raised.alert.id == alert_id:
            self._hold(alert_id)
            card = cards.herder_alert(raised.alert)
        else:
            self._leave(alert_id)
            card = await self._again(raised)
        await self.send_model(wire.Received(key=message.key, alert=card))

    async def _again(self, raised: Raised) -> Any:
        """The first answer once more. Whoever shows an unknown caller's key is that caller; a known phone's alert
        is told in full to that phone alone."""
        alert = raised.alert
        if alert.device_id is None or alert.device_id == self.actor.device:
            self._hold(alert.id)
            self._join(alert.id)
            return await read(herder_card, alert)
        return cards.herder_alert(alert)

    async def on_fix(self, message: wire.FixMessage) -> None:
        await self._act(add_fix, message.alert, fix=message.fix, battery=message.battery)

    async def on_detail(self, message: wire.Detail) -> None:
        await self._act(add_detail, message.alert, alert_type=message.alert_type, text=message.text)

    async def on_chat(self, message: wire.SendChat) -> None:
        chat = await self._act(send_chat, message.alert, key=message.key, text=message.text)
        await self.send_model(ChatMessage(**dict(cards.chat_card(chat))))

    async def on_cancel(self, message: wire.Cancel) -> None:
        await self._show_after(await self._act(cancel_alert, message.alert, reason=message.reason))

    async def on_rate(self, message: wire.Rate) -> None:
        await self._show_after(await self._act(rate_alert, message.alert, stars=message.stars, text=message.text))

    async def on_upload_start(self, message: wire.UploadStart) -> None:
        await self.uploads.start(message.alert, message, actor=self.actor)

    async def on_bytes(self, frame: bytes) -> None:
        await self.uploads.take(frame, actor=self.actor)

    async def _act(self, verb: Callable[..., Any], alert: UUID, **arguments: Any) -> Any:
        return await writer.submit(verb, alert=alert, actor=self.actor, at=now(), **arguments)

    async def _show_after(self, alert: Alert) -> None:
        """The answer to an act of one's own, also when it changed nothing and so nothing was pushed."""
        await self.send_model(wire.AlertMessage(alert=await read(herder_card, alert)))

    def _join(self, alert: UUID) -> None:
        self.joined.add(alert)
        live.phones.join(alert, self)

    def _leave(self, alert: UUID) -> None:
        self.joined.discard(alert)
        live.phones.leave(alert, self)

    def _hold(self, alert: UUID) -> None:
        self.held.add(alert)
