"""Which zone answers for a place. The tree is read once and again after ten seconds: zones change by hand, rarely."""

import time
from dataclasses import dataclass
from threading import Lock

from geo.area import Area
from geo.point import Point
from people.models import Zone

FRESH_SECONDS = 10.0


@dataclass(frozen=True)
class Jurisdiction:
    """The zone tree at one moment, deepest zones first."""

    areas: tuple[tuple[str, Area], ...]
    paths: dict[str, str]
    unplaced: str

    def zone_at(self, point: Point | None) -> str:
        """The deepest zone that holds the point; a place outside all, or none at all, goes to the zone on call
        for those: an alert is never refused for its place."""
        if point is not None:
            for code, area in self.areas:
                if area.contains(point):
                    return code
        return self.unplaced

    def below(self, path: str) -> list[str]:
        """Codes of a zone's subtree, itself included."""
        return [code for code, each in self.paths.items() if each.startswith(path)]


def read_jurisdiction() -> Jurisdiction:
    zones = sorted(Zone.objects.all(), key=lambda zone: (-zone.path.count("/"), zone.path))
    if not zones:
        raise LookupError("no zone exists: run `manage.py seed`")
    on_call = next((zone for zone in zones if zone.takes_unplaced), zones[-1])
    return Jurisdiction(
        areas=tuple((zone.code, Area.from_geojson(zone.boundary)) for zone in zones if zone.boundary),
        paths={zone.code: zone.path for zone in zones},
        unplaced=on_call.code,
    )


class _Cache:
    def __init__(self) -> None:
        self.lock = Lock()
        self.found: Jurisdiction | None = None
        self.read_at = 0.0

    def get(self) -> Jurisdiction:
        with self.lock:
            if self.found is None or time.monotonic() - self.read_at > FRESH_SECONDS:
                self.found, self.read_at = read_jurisdiction(), time.monotonic()
            return self.found

    def forget(self) -> None:
        with self.lock:
            self.found = None


_cache = _Cache()
jurisdiction = _cache.get
forget_jurisdiction = _cache.forget
