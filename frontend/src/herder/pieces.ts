/** One upload as numbers: which bytes go next. No network, no clock but the one passed in. */

export const PIECE = 24 * 1024;
/** A frame holds the line until it is through: on 2G (1.2 kB/s) the smallest takes two seconds, and no word waits longer. */
export const SMALLEST = 2 * 1024;
const QUICK = 1_000;
const SLOW = 4_000;
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
  /** Bytes of the next piece. */
  piece: number;
}

/** State after `upload.start` was sent. */
export function asking(size: number, now: number): Transfer {
  return { size, acked: -1, sent: 0, heardAt: now, window: 1, piece: SMALLEST };
}

/** The server told its offset. One below what it had before means it lost bytes: go back there. */
export function heardOffset(state: Transfer, offset: number, now: number): Transfer {
  const back = state.acked < 0 || offset < state.acked;
  const waited = now - state.heardAt;
  const window = !back && waited < QUICK ? Math.min(WINDOW, state.window + 1) : 1;
  return { ...state, acked: offset, sent: back ? offset : Math.max(state.sent, offset), heardAt: now, window, piece: back ? state.piece : sized(state.piece, waited) };
}

/** Twice as much on a quick line, half on a slow one. */
function sized(piece: number, waited: number): number {
  if (waited < QUICK) return Math.min(PIECE, piece * 2);
  return waited > SLOW ? Math.max(SMALLEST, piece / 2) : piece;
}

/** `[from, to)` of the next piece; null while the window is full, the start is unanswered, or all is sent. */
export function nextPiece(state: Transfer): readonly [number, number] | null {
  if (state.acked < 0 || state.sent >= state.size || state.sent - state.acked >= state.window * state.piece) return null;
  return [state.sent, Math.min(state.size, state.sent + state.piece)];
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
