"""What a caller who reads no page of ours is told by SMS, in their own language."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext, override

from alerts.models import Alert
from frontend.i18n import GETTEXT
from people.reach.console import LINK


@contextmanager
def _language_of(alert: Alert) -> Iterator[None]:
    with override(GETTEXT[alert.language]):
        yield


def receipt(alert: Alert) -> str:
    """What becomes of the call, and what to do until somebody comes."""
    with _language_of(alert):
        said = [gettext("Grassland 110: your call was received, number {number}.").format(number=alert.number)]
        if alert.lat is None:
            said.append(gettext("Where are you? Answer with the place: numbers, a border marker, a well, a camp."))
        said.append(gettext("Stay where you are and keep the phone warm. In danger call 110."))
        said.append(gettext("For another call begin the SMS with NEW."))
        return " ".join(said)


def words(alert: Alert, *, text: str) -> str:
    with _language_of(alert):
        return gettext("Grassland 110, number {number}: {text}").format(number=alert.number, text=text)


def coming(alert: Alert, *, name: str, eta_seconds: int | None) -> str:
    with _language_of(alert):
        if eta_seconds is None:
            text = gettext("{name} is coming to you.").format(name=name)
        else:
            minutes = max(1, round(eta_seconds / 60))
            text = gettext("{name} is coming to you, about {minutes} minutes.").format(name=name, minutes=minutes)
        return words(alert, text=text)


def place_wanted(alert: Alert) -> str:
    with _language_of(alert):
        text = gettext("Grassland 110: open this link and press the button, then we know where you are: {link}")
        return text.format(link=LINK)
