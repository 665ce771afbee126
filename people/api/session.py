from typing import Any

from django.contrib.auth import authenticate
from drf_spectacular.utils import extend_schema
from knox.models import AuthToken
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle

from people.api.base import ApiView
from people.cards import user_card
from people.models import User
from wire.messages.cards import UserCard
from wire.messages.desk import SessionBody
from wire.problems import Problem


class SessionView(ApiView):
    """A token for programs and phones; it lives 12 hours."""

    throttle_classes = [ScopedRateThrottle]
    throttle_scope = "login"

    @extend_schema(request=SessionBody, responses={201: UserCard})
    def post(self, request: Request) -> Response:
        body = self.body(SessionBody)
        user: Any = authenticate(request, username=body.username, password=body.password)
        if not isinstance(user, User):
            raise Problem("not_logged_in", "The name or the password is wrong.")
        _instance, token = AuthToken.objects.create(user)
        return Response({"token": token, "user": user_card(user).model_dump(mode="json")}, status=201)

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        if not isinstance(request.user, User):
            raise Problem("not_logged_in")
        AuthToken.objects.filter(user=request.user).delete()
        return Response(status=204)
