"""What other systems bring to the centre's doors."""

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from wire.messages.base import Model, Moment, Words


class SmsBody(Model):
    """An SMS as a gateway hands it in. `id` is the gateway's own: a retry under the same id has no effect.

    Unknown fields are let through: a gateway that grows one must not stop an alert.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, populate_by_name=True)

    id: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    from_: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)] = Field(alias="from")
    text: Words = ""
    received_at: Moment | None = None


class SmsCard(Model):
    """What became of an SMS: the alert it opened or was added to."""

    number: str
    opened: bool
