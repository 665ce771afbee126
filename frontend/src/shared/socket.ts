/**
 * A websocket that comes back: full-jitter back-off (1–15 s), reset when the network returns or by `wake()`, a check for
 * silence, and a new connection before the old one is a day old. It keeps nothing: what must not be lost lives in an outbox.
 */

import { delayBefore, isSilent, lifetime } from "./backoff";

export interface SocketWishes<In> {
  /** Such as `/ws/desk/`. */
  path: string;
  onFrame(frame: In): void;
  onBytes?(bytes: ArrayBuffer): void;
  /** A fresh connection: say hello, send again what was not answered. */
  onOpen?(): void;
  /** The connection is gone. `code` is the close code, such as 4401; a code in `final` is not tried again. */
  onClosed?(code: number): void;
  /** Nothing was heard for `silentAfter`; told once per silence. The half-open connection is dropped and made anew. */
  onSilent?(): void;
  /** Milliseconds: the desk 5,000, phones 40,000. */
  silentAfter: number;
  /** Close codes after which a new try is useless. */
  final?: readonly number[];
}

export interface Socket<Out> {
  /** False when there is no open connection: the frame was not taken. */
  send(frame: Out): boolean;
  sendBytes(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): boolean;
  isOpen(): boolean;
  /** Bytes handed over but not yet on the network. */
  waiting(): number;
  /** Try now, with the back-off reset: on a press, on `visibilitychange`. */
  wake(): void;
  /** Gone for good. */
  close(): void;
}

const LOOK_EVERY = 1_000;
const CONNECT_WITHIN = 20_000;

export function openSocket<In, Out>(wishes: SocketWishes<In>): Socket<Out> {
  let wire: WebSocket | null = null;
  let attempt = 0;
  let heardAt = Date.now();
  let dieAt = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let told = false;
  let over = false;

  const isOpen = (): boolean => wire !== null && wire.readyState === 1;

  function connect(): void {
    clearTimeout(retry);
    const mine = new WebSocket(location.origin.replace(/^http/, "ws") + wishes.path);
    wire = mine;
    heardAt = Date.now();
    dieAt = heardAt + lifetime(Math.random());
    mine.binaryType = "arraybuffer";
    mine.onopen = () => {
      if (wire !== mine) return;
      heardAt = Date.now();
      if (wishes.onOpen) wishes.onOpen();
    };
    mine.onmessage = (event: MessageEvent<string | ArrayBuffer>) => {
      if (wire !== mine) return;
      heardAt = Date.now();
      told = false;
      attempt = 0;
      if (typeof event.data === "string") wishes.onFrame(JSON.parse(event.data) as In);
      else if (wishes.onBytes) wishes.onBytes(event.data);
    };
    mine.onclose = (event) => {
      if (wire === mine) lost(event.code);
    };
  }

  function lost(code: number): void {
    wire = null;
    if (wishes.onClosed) wishes.onClosed(code);
    if (wishes.final && wishes.final.indexOf(code) >= 0) over = true;
    if (!over) retry = setTimeout(connect, delayBefore(attempt++, Math.random()));
  }

  /** A dead peer never answers the closing handshake, so the old socket is let go at once. */
  function drop(code: number): void {
    const old = wire;
    wire = null;
    if (old) {
      old.onopen = old.onmessage = old.onclose = null;
      old.close();
    }
    lost(code);
  }

  function look(): void {
    if (over) return;
    const now = Date.now();
    if (isSilent(now, heardAt, wishes.silentAfter) && !told) {
      told = true;
      if (wishes.onSilent) wishes.onSilent();
    }
    if (!wire) return;
    // a phone whose radio is just waking needs longer to connect than an open socket may be silent
    if (isSilent(now, heardAt, isOpen() ? wishes.silentAfter : CONNECT_WITHIN)) drop(1006);
    else if (isOpen() && now > dieAt) drop(1000);
  }

  function wake(): void {
    if (over) return;
    attempt = 0;
    if (!wire) connect();
  }

  const timer = setInterval(look, LOOK_EVERY);
  addEventListener("online", wake);
  connect();

  return {
    send: (frame) => {
      if (!isOpen()) return false;
      (wire as WebSocket).send(JSON.stringify(frame));
      return true;
    },
    sendBytes: (bytes) => {
      if (!isOpen()) return false;
      (wire as WebSocket).send(bytes);
      return true;
    },
    isOpen,
    waiting: () => (wire ? wire.bufferedAmount : 0),
    wake,
    close: () => {
      over = true;
      clearInterval(timer);
      clearTimeout(retry);
      removeEventListener("online", wake);
      if (wire) wire.close();
    },
  };
}
