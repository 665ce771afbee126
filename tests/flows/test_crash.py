"""kill -9 under load: what was acknowledged is there, once, as it was told, and the record has no hole."""

import pytest

from tests.server import Server
from tests.storm import storm

pytestmark = pytest.mark.flow

KILLS = 20
"""`make storm` does hundreds."""


def test_twenty_kills_lose_nothing_and_double_nothing(own_server: Server) -> None:
    own_server.start()
    weather = storm(own_server, kills=KILLS)
    assert weather.found.faults == {}
    assert weather.kills == KILLS
    assert weather.found.acknowledged > 10 * weather.kills
    # Kills fell between press and answer, else this proved little.
    assert weather.repeated > weather.kills
