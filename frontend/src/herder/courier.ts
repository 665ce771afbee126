/** Carries recordings over the socket, one at a time, and never before words that still wait. */

import type { FromPhone } from "../contracts";
import { keyBytes } from "../shared/keys";
import type { Item } from "./lanes";
import { carry, Refused, type Fetch } from "./tus";
import { asking, heardOffset, isStalled, nextPiece, percent, pieceSent, type Transfer } from "./pieces";

export interface CourierWiring {
  now(): number;
  alertOf(press: string): string | undefined;
  items(): readonly Item[];
  send(frame: FromPhone): boolean;
  sendBytes(bytes: Uint8Array<ArrayBuffer>): boolean;
  /** Bytes the socket still holds back. */
  held(): number;
  isOpen(): boolean;
  fetch: Fetch;
  onChange(): void;
  /** All of it is with the centre, or never will be. */
  onDone(key: string): void;
}

/** Without a socket for so long, HTTP is tried. */
export const TUS_AFTER = 30_000;

export interface Courier {
  /** Looks whether something can go; called whenever anything changed and by the timer. */
  look(): void;
  offset(key: string, offset: number): void;
  /** The connection is new, or this one ended: ask what is next and where to go on. */
  restart(): void;
  percentOf(key: string): number;
}

const HEAD = 24;

export function makeCourier(wiring: CourierWiring): Courier {
  let current: Item | undefined;
  let state: Transfer | undefined;
  let busy = false;
  let apartSince = 0;
  /** By HTTP: one at a time, and its last offset. */
  let byHttp: { key: string; offset: number; size: number } | undefined;

  function next(): Item | undefined {
    const items = wiring.items();
    if (items.some((item) => item.kind !== "media" && !item.tries)) return undefined;
    return items.filter((item) => item.kind === "media" && wiring.alertOf(item.press))[0];
  }

  /** The socket may be blocked where HTTP is not. */
  function lookApart(): void {
    const now = wiring.now();
    apartSince = wiring.isOpen() ? 0 : apartSince || now;
    const item = next();
    const alert = item && wiring.alertOf(item.press);
    if (!item || !alert || byHttp || !apartSince || now - apartSince < TUS_AFTER) return;
    const mine = (byHttp = { key: item.key, offset: 0, size: (item.blob as Blob).size });
    const told = (offset: number): void => {
      mine.offset = offset;
      wiring.onChange();
    };
    const again = (error?: Error): void => {
      byHttp = undefined;
      if (error instanceof Refused || !error) wiring.onDone(item.key);
    };
    carry(item, alert, wiring.fetch, told).then(() => again(), again);
  }

  function look(): void {
    lookApart();
    if (byHttp) return;
    if (state && isStalled(state, wiring.now())) restart();
    if (!current) {
      current = next();
      if (current) ask(current, current.blob as Blob);
    } else void pump(current);
  }

  function ask(item: Item, blob: Blob): void {
    const frame = { type: "upload.start", alert: wiring.alertOf(item.press), key: item.key, size: blob.size, ...item.body };
    if (wiring.send(frame as unknown as FromPhone)) state = asking(blob.size, wiring.now());
    else current = undefined;
  }

  async function pump(item: Item): Promise<void> {
    if (busy) return;
    busy = true;
    try {
      for (;;) {
        const piece = state && item === current && !wiring.held() ? nextPiece(state) : null;
        if (!piece || !state) break;
        const frame = await pack(item, piece[0], piece[1]);
        if (!state || item !== current || state.sent !== piece[0] || !wiring.sendBytes(frame)) break;
        state = pieceSent(state, piece[1]);
      }
    } finally {
      busy = false;
    }
  }

  return {
    look,
    offset: (key, offset) => {
      if (!current || !state || current.key !== key) return;
      state = heardOffset(state, offset, wiring.now());
      wiring.onChange();
      void pump(current);
    },
    restart,
    percentOf: (key) => byHttp && byHttp.key === key ? Math.floor((byHttp.offset / byHttp.size) * 100) : (current && state && current.key === key ? percent(state) : 0),
  };

  function restart(): void {
    current = state = undefined;
  }
}

/** 16 bytes key, 8 bytes big-endian offset, then the bytes. */
async function pack(item: Item, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await new Response((item.blob as Blob).slice(from, to)).arrayBuffer());
  const frame = new Uint8Array(HEAD + bytes.length);
  frame.set(keyBytes(item.key));
  new DataView(frame.buffer).setUint32(20, from); // the upper half stays 0: nobody sends 4 GB from the steppe
  frame.set(bytes, HEAD);
  return frame;
}
