/** The way to a place, without a map: WGS-84 degrees in; metres and degrees from true north out. */

export interface Point {
  lat: number;
  lon: number;
}

export interface Projection {
  metresPerPixel: number;
  x(point: Point): number;
  y(point: Point): number;
}

const EARTH_METRES = 6_371_008.8;
const METRES_PER_DEGREE = (EARTH_METRES * Math.PI) / 180;

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** Great-circle metres: half a per cent off the ellipsoid at most, less than the error of a fix at these ranges. */
export function distance(from: Point, to: Point): number {
  const rise = Math.sin(radians(to.lat - from.lat) / 2);
  const run = Math.sin(radians(to.lon - from.lon) / 2);
  const half = rise * rise + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * run * run;
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** The initial bearing, 0 (north) up to 360. */
export function bearing(from: Point, to: Point): number {
  const run = radians(to.lon - from.lon);
  const east = Math.sin(run) * Math.cos(radians(to.lat));
  const north =
    Math.cos(radians(from.lat)) * Math.sin(radians(to.lat)) -
    Math.sin(radians(from.lat)) * Math.cos(radians(to.lat)) * Math.cos(run);
  return normal((Math.atan2(east, north) * 180) / Math.PI);
}

export function normal(degrees: number): number {
  return ((degrees % 360) + 360) % 360;
}

/** Where an arrow must point on a phone held towards `heading`; without a heading the dial's top is north. */
export function turn(towards: number, heading: number | null): number {
  return normal(towards - (heading ?? 0));
}

/** Which of eight winds, 0 = north, clockwise. */
export function wind(degrees: number): number {
  return Math.round(normal(degrees) / 45) % 8;
}

export function degrees(point: Point): string {
  return `${point.lat.toFixed(5)}, ${point.lon.toFixed(5)}`;
}

export function dms(point: Point): string {
  return `${sexagesimal(point.lat, "N", "S")} ${sexagesimal(point.lon, "E", "W")}`;
}

function sexagesimal(value: number, positive: string, negative: string): string {
  // Rounded once, in tenths of a second, so that 59.96″ becomes the next minute and never "60.0″".
  const tenths = Math.round(Math.abs(value) * 36_000);
  const whole = Math.floor(tenths / 36_000);
  const minutes = Math.floor((tenths % 36_000) / 600);
  const seconds = ((tenths % 600) / 10).toFixed(1).padStart(4, "0");
  return `${whole}°${String(minutes).padStart(2, "0")}′${seconds}″${value < 0 ? negative : positive}`;
}

/** RFC 5870; plain WGS-84, which every map program on a phone converts to its own tiles. */
export function geoLink(point: Point, label: string): string {
  const place = `${point.lat.toFixed(6)},${point.lon.toFixed(6)}`;
  return `geo:${place}?q=${place}(${encodeURIComponent(label)})`;
}

/** A north-up plane that shows every point inside `width` × `height` pixels, never closer than `least` metres across. */
export function project(
  points: readonly Point[],
  { width, height, margin, least = 400 }: { width: number; height: number; margin: number; least?: number },
): Projection {
  const lats = points.map((point) => point.lat);
  const lons = points.map((point) => point.lon);
  const middle = { lat: mean(lats), lon: mean(lons) };
  const across = METRES_PER_DEGREE * Math.cos(radians(middle.lat));
  const metresPerPixel = Math.max(
    (span(lons) * across) / Math.max(1, width - 2 * margin),
    (span(lats) * METRES_PER_DEGREE) / Math.max(1, height - 2 * margin),
    least / Math.min(width, height),
  );
  return {
    metresPerPixel,
    x: (point) => width / 2 + ((point.lon - middle.lon) * across) / metresPerPixel,
    y: (point) => height / 2 - ((point.lat - middle.lat) * METRES_PER_DEGREE) / metresPerPixel,
  };
}

function mean(values: readonly number[]): number {
  return (Math.min(...values) + Math.max(...values)) / 2;
}

function span(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}

/** The longest 1, 2 or 5 × 10ⁿ metres that fits into `pixels`. */
export function scaleBar(metresPerPixel: number, pixels: number): { metres: number; pixels: number } {
  const room = metresPerPixel * pixels;
  const power = 10 ** Math.floor(Math.log10(room));
  const metres = [5, 2, 1].map((step) => step * power).find((step) => step <= room) ?? power;
  return { metres, pixels: metres / metresPerPixel };
}
