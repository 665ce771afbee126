from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from command.demo.people import LOGINS, PASSWORD
from command.demo.sowing import sow_demo, sow_root, sow_types
from wire.clock import now

REFUSED = (
    "The demo has logins whose password everybody knows, so it is only for DEBUG=1. "
    "Without --demo, seed makes the kinds of help and a first zone, and no logins."
)


class Command(BaseCommand):
    help = "Make the kinds of help and, where there is none, a first zone. What exists is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="also the fictional banner Altan (DEBUG only)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["demo"]:
            with transaction.atomic():
                sow_types()
                sow_root()
            self.stdout.write("The kinds of help and a first zone are there.")
            return
        if not settings.DEBUG:
            raise CommandError(REFUSED)
        on_duty = sow_demo(now())
        self.stdout.write(f"Altan Banner is there; {on_duty} responders are on duty.")
        self._tell_logins()

    def _tell_logins(self) -> None:
        base = f"http://{settings.HOST}:{settings.PORT}"
        self.stdout.write(f"\n  herder     {base}/\n  desk       {base}/desk/\n  responder  {base}/respond/")
        self.stdout.write(f"  admin      {base}/admin/\n\nLogins, all with the password {PASSWORD}:")
        for login in LOGINS:
            self.stdout.write(f"  {login.username:<6} {login.what}")
