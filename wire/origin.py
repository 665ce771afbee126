"""Who may open a socket: exact origins, never by cookie without one."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

Scope = dict[str, Any]
Application = Callable[[Scope, Any, Any], Awaitable[None]]


def _header(scope: Scope, name: bytes) -> str | None:
    found = [value for key, value in scope["headers"] if key == name]
    return found[0].decode("latin-1") if found else None


class ExactOrigin:
    """Refuse a foreign Origin before the handshake; scheme, host and port must all agree.

    With `allowed` empty the page's own origin is the only one: it must name the Host that was asked. A client without
    an Origin is no browser; it is let in, but stripped of cookies, so only a token or a device can speak for it.
    (Channels' AllowedHostsOriginValidator compares the host name alone.)
    """

    def __init__(self, application: Application, *, allowed: Sequence[str] = ()) -> None:
        self.application = application
        self.allowed = frozenset(origin.rstrip("/").lower() for origin in allowed)

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        origin = _header(scope, b"origin")
        if origin is None:
            bare = [pair for pair in scope["headers"] if pair[0] != b"cookie"]
            await self.application({**scope, "headers": bare}, receive, send)
        elif self._is_ours(origin.lower(), scope):
            await self.application(scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": 4403})

    def _is_ours(self, origin: str, scope: Scope) -> bool:
        if self.allowed:
            return origin in self.allowed
        host = (_header(scope, b"host") or "").lower()
        scheme = "https" if scope.get("scheme") == "wss" else "http"
        return bool(host) and origin == f"{scheme}://{host}"


async def refuse_unknown(scope: Scope, receive: Any, send: Any) -> None:
    """A socket at an address that does not exist: refused, not an exception in the log."""
    await receive()
    await send({"type": "websocket.close", "code": 4404})
