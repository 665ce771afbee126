"""Who is nobody's phone but knows the key of a press: for that one alert they are the caller."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from rest_framework.request import Request

from alerts.models import Alert
from people.api.base import ApiView
from people.roles import Actor


def holding(actor: Actor, header: str) -> Actor:
    """`Authorization: Press <key>` opens the alert of that press, if no known phone made it: then only that phone's
    own credential does. A wrong key is no error and opens nothing."""
    scheme, _, key = header.strip().partition(" ")
    if scheme.lower() != "press":
        return actor
    try:
        found = Alert.objects.filter(key=UUID(key.strip()), device__isnull=True).values_list("pk", flat=True).first()
    except ValueError:
        found = None
    return replace(actor, holds=actor.holds | {found}) if found else actor


class HoldingView(ApiView):
    """A door that the key of a press opens too."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.actor = holding(self.actor, request.headers.get("Authorization", ""))
