import signal
import time
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from command.demo.doors import Doors, Tokens
from command.demo.life import Life, keep_still

ANYWHERE = ("0.0.0.0", "::", "")  # noqa: S104  compared with, not bound to


def _base_url() -> str:
    host = "127.0.0.1" if settings.HOST in ANYWHERE else settings.HOST
    return f"http://{host}:{settings.PORT}"


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


class Command(BaseCommand):
    help = "Bring the demo to life through a running server's doors: responders move and answer, herders press."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--alerts-per-hour", type=float, default=12.0, help="on average; 0: none (default 12)")
        parser.add_argument("--seconds", type=float, help="stop after so long (default: go on)")
        parser.add_argument("--seed", type=int, default=110, help="the same seed, the same day (default 110)")
        parser.add_argument("--pace", type=float, default=1.0, help="hurry everybody by this factor (default 1)")
        parser.add_argument("--base-url", default=_base_url(), help="the server (default: this installation's)")
        parser.add_argument("--still", action="store_true", help="nobody moves: only keep all in contact")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("The demo's life is made up, so it is only for DEBUG=1.")
        if options["pace"] <= 0 or options["alerts_per_hour"] < 0:
            raise CommandError("--pace must be more than 0, and --alerts-per-hour at least 0.")
        signal.signal(signal.SIGTERM, _leave)
        doors, tokens = Doors(options["base_url"]), Tokens()
        try:
            self._live(doors, tokens, options)
        except KeyboardInterrupt:
            self.stdout.write("The demo rests.")
        finally:
            doors.close()
            tokens.take_back()
        told = ", ".join(f"{status or 'no answer'}: {count}" for status, count in sorted(doors.answers.items()))
        self.stdout.write(f"Answers by status: {told or 'none'}")

    def _live(self, doors: Doors, tokens: Tokens, options: dict[str, Any]) -> None:
        if options["still"]:
            keep_still(doors, tokens, seconds=options["seconds"], pause=time.sleep)
            return
        life = Life(
            doors,
            tokens,
            per_hour=options["alerts_per_hour"],
            seed=options["seed"],
            pace=options["pace"],
            say=self.stdout.write,
        )
        life.run(seconds=options["seconds"])
