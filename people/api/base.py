"""What every HTTP door shares: who asks, how a body is read, how a refusal is told."""

import logging
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from pydantic import BaseModel, RootModel, ValidationError
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.permissions import AllowAny
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from people.actions.register_device import recognise_device
from people.handshake import active_user, parse_device, user_of_token
from people.models import User
from people.roles import Actor, Role
from wire.problems import Problem, from_validation

log = logging.getLogger(__name__)

Body = TypeVar("Body", bound=BaseModel)

BODY_LIMIT = 64 * 1024


class Json(RootModel[Any]):
    """Any JSON value, cards inside included."""


class StaffToken(BaseAuthentication):
    """`Authorization: Token …`. An unknown token is a stranger, not an error: a press must never fail for it."""

    def authenticate(self, request: Request) -> tuple[User, str] | None:
        user = user_of_token(request.headers.get("Authorization", ""))
        return (user, "token") if user else None

    def authenticate_header(self, request: Request) -> str:
        return "Token"


class StaffTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the token is described in the OpenAPI document."""

    target_class = StaffToken
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Token …"}


class RawBody(BaseParser):
    """The bytes as they came; pydantic reads them, so that NaN and wrong types are named field by field."""

    media_type = "*/*"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        data: bytes = stream.read(BODY_LIMIT + 1)
        if len(data) > BODY_LIMIT:
            raise Problem("too_large", f"At most {BODY_LIMIT} bytes.", errors={"": ("too large",)})
        return data


class ModelRenderer(BaseRenderer):
    """pydantic models and plain values → JSON."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        if data is None:
            return b""
        if isinstance(data, BaseModel):
            return data.model_dump_json(by_alias=True).encode()
        return Json(root=data).model_dump_json(by_alias=True).encode()


class AlwaysJson(DefaultContentNegotiation):
    """Every answer is JSON, whatever was asked for: a press must not fail for its Accept header or a `?format=`."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class ApiView(APIView):
    """A door. `self.actor` is who asks; verbs decide whether they may."""

    authentication_classes = [StaffToken, SessionAuthentication]
    permission_classes = [AllowAny]
    parser_classes = [RawBody]
    renderer_classes = [ModelRenderer]
    content_negotiation_class = AlwaysJson
    actor: Actor

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.actor = actor_of(request)

    def body(self, model: type[Body]) -> Body:
        raw = self.request.data
        return parse(model, raw if isinstance(raw, bytes) else b"")


def parse(model: type[Body], raw: bytes) -> Body:
    """An empty body is an empty object. Raises the Problem that names each bad field."""
    try:
        return model.model_validate_json(raw or b"{}")
    except ValidationError as error:
        raise from_validation(error) from None


def actor_of(request: Request) -> Actor:
    if isinstance(request.user, User):
        user = active_user(request.user.pk)
        return user.actor() if user else Actor(Role.CALLER)
    credential = parse_device(request.headers.get("Authorization", ""))
    device = recognise_device(credential[0], secret=credential[1]) if credential else None
    return device.actor() if device else Actor(Role.CALLER)


BY_STATUS = {
    400: "malformed",
    401: "not_logged_in",
    403: "no_right",
    404: "not_found",
    405: "no_method",
    413: "too_large",
    429: "too_often",
}


def _as_problem(error: Exception) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, RequestDataTooBig):
        return Problem("too_large")
    if isinstance(error, SuspiciousOperation):
        # More form fields or files than Django reads, a broken multipart body.
        return Problem("malformed", errors={"": ("not read",)})
    if isinstance(error, Http404):
        return Problem("not_found")
    if isinstance(error, PermissionDenied):
        return Problem("no_right")
    if isinstance(error, exceptions.APIException):
        return Problem(BY_STATUS.get(error.status_code, "malformed"), str(error.detail))
    log.exception("a request failed", exc_info=error)
    return Problem("internal")


def answer_problem(error: Exception, context: dict[str, Any]) -> Response:
    """Every refusal has the same shape: `{code, detail, errors}`."""
    problem = _as_problem(error)
    headers = {}
    if isinstance(error, exceptions.Throttled):
        headers["Retry-After"] = str(int(getattr(error, "wait", None) or 1) + 1)
    if problem.status == 401:
        headers["WWW-Authenticate"] = "Token"
    return Response(problem.body(), status=problem.status, headers=headers)


class NowhereView(ApiView):
    """An address that no door has: told in the same shape as every refusal."""

    schema = None
    authentication_classes: list[type[BaseAuthentication]] = []

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise Problem("not_found", "There is no such address.")
