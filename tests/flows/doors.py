"""Every HTTP door and every socket verb, counted from the code itself, so that a new one without a row is noticed."""

from collections.abc import Iterator, Sequence
from typing import Any, get_args

from django.urls import URLPattern, URLResolver

from command.urls import api
from wire.messages.desk import FromDesk
from wire.messages.help import FromPhone
from wire.messages.respond import FromResponder

METHODS = ("get", "post", "put", "patch", "delete", "head")


def _walk(patterns: Sequence[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, Any]]:
    for each in patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, route)
        else:
            yield route, each.callback.view_class  # type: ignore[attr-defined]


def http_doors() -> set[str]:
    """`POST alerts/<uuid:alert>/chat` and the like."""
    return {f"{method.upper()} {route}" for route, view in _walk(api) for method in METHODS if hasattr(view, method)}


def verbs(union: Any) -> set[str]:
    """The `type` of every message of a union."""
    members = get_args(get_args(union)[0])
    return {get_args(member.model_fields["type"].annotation)[0] for member in members}


SOCKETS = {"/ws/help/": verbs(FromPhone), "/ws/desk/": verbs(FromDesk), "/ws/respond/": verbs(FromResponder)}
