/** When a new place is worth a frame. Times are monotonic milliseconds; a phone's wall clock may jump. */

import { distance, type Point } from "./way";

export const MOVED_EVERY = 5_000;
export const STILL_EVERY = 20_000;

export interface Measured extends Point {
  /** 95 % radius in metres. */
  accuracy: number;
}

export interface Sent {
  at: number;
  place: Point;
}

/** How far a fix must lie from the last one to count as movement: a poor receiver wanders without moving. */
export function step(accuracy: number): number {
  return Math.min(50, Math.max(10, accuracy / 2));
}

export function isDue(last: Sent | null, place: Measured, now: number): boolean {
  if (last === null) return true;
  const waited = now - last.at;
  if (waited >= STILL_EVERY) return true;
  return waited >= MOVED_EVERY && distance(last.place, place) >= step(place.accuracy);
}

/** The own trail: thinned by movement and bounded, so that a shift of twelve hours draws as fast as its first minute. */
export function extend<T extends Measured>(trail: readonly T[], place: T, most = 400): readonly T[] {
  const last = trail[trail.length - 1];
  if (last && distance(last, place) < step(place.accuracy)) return trail;
  const longer = [...trail, place];
  return longer.length <= most ? longer : longer.filter((_, index) => index % 2 === 0 || index === longer.length - 1);
}
