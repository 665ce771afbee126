from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from command.queries.desk import snapshot, timeline_of
from people.api.base import ApiView
from people.handshake import active_user
from people.rights import require_role
from people.roles import Right
from wire.clock import now
from wire.messages.cards import Timeline
from wire.messages.desk import Snapshot
from wire.problems import Problem


class DeskView(ApiView):
    """The snapshot, for polling when sockets are blocked."""

    @extend_schema(responses=Snapshot)
    def get(self, request: Request) -> Response:
        require_role(self.actor, Right.USE_DESK)
        user: Any = active_user(self.actor.user or 0)
        if user is None or user.zone is None:
            raise Problem("no_right")
        return Response(snapshot(user=user, now=now()))


class TimelineView(ApiView):
    @extend_schema(responses=Timeline)
    def get(self, request: Request, alert: UUID) -> Response:
        require_role(self.actor, Right.USE_DESK)
        return Response(timeline_of(alert, actor=self.actor, at=now()))
