from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.http import parse_cookie

from command.screens import Who, screens, who_is
from people.handshake import user_of_session, user_of_token
from people.models import User
from people.roles import Actor, Role
from wire.consumers import TypedConsumer
from wire.reading import read


def _header(scope: dict[str, Any], name: bytes) -> str:
    found = [value for key, value in scope["headers"] if key == name]
    return found[0].decode("latin-1") if found else ""


def user_of(scope: dict[str, Any]) -> User | None:
    """Whoever opened this socket: by token, else by session cookie."""
    user = user_of_token(_header(scope, b"authorization"))
    if user is not None:
        return user
    key = parse_cookie(_header(scope, b"cookie")).get(settings.SESSION_COOKIE_NAME)
    return user_of_session(SessionStore(key)) if key else None


class StaffConsumer(TypedConsumer):
    """A socket of somebody who logs in; it is closed within seconds when its rights change."""

    def __init__(self) -> None:
        super().__init__()
        self.actor = Actor(Role.CALLER)
        self.user_id = 0
        self.who: Who | None = None

    async def find_user(self) -> User | None:
        return await read(user_of, self.scope)

    def know(self, user: User) -> None:
        self.actor, self.user_id, self.who = user.actor(), user.pk, who_is(user)
        screens.staff.join(user.pk, self)

    async def left(self) -> None:
        screens.staff.leave(self.user_id, self)
