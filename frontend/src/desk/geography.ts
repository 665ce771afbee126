/** Distance, bearing and places in words. Degrees WGS-84, metres; a sphere is exact enough for words on a screen. */

import type { PlaceCard } from "../contracts";

const RADIUS = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

export interface Spot {
  readonly lat: number;
  readonly lon: number;
}

export function metresBetween(a: Spot, b: Spot): number {
  const dLat = radians(b.lat - a.lat);
  const dLon = radians(b.lon - a.lon);
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLon / 2) ** 2;
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Degrees clockwise from north, from `a` towards `b`. */
export function bearing(a: Spot, b: Spot): number {
  const dLon = radians(b.lon - a.lon);
  const y = Math.sin(dLon) * Math.cos(radians(b.lat));
  const x = Math.cos(radians(a.lat)) * Math.sin(radians(b.lat)) -
    Math.sin(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.cos(dLon);
  return ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360;
}

export const POINTS = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"] as const;
export type Compass = (typeof POINTS)[number];

export const compass = (degrees: number): Compass => POINTS[Math.round(degrees / 45) % 8]!;

export interface Whereabouts {
  readonly place: PlaceCard;
  readonly metres: number;
  readonly towards: Compass;
}

/** Closer than this a spot is "at" the place: camps and wells are wider than a phone's error. */
export const AT = 300;

/** The nearest named place and where the spot lies as seen from it; null without a gazetteer. */
export function whereabouts(spot: Spot, places: readonly PlaceCard[]): Whereabouts | null {
  let best: PlaceCard | null = null;
  let metres = Infinity;
  for (const place of places) {
    const away = metresBetween(place, spot);
    if (away < metres) [best, metres] = [place, away];
  }
  return best && { place: best, metres, towards: compass(bearing(best, spot)) };
}

export const coordinates = ({ lat, lon }: Spot): string => `${lat.toFixed(5)}, ${lon.toFixed(5)}`;

const NUMBER = "(-?\\d{1,3}(?:\\.\\d+)?)";
const PAIR = new RegExp(`^\\s*${NUMBER}\\s*°?\\s*([NS])?\\s*[,;，\\s]\\s*${NUMBER}\\s*°?\\s*([EW])?\\s*$`, "i");

/** Reads "43.95, 116.1" or "43.95N 116.1E"; null when it is no place on earth (0,0 is what broken receivers say). */
export function readCoordinates(text: string): Spot | null {
  const found = PAIR.exec(text);
  if (!found) return null;
  const lat = Number(found[1]) * (found[2]?.toUpperCase() === "S" ? -1 : 1);
  const lon = Number(found[3]) * (found[4]?.toUpperCase() === "W" ? -1 : 1);
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180 || (lat === 0 && lon === 0)) return null;
  return { lat, lon };
}

export const nameOf = (named: { name: string; names: Readonly<Record<string, string>> }, language: string): string =>
  named.names[language] || named.name;

/** Gazetteer look-up: names in any script that begin with the words, then names that contain them. */
export function findPlaces(words: string, places: readonly PlaceCard[], limit = 6): PlaceCard[] {
  const wanted = words.trim().toLowerCase();
  if (!wanted) return [];
  const names = (place: PlaceCard) => [place.name, ...Object.values(place.names)].map((name) => name.toLowerCase());
  const begins = places.filter((place) => names(place).some((name) => name.startsWith(wanted)));
  const holds = places.filter((place) => !begins.includes(place) && names(place).some((name) => name.includes(wanted)));
  return [...begins, ...holds].slice(0, limit);
}
