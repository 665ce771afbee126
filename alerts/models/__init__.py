from alerts.models.alert import Alert, Counter, Repeat
from alerts.models.chat import Chat
from alerts.models.entry import Entry, ZoneHead
from alerts.models.fix import Fix
from alerts.models.link import LocationLink
from alerts.models.look import Look
from alerts.models.media import Media
from alerts.models.type import AlertType

__all__ = [
    "Alert",
    "AlertType",
    "Chat",
    "Counter",
    "Entry",
    "Fix",
    "LocationLink",
    "Look",
    "Media",
    "Repeat",
    "ZoneHead",
]
