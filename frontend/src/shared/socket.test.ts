import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openSocket, type Socket, type SocketWishes } from "./socket";

class Wire {
  static all: Wire[] = [];
  readyState = 0;
  sent: unknown[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  constructor(readonly address: string) {
    Wire.all.push(this);
  }
  send(data: unknown): void {
    this.sent.push(data);
  }
  close(): void {
    this.readyState = 3;
  }
  opens(): void {
    this.readyState = 1;
    this.onopen?.();
  }
  says(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  drops(code = 1006): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

const last = (): Wire => Wire.all[Wire.all.length - 1];
let online: () => void = () => undefined;
let socket: Socket<object>;
let log: string[];

function open(over: Partial<SocketWishes<object>> = {}): void {
  log = [];
  socket = openSocket<object, object>({
    path: "/ws/desk/",
    silentAfter: 5_000,
    onFrame: (frame) => log.push(JSON.stringify(frame)),
    onOpen: () => log.push("open"),
    onClosed: (code) => log.push(`closed ${code}`),
    onSilent: () => log.push("silent"),
    ...over,
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.999);
  Wire.all = [];
  vi.stubGlobal("WebSocket", Wire);
  vi.stubGlobal("location", { origin: "https://desk.example" });
  vi.stubGlobal("addEventListener", (_: string, act: () => void) => (online = act));
  vi.stubGlobal("removeEventListener", () => undefined);
});

afterEach(() => {
  socket.close();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("a socket that comes back", () => {
  it("uses the page's own host", () => {
    open();
    expect(last().address).toBe("wss://desk.example/ws/desk/");
  });

  it("takes no frame while it is not open", () => {
    open();
    expect(socket.send({ a: 1 })).toBe(false);
    last().opens();
    expect(socket.send({ a: 1 })).toBe(true);
    expect(last().sent).toEqual(['{"a":1}']);
  });

  it("tries again after a loss, later each time", () => {
    open();
    last().drops();
    vi.advanceTimersByTime(1_000);
    expect(Wire.all).toHaveLength(2);
    last().drops();
    vi.advanceTimersByTime(1_000);
    expect(Wire.all).toHaveLength(2);
    vi.advanceTimersByTime(1_000);
    expect(Wire.all).toHaveLength(3);
  });

  it("tries at once when the network returns", () => {
    open();
    for (let round = 0; round < 5; round++) {
      last().drops();
      vi.advanceTimersByTime(15_000);
    }
    const before = Wire.all.length;
    last().drops();
    online();
    expect(Wire.all).toHaveLength(before + 1);
  });

  it("says once that it hears nothing, and makes a new connection", () => {
    open();
    last().opens();
    vi.advanceTimersByTime(7_000);
    expect(log).toEqual(["open", "silent", "closed 1006"]);
    vi.advanceTimersByTime(1_000);
    expect(Wire.all).toHaveLength(2);
  });

  it("hears nothing more from the connection it gave up", () => {
    open();
    const first = last();
    first.opens();
    vi.advanceTimersByTime(7_000);
    first.says({ late: true });
    expect(log).not.toContain('{"late":true}');
  });

  it("stays while frames arrive", () => {
    open();
    last().opens();
    for (let beat = 0; beat < 20; beat++) {
      vi.advanceTimersByTime(2_000);
      last().says({ type: "heartbeat" });
    }
    expect(Wire.all).toHaveLength(1);
  });

  it("renews itself before it is a day old", () => {
    open({ silentAfter: 1e9 });
    last().opens();
    vi.advanceTimersByTime(23.92 * 3_600_000);
    expect(Wire.all.length).toBeGreaterThan(1);
  });

  it("does not try again where it has no right", () => {
    open({ final: [4401] });
    last().drops(4401);
    vi.advanceTimersByTime(60_000);
    online();
    expect(Wire.all).toHaveLength(1);
  });
});
