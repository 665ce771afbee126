"""The application that daphne or uvicorn serves: HTTP by Django, sockets by Channels, and the live side beside them."""

import asyncio
import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "command.settings")

import django

django.setup()

from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.checks import ERROR, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.urls import path

from alerts.api.streams import Streamed
from alerts.consumers import HelpConsumer
from alerts.live import live
from alerts.writer import writer
from command.consumers import DeskConsumer, RespondConsumer
from wire.origin import ExactOrigin, refuse_unknown

# A server started without manage.py runs the checks here: unsafe settings must not serve.
serious = [problem for problem in run_checks() if problem.level >= ERROR]
if serious:
    raise ImproperlyConfigured("\n".join(str(problem) for problem in serious))

SOCKETS: Any = [
    path("ws/help/", HelpConsumer.as_asgi()),
    path("ws/desk/", DeskConsumer.as_asgi()),
    path("ws/respond/", RespondConsumer.as_asgi()),
    path("<path:rest>", refuse_unknown),  # type: ignore[arg-type]  # an ASGI application, no view
    path("", refuse_unknown),  # type: ignore[arg-type]
]


class Started:
    """Start the live side before the first answer; a server with lifespan does so before it listens."""

    def __init__(self, application: Any) -> None:
        self.application = application
        self.starting: asyncio.Task[None] | None = None

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
            return
        await self.start()
        await self.application(scope, receive, send)

    async def start(self) -> None:
        failed = self.starting is not None and self.starting.done() and self.starting.exception() is not None
        if self.starting is None or failed:
            # A database that was not there yet: try again with the next one who asks.
            self.starting = asyncio.ensure_future(live.start())
        await asyncio.shield(self.starting)

    async def _lifespan(self, receive: Any, send: Any) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await self.start()
            else:
                await asyncio.to_thread(writer.stop)
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return


application = Started(
    ProtocolTypeRouter(
        {
            "http": Streamed(get_asgi_application()),
            "websocket": ExactOrigin(URLRouter(SOCKETS), allowed=settings.ALLOWED_ORIGINS),
        }
    )
)
