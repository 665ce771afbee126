from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from benchmarks.stock.models import Alert
from benchmarks.stock.raise_alert import raise_alert
from benchmarks.stock.serializers import AlertSerializer, PressSerializer

DESK = "desk"


class HelpConsumer(AsyncJsonWebsocketConsumer):
    """A herder's phone."""

    async def receive_json(self, content: Any, **_: Any) -> None:
        serializer = PressSerializer(data=content)
        if not serializer.is_valid():
            await self.send_json({"type": "problem", "errors": serializer.errors})
            return
        alert, first = await database_sync_to_async(raise_alert)(serializer.validated_data)
        card = AlertSerializer(alert).data
        await self.send_json({"type": "received", "key": card["key"], "alert": card})
        if first:
            await self.channel_layer.group_send(DESK, {"type": "desk.alert", "alert": card})


class DeskConsumer(AsyncJsonWebsocketConsumer):
    """A dispatcher's screen."""

    async def connect(self) -> None:
        await self.accept()
        await self.channel_layer.group_add(DESK, self.channel_name)
        await self.send_json({"type": "snapshot", "alerts": await database_sync_to_async(open_alerts)()})

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(DESK, self.channel_name)

    async def desk_alert(self, event: dict[str, Any]) -> None:
        await self.send_json(event)


def open_alerts() -> list[Any]:
    return list(AlertSerializer(Alert.objects.exclude(status="closed").order_by("-received_at")[:300], many=True).data)
