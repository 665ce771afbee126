"""Who is at the other end of a connection: by session, by token, or by a phone's own credential."""

from typing import Any
from uuid import UUID

from django.contrib.auth import get_user
from django.contrib.sessions.backends.base import SessionBase
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from people.models import User


class _Request:
    """What Django's `get_user` reads of a request."""

    def __init__(self, session: SessionBase) -> None:
        self.session = session


def user_of_token(header: str) -> User | None:
    """The user of an `Authorization: Token …` header, or None."""
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "token" or not token:
        return None
    try:
        user, _token = TokenAuthentication().authenticate_credentials(token.strip().encode())
    except AuthenticationFailed:
        return None
    return active_user(user.pk)


def user_of_session(session: SessionBase | None) -> User | None:
    """The user a session belongs to, checked as Django does (the password's hash must still agree)."""
    if session is None:
        return None
    user: Any = get_user(_Request(session))  # type: ignore[arg-type]
    return active_user(user.pk) if user.is_authenticated else None


def active_user(pk: int) -> User | None:
    return User.objects.select_related("zone").filter(pk=pk, is_active=True).first()


def parse_device(header: str) -> tuple[UUID, str] | None:
    """`Device key:secret` → the pair, or None when it is anything else."""
    scheme, _, rest = header.partition(" ")
    key, _, secret = rest.strip().partition(":")
    if scheme.lower() != "device":
        return None
    try:
        return UUID(key), secret
    except ValueError:
        return None
