"""`manage.py serve`: everything in one process, in the foreground."""

import asyncio
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

FRAME_LIMIT = 8 * 2**20
"""What is read at all: a frame over the application's own limit is answered by a problem; over this one, 1009."""


class Command(BaseCommand):
    help = "Serve pages, API and sockets with daphne, with the worker beside it in the same process."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-worker", action="store_true", help="run the duties elsewhere (manage.py work)")

    def handle(self, *args: Any, **options: Any) -> None:
        # daphne installs its reactor when it is imported: only when this command really runs.
        from daphne.server import Server
        from twisted.internet import reactor

        from alerts.writer import writer
        from command.asgi import application
        from command.worker import Worker

        worker = Worker()
        if not options["no_worker"]:
            threading.Thread(target=worker.run, name="worker", daemon=True).start()
        reactor.callWhenRunning(lambda: asyncio.ensure_future(application.start()))
        server = Server(
            application=application,
            endpoints=[f"tcp:port={settings.PORT}:interface={settings.HOST.replace(':', chr(92) + ':')}"],
            ping_interval=5,
            ping_timeout=10,
            websocket_max_message_size=FRAME_LIMIT,
            websocket_max_frame_size=FRAME_LIMIT,
            server_name="grassland",
            verbosity=0,
        )
        server.run()
        worker.stopping.set()
        writer.stop()
