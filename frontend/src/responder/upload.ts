/** One photo on its way in pieces: which bytes go next, and where to go on after a silence. Pure but for its `send`s. */

import { keyBytes } from "../shared/keys";

export const PIECE = 24 * 1024;
/** Pieces sent and not yet durable; the server closes nobody for more, it only refuses. */
export const WINDOW = 8;
/** Bytes that may lie in the phone's own send buffer: more, and an act would wait behind them on a 2G link. */
export const BUFFER = 2 * PIECE;
const STALLED_AFTER = 20_000;
const HEADER = 24;

export interface Parcel {
  key: string;
  alert: string;
  name: string;
  mediaType: string;
  sha256: string | null;
  bytes: Uint8Array;
  /** When it was taken, RFC 3339; also the order of sending. */
  at: string;
}

export interface Start {
  type: "upload.start";
  alert: string;
  key: string;
  name: string;
  media_type: string;
  size: number;
  sha256: string | null;
}

export function startFrame(parcel: Parcel): Start {
  const { key, alert, name, mediaType, sha256, bytes } = parcel;
  return { type: "upload.start", alert, key, name, media_type: mediaType, size: bytes.length, sha256 };
}

/** 16 bytes key, 8 bytes big-endian offset, then the bytes. */
export function piece(parcel: Parcel, offset: number): ArrayBuffer {
  const body = parcel.bytes.subarray(offset, offset + PIECE);
  const frame = new Uint8Array(HEADER + body.length);
  frame.set(keyBytes(parcel.key));
  const view = new DataView(frame.buffer);
  view.setUint32(16, Math.floor(offset / 2 ** 32));
  view.setUint32(20, offset >>> 0);
  frame.set(body, HEADER);
  return frame.buffer;
}

export interface Line {
  send(frame: Start): boolean;
  sendBytes(frame: ArrayBuffer): boolean;
  /** Bytes handed to the socket that have not left the phone. */
  buffered(): number;
  /** Monotonic milliseconds. */
  ticks(): number;
}

/** Sends one parcel over one link after another. `durable` is what the server has told it holds. */
export class Transfer {
  durable = 0;
  private sent: number | null = null;
  private heardAt = 0;

  constructor(
    readonly parcel: Parcel,
    private readonly line: Line,
  ) {}

  /** A new link: ask where to go on. */
  begin(): void {
    this.sent = null;
    this.heardAt = this.line.ticks();
    this.line.send(startFrame(this.parcel));
  }

  offset(offset: number): void {
    const isAnswerToStart = this.sent === null || offset < this.durable;
    this.heardAt = this.line.ticks();
    this.durable = offset;
    if (isAnswerToStart) this.sent = offset;
    this.pump();
  }

  /** Called about once a second, and whenever something was heard. */
  tick(): void {
    if (this.line.ticks() - this.heardAt > STALLED_AFTER) this.begin();
    else this.pump();
  }

  private pump(): void {
    while (this.sent !== null && this.hasRoom(this.sent)) {
      if (!this.line.sendBytes(piece(this.parcel, this.sent))) return;
      this.sent = Math.min(this.sent + PIECE, this.parcel.bytes.length);
    }
  }

  private hasRoom(sent: number): boolean {
    const isUnsent = sent < this.parcel.bytes.length;
    return isUnsent && sent - this.durable < WINDOW * PIECE && this.line.buffered() < BUFFER;
  }
}
