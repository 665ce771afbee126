"""Which sockets of this process want to hear of what. Groups live and die with the process; screens resync."""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)
Member = TypeVar("Member")


class Groups(Generic[Name, Member]):
    def __init__(self) -> None:
        self._members: defaultdict[Name, set[Member]] = defaultdict(set)

    def join(self, name: Name, member: Member) -> None:
        self._members[name].add(member)

    def leave(self, name: Name, member: Member) -> None:
        members = self._members.get(name)
        if members is not None:
            members.discard(member)
            if not members:
                del self._members[name]

    def members(self, name: Name) -> tuple[Member, ...]:
        return tuple(self._members.get(name, ()))

    def everyone(self) -> Iterator[Member]:
        seen: set[Member] = set()
        for members in list(self._members.values()):
            for member in members - seen:
                seen.add(member)
                yield member

    def __contains__(self, name: Name) -> bool:
        return name in self._members
