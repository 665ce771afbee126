"""SMS on their way to the gateway: a duty of its own, for a gateway may be slow or dead."""

import logging
import random
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F

from alerts.actions.note_failed_sms import note_failed_sms
from alerts.links import url_of
from alerts.writer import writer
from people.models import OutgoingSms
from people.origin import public_origin
from people.reach.console import LINK
from people.reach.sms import NotSent, hand_over

log = logging.getLogger(__name__)

AT_ONCE = 20
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 120.0
"""Seconds; doubled with each attempt, and any part of it by chance."""
WORTH = timedelta(minutes=30)
"""After this an SMS says what is no longer so: it is given up, and the desk is told."""
KEPT = timedelta(days=7)


def send_sms(at: datetime) -> int:
    """Hand over what is due, oldest first; how many rows were due."""
    OutgoingSms.objects.filter(due_at=None, made_at__lt=at - KEPT).delete()
    due = list(OutgoingSms.objects.filter(due_at__lte=at).order_by("made_at")[:AT_ONCE])
    for row in due:
        if _claim(row, at):
            _try(row, at)
    return len(due)


def _claim(row: OutgoingSms, at: datetime) -> bool:
    """Ours until the lease ends: whoever dies with it loses it to the next, and the gateway sees the same key again."""
    lease = at + timedelta(seconds=2 * settings.SMS_GATEWAY_SECONDS * AT_ONCE)
    mine = OutgoingSms.objects.filter(pk=row.pk, due_at=row.due_at)
    return bool(mine.update(due_at=lease, attempts=F("attempts") + 1))


def _try(row: OutgoingSms, at: datetime) -> None:
    try:
        hand_over(to=row.phone, text=_text(row), key=str(row.pk))
    except NotSent as error:
        log.warning("an SMS was not sent (%s), attempt %d", error, row.attempts + 1)
        _put_off(row, at)
        return
    OutgoingSms.objects.filter(pk=row.pk).update(due_at=None, sent_at=at)


def _put_off(row: OutgoingSms, at: datetime) -> None:
    again = at + timedelta(seconds=pause(row.attempts, chance=random.random()))  # noqa: S311  no secret
    if again - row.made_at < WORTH:
        OutgoingSms.objects.filter(pk=row.pk).update(due_at=again)
        return
    OutgoingSms.objects.filter(pk=row.pk).update(due_at=None)
    if row.alert is not None:
        writer.call(note_failed_sms, alert=row.alert, to=row.phone, attempts=row.attempts + 1, at=at)


def pause(attempts: int, *, chance: float) -> float:
    """Seconds until the next try: full jitter (`chance` in 0…1) below a doubling bound."""
    return 1.0 + chance * min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(attempts, 10))


def _text(row: OutgoingSms) -> str:
    return row.text.replace(LINK, _address(row.link)) if row.link else row.text


def _address(link: UUID) -> str:
    return url_of(link, origin=public_origin())
