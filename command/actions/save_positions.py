from collections.abc import Sequence
from datetime import UTC, datetime

from command.fleet import Heard
from command.models import Position, Responder

COLUMNS = ["lat", "lon", "accuracy", "at", "claimed_at"]


def save_positions(*, heard: Sequence[Heard]) -> int:
    """Store the latest place of each of these responders in one statement; return how many."""
    known = set(Responder.objects.filter(pk__in=[row.responder for row in heard]).values_list("pk", flat=True))
    rows = [_row(each) for each in heard if each.responder in known]
    Position.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["responder"],
        update_fields=COLUMNS,
        batch_size=500,
    )
    return len(rows)


def _row(heard: Heard) -> Position:
    return Position(
        responder_id=heard.responder,
        lat=heard.lat,
        lon=heard.lon,
        accuracy=heard.accuracy,
        at=datetime.fromtimestamp(heard.at, UTC),
        claimed_at=datetime.fromtimestamp(heard.claimed_at, UTC) if heard.claimed_at else None,
    )
