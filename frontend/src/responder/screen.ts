/** Which one card is shown. One rule, so that no two screens of the same state can differ. */

import type { ResponderDispatch } from "../contracts";
import { foreseen, type Act } from "./acts";
import { isLive, type Deck, type Ending } from "./deck";
import { byUrgency } from "./offer";

export type Screen =
  | { kind: "offer"; offer: ResponderDispatch; others: number }
  | { kind: "ending"; ending: Ending }
  | { kind: "task"; task: ResponderDispatch; tasks: readonly ResponderDispatch[] }
  | { kind: "duty" };

/** Offers nobody has answered here yet, the most pressing first. */
export function openOffers(deck: Deck, acts: readonly Act[]): ResponderDispatch[] {
  return byUrgency(deck.dispatches.filter((dispatch) => foreseen(dispatch, acts) === "offered"));
}

/** What is in hand, the gravest first, then the older one. */
export function tasksInHand(deck: Deck, acts: readonly Act[]): ResponderDispatch[] {
  const inHand = deck.dispatches.filter((dispatch) => {
    const status = foreseen(dispatch, acts);
    return isLive(status) && status !== "offered";
  });
  return inHand.sort((one, other) => one.alert.level - other.alert.level || (one.offered_at < other.offered_at ? -1 : 1));
}

/** A clock runs on offers, so they go first; then what ended, so that nobody drives on for nothing; then the work. */
export function screenFor(deck: Deck, acts: readonly Act[], chosen: string | null): Screen {
  const offers = openOffers(deck, acts);
  if (offers.length) return { kind: "offer", offer: offers[0], others: offers.length - 1 };
  if (deck.endings.length) return { kind: "ending", ending: deck.endings[0] };
  const tasks = tasksInHand(deck, acts);
  if (!tasks.length) return { kind: "duty" };
  return { kind: "task", task: tasks.find((task) => task.id === chosen) ?? tasks[0], tasks };
}
