from datetime import datetime

from command.fleet import Heard, fleet
from command.queries.responders import open_shift, responder_of
from people.rights import require
from people.roles import Actor, Right, Target
from wire.messages.respond import PositionBody
from wire.problems import Problem


def report_position(*, responder: int, position: PositionBody, at: datetime) -> None:
    """Take a report into the fleet: no database here, the batch of the second stores it. The caller knows that this
    responder is on duty. `at` is the server's time; the phone's own stays a claim."""
    heard = Heard(
        responder=responder,
        lat=position.lat,
        lon=position.lon,
        accuracy=position.accuracy,
        at=at.timestamp(),
        claimed_at=position.at.timestamp() if position.at else None,
    )
    if not fleet.report(heard):
        raise Problem("unavailable", "You are not known here yet; please try again in a moment.")


def on_duty_responder(actor: Actor) -> int:
    """The number of the responder this account is. Raises `no_shift` off duty: nobody is followed then."""
    responder = responder_of(actor)
    require(actor, Right.RESPOND, Target(user=responder.user_id))
    if open_shift(responder) is None:
        raise Problem("no_shift")
    return responder.pk
