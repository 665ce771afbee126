"""A place on the earth: WGS-84 degrees, and the true geodesic between two of them.

Distances are metres on the WGS-84 ellipsoid, the numbers of `geopy.distance.geodesic`. geopy asks
geographiclib (its own dependency, so requirements.txt need not list it); `metres_between` asks it
directly, without geopy's parsing of points, because the nearest search measures in a loop.
"""

from dataclasses import dataclass
from math import isfinite

from geographiclib.geodesic import Geodesic

_WGS84 = Geodesic.WGS84
_WINDS = (
    "n", "nne", "ne", "ene", "e", "ese", "se", "sse",
    "s", "ssw", "sw", "wsw", "w", "wnw", "nw", "nnw",
)  # fmt: skip
"""The sixteen winds clockwise from north, as codes for the pages to put into words."""


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """Latitude -90…90 and longitude -180…180 in WGS-84 degrees; anything else is a ValueError."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        # NaN fails no comparison with "outside", so being finite is asked first.
        if not (isfinite(self.lat) and -90 <= self.lat <= 90):
            raise ValueError(f"latitude must lie between -90 and 90, not {self.lat}")
        if not (isfinite(self.lon) and -180 <= self.lon <= 180):
            raise ValueError(f"longitude must lie between -180 and 180, not {self.lon}")


def metres_between(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The geodesic in metres, from bare degrees: the hot path of the nearest search."""
    return float(_WGS84.Inverse(lat1, lon1, lat2, lon2, Geodesic.DISTANCE)["s12"])


def distance(start: Point, *, to: Point) -> float:
    """Metres along the geodesic, exact to nanometres; 0 for the same place."""
    return metres_between(start.lat, start.lon, to.lat, to.lon)


def bearing(start: Point, *, to: Point) -> float:
    """Degrees clockwise from north, 0 ≤ bearing < 360, in which the geodesic leaves `start`.

    For the same place, where there is no direction, whatever geographiclib says (180 or 0).
    """
    line = _WGS84.Inverse(start.lat, start.lon, to.lat, to.lon, Geodesic.AZIMUTH)
    turned = float(line["azi1"]) % 360
    return turned if turned < 360 else 0.0  # -1e-17 % 360 rounds up to 360


def compass(degrees: float) -> str:
    """The nearest of the sixteen winds as a code: "n", "nne", "ne" … "nnw"."""
    return _WINDS[int((degrees % 360) / 22.5 + 0.5) % 16]
