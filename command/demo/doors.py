"""The demo's people use the same doors as everybody: HTTP with their own token or their phone's credential."""

import json
import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.db import transaction
from knox.models import AuthToken

from people.models import User

log = logging.getLogger(__name__)

AT_ONCE = 4
"""Connections kept open, which also bounds the load."""
MOST_WAITING = 400
TIMEOUT = 10.0
TOKEN_LIFE = timedelta(days=2)
NO_ANSWER = 0


class Answer(NamedTuple):
    """`status` 0: the server could not be reached."""

    status: int
    body: dict[str, Any]


class Doors:
    """Posts from a few threads, each with a connection it keeps."""

    def __init__(self, base_url: str) -> None:
        parts = urlsplit(base_url)
        self._make = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._host = parts.netloc
        self._mine = threading.local()
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="demo")
        self._waiting: set[Future[None]] = set()
        self.answers: Counter[int] = Counter()

    def post(
        self,
        path: str,
        body: Mapping[str, Any],
        *,
        authorization: str,
        then: Callable[[Answer], None] | None = None,
    ) -> bool:
        """Hand it to a thread; `then` gets the answer there. False when too many wait already: it is left out."""
        self._waiting = {each for each in self._waiting if not each.done()}
        if len(self._waiting) >= MOST_WAITING:
            return False
        self._waiting.add(self._pool.submit(self._post, path, body, authorization, then))
        return True

    def _post(
        self, path: str, body: Mapping[str, Any], authorization: str, then: Callable[[Answer], None] | None
    ) -> None:
        answer = self._ask(path, json.dumps(body).encode(), authorization)
        self.answers[answer.status] += 1
        if then is not None:
            then(answer)

    def _ask(self, path: str, raw: bytes, authorization: str) -> Answer:
        headers = {"Authorization": authorization, "Content-Type": "application/json"}
        # A kept connection may have been closed meanwhile: then once more with a new one.
        for _attempt in range(2):
            connection = self._connection()
            try:
                connection.request("POST", path, body=raw, headers=headers)
                response = connection.getresponse()
                return Answer(response.status, _object(response.read()))
            except (OSError, HTTPException):
                self._drop()
        return Answer(NO_ANSWER, {})

    def _connection(self) -> HTTPConnection:
        if not hasattr(self._mine, "connection"):
            self._mine.connection = self._make(self._host, timeout=TIMEOUT)
        connection: HTTPConnection = self._mine.connection
        return connection

    def _drop(self) -> None:
        self._mine.connection.close()
        del self._mine.connection

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


def _object(raw: bytes) -> dict[str, Any]:
    with suppress(ValueError):
        found = json.loads(raw)
        if isinstance(found, dict):
            return found
    return {}


class Tokens:
    """A token per account, made straight in the database (most have no password) and taken away at the end."""

    def __init__(self) -> None:
        self._headers: dict[int, str] = {}
        self._made: list[str] = []

    def make(self, users: Iterable[User]) -> None:
        with transaction.atomic():
            for user in users:
                if user.pk not in self._headers:
                    row, token = AuthToken.objects.create(user, expiry=TOKEN_LIFE)
                    self._headers[user.pk] = f"Token {token}"
                    self._made.append(row.pk)

    def header(self, user: int) -> str:
        return self._headers[user]

    def take_back(self) -> None:
        AuthToken.objects.filter(pk__in=self._made).delete()
        self._headers.clear()
        self._made.clear()
