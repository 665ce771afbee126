"""One loop over DUTIES: what must happen at a time, whoever is looking. Due times are columns, so a restart forgets
nothing; rows are claimed by compare-and-swap, so several workers may run."""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from alerts.actions.escalate_alert import escalate_alert
from alerts.media.rendering import render_due as render_media
from alerts.models import Alert
from alerts.writer import writer
from command.actions.expire_offer import expire_offer
from command.models import Dispatch
from command.notices import deliver_notices
from command.outbox import send_sms
from wire.clock import now
from wire.reading import keep_connections
from wire.words import AlertStatus, DispatchStatus

log = logging.getLogger(__name__)

Duty = Callable[[datetime], int]

PAUSE_SECONDS = 0.5
AT_ONCE = 100


def expire_offers(at: datetime) -> int:
    due = Dispatch.objects.filter(status=DispatchStatus.OFFERED, respond_by__lte=at).order_by("respond_by")
    return _each(
        list(due.values_list("pk", flat=True)[:AT_ONCE]),
        lambda pk: writer.call(expire_offer, dispatch=pk, at=at),
    )


def escalate_alerts(at: datetime) -> int:
    due = Alert.objects.filter(status=AlertStatus.RECEIVED, escalate_at__lte=at).order_by("escalate_at")
    rows = list(due.values_list("pk", "escalate_at")[:AT_ONCE])
    return _each(rows, lambda row: writer.call(escalate_alert, alert=row[0], due=row[1], at=at))


DUTIES: tuple[Duty, ...] = (expire_offers, escalate_alerts, deliver_notices)

SLOW: tuple[Duty, ...] = (render_media, send_sms)
"""Duties that take long, each in a thread of its own: no film and no dead gateway may delay an escalation."""


def _each(rows: list, act: Callable) -> int:  # type: ignore[type-arg]
    """One bad row stops nothing: it is logged and comes again with the next round."""
    for row in rows:
        try:
            act(row)
        except Exception:
            log.exception("a duty failed on %s", row)
    return len(rows)


def do_duties(at: datetime, duties: Sequence[Duty] | None = None) -> int:
    """One round; how many rows were due."""
    done = 0
    for duty in DUTIES if duties is None else duties:
        try:
            done += duty(at)
        except Exception:
            log.exception("the duty %s failed", duty.__name__)
    return done


class Worker:
    """The loops in threads of the server (one small box), or in a process of its own (`manage.py work`)."""

    def __init__(self) -> None:
        self.stopping = threading.Event()

    def run(self) -> None:
        for duty in SLOW:
            threading.Thread(target=self._loop, args=([duty],), name=duty.__name__, daemon=True).start()
        self._loop(None)

    def _loop(self, duties: Sequence[Duty] | None) -> None:
        while not self.stopping.wait(PAUSE_SECONDS):
            keep_connections()
            do_duties(now(), duties)
