"""`manage.py serve`: everything in one process, in the foreground."""

import asyncio
import gc
import subprocess
import sys
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
        parser.add_argument(
            "--demo", action="store_true", help="crews of the demo report from where they stand, lest they grow stale"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # daphne installs its reactor when it is imported: only when this command really runs.
        from daphne import server as daphne_server
        from twisted.internet import reactor

        from alerts.writer import writer
        from command.asgi import application
        from command.bodies import StreamedFactory
        from command.worker import Worker

        worker = Worker()
        if not options["no_worker"]:
            threading.Thread(target=worker.run, name="worker", daemon=True).start()
        reactor.callWhenRunning(lambda: asyncio.ensure_future(application.start()))
        # The server makes its factory itself, from this name.
        daphne_server.HTTPFactory = StreamedFactory
        server = daphne_server.Server(
            application=application,
            endpoints=[f"tcp:port={settings.PORT}:interface={settings.HOST.replace(':', chr(92) + ':')}"],
            ping_interval=5,
            ping_timeout=10,
            websocket_max_message_size=FRAME_LIMIT,
            websocket_max_frame_size=FRAME_LIMIT,
            server_name="grassland",
            verbosity=0,
        )
        life = self._stand_still() if options["demo"] and settings.DEBUG else None
        # What is loaded by now stays for good: the collector need not walk it again and again.
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        server.run()
        worker.stopping.set()
        if life is not None:
            life.terminate()
        writer.stop()

    def _stand_still(self) -> subprocess.Popen[bytes]:
        """A process of its own, through the real doors, like any crew's phone."""
        return subprocess.Popen([sys.executable, "manage.py", "demo_life", "--still"], cwd=settings.BASE_DIR)
