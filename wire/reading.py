"""Reads from the event loop: a small pool of threads, each with a database connection of its own.

Channels' `database_sync_to_async` runs every consumer's reads in one thread: a single slow query made the fifth
socket wait three seconds.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from django.db import connections

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

READERS = 4

_pool = ThreadPoolExecutor(READERS, thread_name_prefix="reader")


def keep_connections() -> None:
    """A thread of ours keeps its connection for good; only a broken one is dropped."""
    for connection in connections.all(initialized_only=True):
        connection.close_at = None
        if connection.errors_occurred:
            connection.close_if_unusable_or_obsolete()


def _guarded(function: Callable[[], Result]) -> Result:
    keep_connections()
    return function()


async def read(function: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
    """Run a query function off the loop and give back what it returned or raised."""
    work = partial(_guarded, partial(function, *args, **kwargs))
    return await asyncio.get_running_loop().run_in_executor(_pool, work)
