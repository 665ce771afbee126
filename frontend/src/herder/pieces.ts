/** One upload as numbers: which bytes go next. No network, no clock but the one passed in. */

export const PIECE = 24 * 1024;
/** At most so many pieces without an answer; fewer on a slow link, so that a word never queues behind a picture. */
export const WINDOW = 8;
const STALLED = 20_000;

export interface Transfer {
  size: number;
  /** Bytes the server has for good; -1 until it has said where to go on. */
  acked: number;
  sent: number;
  heardAt: number;
  window: number;
}

/** State after `upload.start` was sent. */
export function asking(size: number, now: number): Transfer {
  return { size, acked: -1, sent: 0, heardAt: now, window: 1 };
}

/** The server told its offset. One below what it had before means it lost bytes: go back there. */
export function heardOffset(state: Transfer, offset: number, now: number): Transfer {
  const back = state.acked < 0 || offset < state.acked;
  const window = back ? 1 : now - state.heardAt < 1_000 ? Math.min(WINDOW, state.window + 1) : 1;
  return { ...state, acked: offset, sent: back ? offset : Math.max(state.sent, offset), heardAt: now, window };
}

/** `[from, to)` of the next piece; null while the window is full, the start is unanswered, or all is sent. */
export function nextPiece(state: Transfer): readonly [number, number] | null {
  if (state.acked < 0 || state.sent >= state.size || state.sent - state.acked >= state.window * PIECE) return null;
  return [state.sent, Math.min(state.size, state.sent + PIECE)];
}

export function pieceSent(state: Transfer, to: number): Transfer {
  return { ...state, sent: to };
}

/** Nothing heard for long: ask again where to go on. */
export function isStalled(state: Transfer, now: number): boolean {
  return now - state.heardAt > STALLED;
}

/** 0 … 100, of what has truly arrived. */
export function percent(state: Transfer): number {
  return Math.floor((Math.max(0, state.acked) / state.size) * 100);
}
