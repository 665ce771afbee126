"""The tokens of one-time location links: 128 bits, made from the row's id with the server's secret, so that whoever
sends the SMS can make one again and no table and no log needs to hold it."""

import base64
import hashlib
import hmac
from datetime import datetime
from uuid import UUID

from django.conf import settings

from alerts.lifecycle import OPEN
from alerts.models import LocationLink
from wire.problems import Problem

TOKEN_BYTES = 16


def token_of(link: UUID) -> str:
    """22 characters that may stand in an address."""
    made = hmac.new(settings.SECRET_KEY.encode(), b"location link " + link.bytes, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made[:TOKEN_BYTES]).decode().rstrip("=")


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def url_of(link: UUID, *, origin: str) -> str:
    return f"{origin}/where/{token_of(link)}/"


def the_link(token: str, *, at: datetime) -> LocationLink:
    """The link of this token while it is good; `not_found`, or `link_expired` when its time or its alert is over."""
    link = LocationLink.objects.select_related("alert").filter(token_hash=hash_of(token)).first()
    if link is None:
        raise Problem("not_found")
    if at >= link.expires_at or link.alert.status not in OPEN:
        raise Problem("link_expired")
    return link
