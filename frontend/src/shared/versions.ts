/** Cards are whole and carry a version: whichever order they arrive in, the newest stays. */

export interface Versioned {
  id: string;
  version: number;
}

export function isNewer(held: Versioned | undefined, card: Versioned): boolean {
  return held === undefined || card.version > held.version;
}

/** A new map when the card is news, else the same map, so that nothing is drawn for nothing. */
export function merged<T extends Versioned>(cards: ReadonlyMap<string, T>, card: T): ReadonlyMap<string, T> {
  if (!isNewer(cards.get(card.id), card)) return cards;
  const next = new Map(cards);
  next.set(card.id, card);
  return next;
}
