"""Latitude and longitude as points in space, so that a distance is a subtraction numpy can do.

Earth-centred earth-fixed axes, metres, on the surface of the WGS-84 ellipsoid (height 0). Source
of the constants: NIMA TR8350.2; of the bound: Schur's comparison theorem for bounded curvature.
"""

import numpy as np
from numpy.typing import NDArray

from geo.point import Point

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

EQUATOR_RADIUS = 6_378_137.0
FLATTENING = 1 / 298.257223563
ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING)
TIGHTEST_RADIUS = EQUATOR_RADIUS * (1 - ECCENTRICITY_SQUARED)
"""The smallest radius of curvature on the ellipsoid: along the meridian, at the equator."""
LONGEST_GEODESIC = np.pi * EQUATOR_RADIUS
"""No two places are farther apart than half the equator (in fact a little less)."""


def to_ecef(lat: Floats, lon: Floats) -> Floats:
    """Shape (3, n) of x, y, z in metres from two arrays of n degrees; NaN in, NaN out.

    Three rows and not n triples: each coordinate lies together in memory, half the time of a query.
    """
    phi, lam = np.radians(lat), np.radians(lon)
    sine, cosine = np.sin(phi), np.cos(phi)
    normal = EQUATOR_RADIUS / np.sqrt(1 - ECCENTRICITY_SQUARED * sine * sine)
    across = normal * cosine
    up = normal * (1 - ECCENTRICITY_SQUARED) * sine
    return np.stack((across * np.cos(lam), across * np.sin(lam), up))


def squared_chords(xyz: Floats, *, to: Point) -> Floats:
    """Squares of the straight lines through the earth from each of n points: metres², (n,)."""
    here = to_ecef(np.array([to.lat]), np.array([to.lon]))[:, 0]
    squares = np.zeros(xyz.shape[1])
    step = np.empty(xyz.shape[1])
    # In place: fresh memory for each term costs more than the arithmetic.
    for axis in range(3):
        np.subtract(xyz[axis], here[axis], out=step)
        step *= step
        squares += step
    return squares


def longest_arcs(chords: Floats) -> Floats:
    """The longest geodesic each chord can stand for; the shortest is the chord itself. Metres.

    A curve nowhere bent more tightly than a circle of radius R and not longer than half of it keeps
    its ends at least as far apart as the circle would. A chord wider than that circle says nothing:
    the answer is then half the equator.
    """
    share = chords / (2 * TIGHTEST_RADIUS)
    arcs = 2 * TIGHTEST_RADIUS * np.arcsin(np.minimum(share, 1))
    return np.where(share < 1, arcs, LONGEST_GEODESIC)
