"""The way to reach people that needs nothing from outside: the server's own log."""

import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

LINK = "{link}"

log = logging.getLogger("notices")


@dataclass(frozen=True, slots=True)
class Notice:
    """Words for one person off-screen. `alert` is whose caller it tells. `link` is a one-time link whose address stands
    in the text as `LINK`: it is put in where it is handed over, and appears in no log."""

    to: str
    phone: str
    text: str
    at: datetime
    alert: UUID | None = None
    link: UUID | None = None


def reach(notice: Notice) -> None:
    log.info("to %s (%s): %s", notice.to, notice.phone or "no phone", notice.text)
