from typing import Any
from uuid import uuid4

from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from pydantic import ValidationError
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from alerts import cards
from alerts.actions.raise_alert import Call, Raised, raise_alert
from alerts.api.status import status_token
from alerts.queries import herder_card
from alerts.writer import writer
from people.actions.register_device import register_device
from people.api.base import ApiView, RawBody
from people.handshake import parse_device
from people.roles import Actor, Role
from wire.clock import now
from wire.messages.cards import HerderAlert
from wire.messages.help import PressBody
from wire.problems import from_validation

FORM_FIELDS = ("key", "pressed_at", "alert_type", "battery", "language", "silent", "text")


class PressesView(ApiView):
    """The same as `press` on the socket: JSON for programs, a plain form for pages without script. Never throttled,
    never behind a login."""

    authentication_classes: list[Any] = []
    parser_classes = [FormParser, MultiPartParser, RawBody]

    @extend_schema(request=PressBody, responses={201: HerderAlert, 200: HerderAlert})
    def post(self, request: Request) -> HttpResponseBase:
        is_form = not isinstance(request.data, bytes)
        press = _from_form(request.data) if is_form else self.body(PressBody)
        actor = self._caller(request)
        raised = writer.call(raise_alert, call=Call(id=uuid4(), press=press, actor=actor, at=now()))
        if is_form:
            return HttpResponseRedirect(reverse("status", args=[status_token(raised.alert.id)]), status=303)
        return Response(_card(raised, actor), status=201 if raised.first else 200)

    def _caller(self, request: Request) -> Actor:
        """The phone of the credential, made known if it is new; anybody else is an unknown caller."""
        credential = parse_device(request.headers.get("Authorization", ""))
        if credential is None or not 16 <= len(credential[1]) <= 200:
            return Actor(Role.CALLER)
        key, secret = credential
        device = writer.call(register_device, key=key, secret=secret, language=None, at=now())
        return device.actor() if device else Actor(Role.CALLER)


def _card(raised: Raised, actor: Actor) -> HerderAlert:
    """Who shows an unknown caller's key is that caller; a known phone's alert is told in full to that phone alone."""
    alert = raised.alert
    theirs = alert.device_id is None or alert.device_id == actor.device
    return herder_card(alert) if theirs else cards.herder_alert(alert)


def _from_form(form: Any) -> PressBody:
    """A form has strings only, and empty ones for what was not filled in."""
    press = {name: form[name] for name in FORM_FIELDS if form.get(name)}
    press.setdefault("key", str(uuid4()))
    fix = {name: form[name] for name in ("lat", "lon", "accuracy", "at") if form.get(name)}
    if "lat" in fix and "lon" in fix:
        press["fix"] = {"accuracy": 5000.0, "at": now().isoformat()} | fix
    try:
        return PressBody.model_validate(press, strict=False)
    except ValidationError as error:
        raise from_validation(error) from None
