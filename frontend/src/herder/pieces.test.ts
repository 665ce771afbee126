import { describe, expect, it } from "vitest";
import { asking, heardOffset, isStalled, nextPiece, percent, PIECE, pieceSent, SMALLEST, WINDOW, type Transfer } from "./pieces";

const SIZE = 30 * PIECE + 5;

function fill(state: Transfer): [Transfer, number] {
  let count = 0;
  for (let piece = nextPiece(state); piece; piece = nextPiece(state), count++) state = pieceSent(state, piece[1]);
  return [state, count];
}

describe("an upload", () => {
  it("sends nothing before the server has said where to go on", () => expect(nextPiece(asking(SIZE, 0))).toBeNull());

  it("goes on where the server stands", () => {
    expect(nextPiece(heardOffset(asking(SIZE, 0), 3 * PIECE, 100))?.[0]).toBe(3 * PIECE);
  });

  it("opens its window one by one on a quick link, to eight at most", () => {
    let state = heardOffset(asking(SIZE, 0), 0, 0);
    for (let now = 1; now < 10; now++) state = heardOffset(pieceSent(state, state.acked + PIECE), state.acked + PIECE, now);
    expect(state.window).toBe(WINDOW);
    expect(fill(state)[1]).toBe(WINDOW);
  });

  it("has one piece under way on a slow link", () => {
    const state = heardOffset({ ...asking(SIZE, 0), acked: 0, sent: PIECE, window: 8 }, PIECE, 4_000);
    expect(fill(state)[1]).toBe(1);
  });

  it("makes its pieces smaller on a slow link, so that a word waits two seconds at most", () => {
    let state = heardOffset(asking(SIZE, 0), 0, 0);
    for (let turn = 1; turn < 9; turn++) state = heardOffset(pieceSent(state, state.acked + state.piece), state.acked + state.piece, turn * 5_000);
    expect(state.piece).toBe(SMALLEST);
  });

  it("makes them larger again on a quick one", () => {
    let state = { ...heardOffset(asking(SIZE, 0), 0, 0), piece: SMALLEST };
    for (let turn = 1; turn < 9; turn++) state = heardOffset(pieceSent(state, state.acked + state.piece), state.acked + state.piece, turn);
    expect(state.piece).toBe(PIECE);
  });

  it("goes back when the server lost bytes", () => {
    const state = heardOffset({ ...asking(SIZE, 0), acked: 5 * PIECE, sent: 8 * PIECE }, 2 * PIECE, 1);
    expect(nextPiece(state)?.[0]).toBe(2 * PIECE);
  });

  it("ends with the odd rest and then stops", () => {
    const state = heardOffset(asking(SIZE, 0), 30 * PIECE, 0);
    expect(nextPiece(state)).toEqual([30 * PIECE, SIZE]);
    expect(nextPiece(pieceSent(state, SIZE))).toBeNull();
  });

  it("counts only what has arrived", () => {
    expect(percent(pieceSent(heardOffset(asking(200, 0), 50, 0), 200))).toBe(25);
    expect(percent(asking(200, 0))).toBe(0);
  });

  it("notices that nobody answers any more", () => expect([isStalled(asking(9, 0), 20_000), isStalled(asking(9, 0), 20_001)]).toEqual([false, true]));
});
