from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.db.models import Q

from alerts.actions.add_fix import add_fix
from alerts.actions.raise_alert import Call, digest, raise_alert
from alerts.actions.send_chat import send_chat
from alerts.cards import DESK_RELATED, caller_of
from alerts.intake.words import Said, number_of, read_sms
from alerts.lifecycle import OPEN
from alerts.models import Alert, Chat, Repeat
from people.models import Device
from people.roles import Actor, Role
from wire.messages.cards import Fix
from wire.messages.help import PressBody
from wire.messages.intake import SmsBody
from wire.words import DeviceStatus, PlaceSource, Source

NAMESPACE = UUID("5b2f4b0e-0f6b-4c57-9a39-0d2a7d1d5c11")
"""Of the keys made from a gateway's ids."""
NO_WORDS = "(empty SMS)"


@dataclass(frozen=True, slots=True)
class Sms:
    alert: Alert
    opened: bool


def receive_sms(*, sms: SmsBody, at: datetime) -> Sms:
    """An SMS at the centre's number: a new alert, or more words and a place for the open alert of the same telephone.

    The gateway's id is the key: the same SMS handed in again changes nothing. Words that begin with "new" open another
    alert, as does an SMS after the caller took theirs back, or whose open matter is only a service.
    """
    key = uuid5(NAMESPACE, sms.id)
    before = _before(key)
    if before is not None:
        return before
    said = read_sms(sms.text)
    found = _open_alert(sms, said)
    if found is not None:
        _add(found, sms, said, key, at)
        return Sms(found, opened=False)
    call = _call(sms, said, said.key or key, at)
    raised = raise_alert(call=call)
    if said.key is not None:
        # The alert goes by the key of the press; the gateway's own key must lead to it too.
        text, mark = said.text, digest(call.press)
        Repeat.objects.create(key=key, alert=raised.alert, text=text, press_digest=mark, at=at)
    return Sms(raised.alert, opened=raised.first)


def _before(key: UUID) -> Sms | None:
    """What became of the same SMS when it was first handed in, whatever has been opened or closed since."""
    chat = Chat.objects.select_related("alert").filter(pk=key).first()
    if chat is not None:
        return Sms(chat.alert, opened=False)
    alert = Alert.objects.filter(Q(key=key) | Q(repeated__key=key)).first()
    return Sms(alert, opened=True) if alert is not None else None


def _open_alert(sms: SmsBody, said: Said) -> Alert | None:
    """The newest open alert of this telephone, or the one whose press wrote this SMS."""
    rows = Alert.objects.filter(status__in=OPEN).select_related(*DESK_RELATED).order_by("-received_at")
    if said.key is not None:
        return rows.filter(key=said.key).first()
    if said.asks_anew:
        return None
    mine = number_of(sms.from_)
    if not mine:
        return None
    # Spellings differ, but not in the last two digits: the rest is compared here.
    same_end = Q(caller_phone__endswith=mine[-2:]) | Q(device__phone__endswith=mine[-2:])
    waiting = rows.filter(same_end, cancelled_at=None, service=False, duplicate_of=None)
    return next((alert for alert in waiting if mine in _numbers(alert)), None)


def _numbers(alert: Alert) -> Iterator[str]:
    """The telephones known of its caller; a phone's own number counts once an officer has seen it."""
    if alert.caller_phone:
        yield number_of(alert.caller_phone)
    elif alert.device is not None and alert.device.status == DeviceStatus.VERIFIED:
        yield number_of(caller_of(alert).phone)


def _add(alert: Alert, sms: SmsBody, said: Said, key: UUID, at: datetime) -> None:
    actor = Actor(Role.CALLER, holds=frozenset({alert.id}))
    send_chat(alert=alert.id, key=key, text=said.text or NO_WORDS, actor=actor, at=at)
    fix = _fix(sms, said, at)
    if fix is not None:
        add_fix(alert=alert.id, fix=fix, actor=actor, at=at, source=PlaceSource.SMS)


def _fix(sms: SmsBody, said: Said, at: datetime) -> Fix | None:
    if said.place is None:
        return None
    point, accuracy = said.place
    return Fix(lat=point.lat, lon=point.lon, accuracy=accuracy, at=sms.received_at or at)


def _call(sms: SmsBody, said: Said, key: UUID, at: datetime) -> Call:
    known = _known(sms.from_)
    press = PressBody(
        key=key,
        pressed_at=sms.received_at,
        fix=_fix(sms, said, at),
        text=said.text,
        language=said.language,
    )
    return Call(
        id=uuid4(),
        press=press,
        actor=Actor(Role.CALLER, language=known.language) if known else Actor(Role.CALLER),
        at=at,
        source=Source.SMS,
        place_source=PlaceSource.SMS,
        caller_name=known.name if known else "",
        caller_phone=sms.from_,
    )


def _known(phone: str) -> Device | None:
    """The verified phone of this number: who it says it is. The alert stays unverified, for a number can be forged."""
    mine = number_of(phone)
    rows = Device.objects.filter(status=DeviceStatus.VERIFIED, phone__endswith=mine[-2:]).exclude(phone="")
    return next((row for row in rows if mine and number_of(row.phone) == mine), None)
