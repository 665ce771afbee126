/** Which fixes are worth the radio. Distances in metres, times in milliseconds. */

import type { Fix } from "../contracts";

export interface SentFix {
  accuracy: number;
  sentAt: number;
}

/** Milliseconds between fixes while a call is open; with a weak battery. */
export const EVERY = 30_000;
export const SELDOM = 300_000;
const MUCH_BETTER = 0.7;
/** A place from before this is no longer where the caller is. It still carries its own time. */
const KEPT_FOR = 3_600_000;

/** The first, then each that is 30 % better, then one after `every`. */
export function isWorthSending(last: SentFix | null, accuracy: number, now: number, every = EVERY): boolean {
  return last === null || accuracy <= last.accuracy * MUCH_BETTER || now - last.sentAt >= every;
}

/** The place to send with a press: the last known one while it still says something. */
export function placeForPress(last: Fix | null, now: number): Fix | null {
  return last && Math.abs(now - Date.parse(last.at)) < KEPT_FOR ? last : null;
}

/** A reading as the wire wants it; null for what is no measured place. Values out of bounds are left out, never sent to be refused. */
export function fixFrom(coords: GeolocationCoordinates, timestamp: number): Fix | null {
  const { latitude: lat, longitude: lon, accuracy } = coords;
  if (!isFinite(lat) || !isFinite(lon) || (!lat && !lon)) return null;
  const fix: Record<string, unknown> = { lat, lon, accuracy: Math.min(Math.max(accuracy || 0, 0), 4e7), at: new Date(timestamp).toISOString() };
  within(fix, "altitude", coords.altitude, -1000, 20_000);
  within(fix, "speed", coords.speed, 0, 1000);
  within(fix, "heading", coords.heading, 0, 360);
  return fix as unknown as Fix;
}

function within(fix: Record<string, unknown>, name: string, value: number | null, least: number, most: number): void {
  if (value !== null && value >= least && value <= most) fix[name] = value;
}
