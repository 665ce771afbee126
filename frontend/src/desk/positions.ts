/** Where every responder was heard last: flat arrays, so that one frame of 5,000 costs no objects. */

export interface Positions {
  readonly index: Map<number, number>;
  readonly lat: number[];
  readonly lon: number[];
  /** Epoch milliseconds of the report; 0 when it carried none. */
  readonly at: number[];
}

export interface Position {
  readonly id: number;
  readonly lat: number;
  readonly lon: number;
  readonly at: number;
}

export const emptyPositions = (): Positions => ({ index: new Map(), lat: [], lon: [], at: [] });

/** Keeps the newer of the two reports: a card that left the server before a frame may arrive after it. */
export function putPosition(positions: Positions, { id, lat, lon, at }: Position): void {
  let slot = positions.index.get(id);
  if (slot === undefined) {
    slot = positions.lat.length;
    positions.index.set(id, slot);
  } else if (at < positions.at[slot]!) return;
  positions.lat[slot] = lat;
  positions.lon[slot] = lon;
  positions.at[slot] = at;
}

export function positionOf(positions: Positions, id: number): Position | null {
  const slot = positions.index.get(id);
  if (slot === undefined) return null;
  return { id, lat: positions.lat[slot]!, lon: positions.lon[slot]!, at: positions.at[slot]! };
}
