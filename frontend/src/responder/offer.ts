/** The state of an offer on this screen: how long is left, and whether it must still ring. */

import type { ResponderDispatch } from "../contracts";

export interface Countdown {
  /** Whole seconds left, never below 0; null when no time was set. */
  seconds: number | null;
  /** What is left of the time, 1 down to 0. */
  share: number;
  over: boolean;
}

/** `now` is the server's time in epoch milliseconds: the phone's own clock may be years off. */
export function countdown(offer: Pick<ResponderDispatch, "offered_at" | "respond_by">, now: number): Countdown {
  if (!offer.respond_by) return { seconds: null, share: 1, over: false };
  const until = Date.parse(offer.respond_by);
  const whole = Math.max(1, until - Date.parse(offer.offered_at));
  const left = Math.max(0, until - now);
  return { seconds: Math.ceil(left / 1000), share: Math.min(1, left / whole), over: left === 0 };
}

/** The offer that runs out first is shown first; ties go to the older one. */
export function byUrgency(offers: readonly ResponderDispatch[]): ResponderDispatch[] {
  const rank = (offer: ResponderDispatch): string => `${offer.respond_by ?? "9"} ${offer.offered_at} ${offer.id}`;
  return [...offers].sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
}

/** Ring until it is answered, silenced, or its time is over: an offer that rings for ever empties a cold battery. */
export function mustRing(offers: readonly ResponderDispatch[], silenced: ReadonlySet<string>, now: number): boolean {
  return offers.some((offer) => !silenced.has(offer.id) && !countdown(offer, now).over);
}
