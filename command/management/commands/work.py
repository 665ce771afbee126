from typing import Any

from django.core.management.base import BaseCommand

from command.worker import Worker


class Command(BaseCommand):
    help = "Run the duties in a process of their own: expire offers, escalate, deliver notices."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            Worker().run()
        except KeyboardInterrupt:
            self.stdout.write("stopped")
