import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from people.actions.register_device import digest
from people.models import User, VerificationCode
from people.rights import require_role
from people.roles import Actor, Right
from wire.problems import Problem


@dataclass(frozen=True, slots=True)
class Issued:
    """The code itself is here and nowhere else."""

    code: str
    row: VerificationCode


def issue_code(*, actor: Actor, at: datetime) -> Issued:
    """A one-time code for a phone of the officer's own zone. Raises `no_right` for who has none, or has no zone."""
    require_role(actor, Right.VERIFY)
    user = User.objects.select_related("zone").get(pk=actor.user or 0)
    if actor.zone is None or user.zone is None:
        raise Problem("no_right")
    code = secrets.token_urlsafe(16)
    row = VerificationCode.objects.create(
        code_hash=digest(code),
        zone=user.zone,
        issued_by=user,
        issued_at=at,
        expires_at=at + timedelta(seconds=settings.CODE_SECONDS),
    )
    return Issued(code=code, row=row)
