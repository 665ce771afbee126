"""The way to reach people that needs nothing from outside: the server's own log."""

import logging
from dataclasses import dataclass

log = logging.getLogger("notices")


@dataclass(frozen=True, slots=True)
class Notice:
    """Words for one person off-screen."""

    to: str
    phone: str
    text: str


def reach(notice: Notice) -> None:
    log.info("to %s (%s): %s", notice.to, notice.phone or "no phone", notice.text)
