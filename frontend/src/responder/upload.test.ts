import { beforeEach, describe, expect, it } from "vitest";
import { Clock } from "./fakes";
import { piece, PIECE, Transfer, WINDOW, type Parcel } from "./upload";

const KEY = "00112233-4455-6677-8899-aabbccddeeff";

function parcel(size: number): Parcel {
  const bytes = new Uint8Array(size).map((_, index) => index % 251);
  return { key: KEY, alert: "a1", name: "a.jpg", mediaType: "image/jpeg", sha256: null, bytes, at: "" };
}

let clock: Clock;
let starts: number;
let offsets: number[];
let buffered: number;

function transfer(size: number): Transfer {
  return new Transfer(parcel(size), {
    send: () => (starts += 1) > 0,
    sendBytes: (frame) => offsets.push(new DataView(frame).getUint32(20)) > 0,
    buffered: () => buffered,
    ticks: clock.ticks,
  });
}

beforeEach(() => {
  clock = new Clock();
  starts = 0;
  offsets = [];
  buffered = 0;
});

describe("a piece", () => {
  it("is the key, the offset, the bytes", () => {
    const frame = new Uint8Array(piece(parcel(PIECE + 10), PIECE));
    expect([...frame.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("")).toBe(KEY.replace(/-/g, ""));
    expect(new DataView(frame.buffer).getBigUint64(16)).toBe(BigInt(PIECE));
    expect(frame.length).toBe(24 + 10);
    expect(frame[24]).toBe(PIECE % 251);
  });
});

describe("a transfer", () => {
  it("sends nothing before the server has said where to go on", () => {
    transfer(100).begin();
    expect([starts, offsets]).toEqual([1, []]);
  });

  it("never has more than the window on its way", () => {
    const going = transfer(20 * PIECE);
    going.begin();
    going.offset(0);
    expect(offsets).toHaveLength(WINDOW);
    going.offset(PIECE);
    expect(offsets).toHaveLength(WINDOW + 1);
  });

  it("waits while the phone's own buffer is full, so that an act can pass", () => {
    const going = transfer(20 * PIECE);
    buffered = 10 * PIECE;
    going.begin();
    going.offset(0);
    expect(offsets).toEqual([]);
    buffered = 0;
    going.tick();
    expect(offsets).toHaveLength(WINDOW);
  });

  it("goes on after a new link from where the server stands", () => {
    const going = transfer(20 * PIECE);
    going.begin();
    going.offset(0);
    going.begin();
    offsets = [];
    going.offset(3 * PIECE);
    expect(offsets[0]).toBe(3 * PIECE);
  });

  it("asks again when nothing was heard for twenty seconds", () => {
    const going = transfer(PIECE);
    going.begin();
    clock.pass(20_001);
    going.tick();
    expect(starts).toBe(2);
  });

  it("sends every byte once over a good link", () => {
    const going = transfer(2 * PIECE + 5);
    going.begin();
    going.offset(0);
    [PIECE, 2 * PIECE, 2 * PIECE + 5].forEach((offset) => going.offset(offset));
    expect(offsets).toEqual([0, PIECE, 2 * PIECE]);
  });
});
