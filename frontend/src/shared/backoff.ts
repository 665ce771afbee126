/** When to try again, as pure functions: chance and clock are passed in. Milliseconds throughout. */

export const FIRST = 1_000;
export const LONGEST = 15_000;
const DAY = 86_400_000;

/** Full jitter: anywhere between nothing and the ceiling, so that a thousand phones do not come back together. `chance` in [0, 1). */
export function delayBefore(attempt: number, chance: number): number {
  const ceiling = Math.min(LONGEST, FIRST * 2 ** Math.min(attempt, 10));
  return Math.round(chance * ceiling);
}

/** How long one connection may live: 22 to 23.9 hours, so that no proxy's daily limit cuts it for everybody at once. */
export function lifetime(chance: number): number {
  return Math.round(DAY * (22 / 24 + chance * (1.9 / 24)));
}

/** Nothing heard for too long? A machine that slept counts as silence too. */
export function isSilent(now: number, heardAt: number, limit: number): boolean {
  return now - heardAt > limit;
}
