"""A herder's phone made known by an officer, and what is kept with it."""

from typing import Any
from uuid import UUID

import segno
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from alerts.actions.issue_verification import issue_verification
from alerts.actions.keep_details import keep_details
from alerts.actions.shut_out_device import shut_out_device
from alerts.actions.verify_device import verify_device
from alerts.writer import writer
from people.actions.issue_code import Issued
from people.actions.register_device import recognise_device
from people.api.base import ApiView
from people.cards import device_card
from people.handshake import parse_device
from people.models import Device
from people.origin import public_origin
from people.rights import require_role
from people.roles import Right
from wire.clock import now
from wire.messages.desk import RevocationBody, VerificationCard
from wire.messages.help import DeviceCard, OwnDetailsBody, VerifyBody
from wire.problems import Problem


def verification_card(issued: Issued, *, origin: str) -> VerificationCard:
    """The code stands in the fragment of the address: that part never reaches a server or its log."""
    url = f"{origin}/#verify={issued.code}"
    return VerificationCard(
        code=issued.code,
        url=url,
        qr_svg=segno.make(url, error="m", micro=False).svg_inline(scale=1, border=4, omitsize=True, light="#fff"),
        zone=issued.row.zone_id,
        expires_at=issued.row.expires_at,
    )


class VerificationsView(ApiView):
    @extend_schema(request=None, responses={201: VerificationCard})
    def post(self, request: Request) -> Response:
        require_role(self.actor, Right.VERIFY)
        issued = writer.call(issue_verification, actor=self.actor, at=now())
        card = verification_card(issued, origin=public_origin(request))
        return Response(card, status=201, headers={"Cache-Control": "no-store"})


class PhoneView(ApiView):
    """A door for phones: known by `Authorization: Device key:secret` alone."""

    authentication_classes: list[Any] = []

    def credential(self) -> tuple[UUID, str] | None:
        found = parse_device(self.request.headers.get("Authorization", ""))
        return found if found and 16 <= len(found[1]) <= 200 else None

    def device(self) -> Device | None:
        credential = self.credential()
        return recognise_device(credential[0], secret=credential[1]) if credential else None


class VerificationView(PhoneView):
    """The phone's side: it shows the code, and is a known phone from then on."""

    @extend_schema(request=VerifyBody, responses=DeviceCard)
    def post(self, request: Request) -> Response:
        body = self.body(VerifyBody)
        credential = self.credential()
        if credential is None:
            raise Problem("not_logged_in", "The phone shows its own key and secret: Authorization: Device key:secret.")
        key, secret = credential
        return Response(device_card(writer.call(verify_device, key=key, secret=secret, details=body, at=now())))


class OwnDeviceView(PhoneView):
    """What is kept with this phone. A stranger's, wiped or revoked credential is an unverified phone, no error."""

    @extend_schema(responses=DeviceCard)
    def get(self, request: Request) -> Response:
        return Response(device_card(self.device()))

    @extend_schema(request=OwnDetailsBody, responses=DeviceCard)
    def post(self, request: Request) -> Response:
        require_role(self.actor, Right.KEEP_DETAILS)
        details = self.body(OwnDetailsBody)
        return Response(device_card(writer.call(keep_details, details=details, actor=self.actor, at=now())))


class RevocationView(ApiView):
    @extend_schema(request=RevocationBody, responses={204: None})
    def post(self, request: Request, device: UUID) -> Response:
        require_role(self.actor, Right.REVOKE)
        reason = self.body(RevocationBody).reason
        writer.call(shut_out_device, device=device, actor=self.actor, at=now(), reason=reason)
        return Response(status=204)
