"""How a notice leaves: by SMS where a gateway is connected and a number known, else into the server's own log."""

from people.models import OutgoingSms
from people.reach import console, sms
from people.reach.console import Notice


def reach(notice: Notice) -> None:
    """Put it on its way. Writes a row at most: what speaks to the gateway is the duty `send_sms`."""
    if not (sms.is_connected() and notice.phone):
        console.reach(notice)
        return
    OutgoingSms.objects.create(
        phone=notice.phone,
        text=notice.text,
        alert=notice.alert,
        link=notice.link,
        made_at=notice.at,
        due_at=notice.at,
    )
