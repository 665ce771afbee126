/**
 * Many phones without a screen, for a test of slow lines: the page's own outbox, courier and socket in one Node process.
 * `node --experimental-websocket slow_phones.mjs <origin> <phones> <calls> <photo>` prints what became of each call and recording as JSON.
 */

import type { ChatCard, FromPhone, HerderAlert, ToPhone } from "../contracts";
import { makeKey } from "../shared/keys";
import { openSocket } from "../shared/socket";
import { ask } from "./ask";
import { withCard, withPress, type Known } from "./cards";
import { makeCourier } from "./courier";
import type { Item } from "./lanes";
import { makeOutbox } from "./outbox";

import { readFileSync } from "node:fs";

const [origin, phones, calls] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const photo = readFileSync(process.argv[5]);
const REPEATED = 0.05;
const GIVE_UP = 110_000;
const fetchHere = globalThis.fetch;
globalThis.fetch = ((address: string, wishes: RequestInit) => fetchHere(origin + address, wishes)) as typeof fetch;
Object.assign(globalThis, { location: { origin }, addEventListener: () => undefined, removeEventListener: () => undefined });

interface Report {
  /** Milliseconds from each tap to the answer; -1 for one that had none. */
  received: number[];
  /** Bytes of recordings that arrived, and that were handed to the line. */
  arrived: number;
  carried: number;
}

const pause = (ms: number): Promise<void> => new Promise((go) => setTimeout(go, ms));

async function phone(): Promise<Report> {
  const device = { key: makeKey(), secret: makeKey() };
  const by = `Device ${device.key}:${device.secret}`;
  const disk = new Map<string, Item>();
  const report: Report = { received: [], arrived: 0, carried: 0 };
  let alerts: Known[] = [];
  const alertOf = (press: string): string | undefined => alerts.find((one) => one.press === press)?.card?.id;

  const socket = openSocket<ToPhone, FromPhone>({ path: "/ws/help/", silentAfter: 40_000, onOpen: greet, onFrame: hear });
  /** Some proxies deliver twice. */
  const send = (frame: FromPhone): boolean => {
    if (Math.random() < REPEATED) socket.send(frame);
    return socket.send(frame);
  };
  const outbox = makeOutbox({
    shelf: { put: async (item) => disk.set(item.key, item), drop: (key) => void disk.delete(key), all: async () => [...disk.values()] },
    by,
    now: Date.now,
    chance: Math.random,
    alertOf,
    send,
    isOpen: socket.isOpen,
    post: (address, body) => ask<HerderAlert | ChatCard>("POST", address, by, body).then((answer) => void ("received_at" in answer && take(answer, (body as { key: string }).key))),
    onChange: () => undefined,
    onSaved: () => undefined,
    onRefused: () => undefined,
  });
  const courier = makeCourier({
    now: Date.now,
    alertOf,
    items: outbox.waiting,
    send,
    sendBytes: (bytes) => {
      const taken = socket.sendBytes(bytes);
      if (taken) report.carried += bytes.length - 24;
      return taken;
    },
    held: socket.waiting,
    isOpen: socket.isOpen,
    fetch: (address, wishes) => {
      if (wishes.method === "PATCH") report.carried += (wishes.body as Blob).size;
      return globalThis.fetch(address, wishes);
    },
    onChange: () => undefined,
    onDone: done,
  });

  function done(key: string): void {
    if (outbox.waiting().some((item) => item.key === key)) report.arrived += photo.length;
    outbox.drop(key);
  }

  function greet(): void {
    socket.send({ type: "hello", device });
    courier.restart();
    outbox.flush(true);
  }

  function take(card: HerderAlert, key = card.key): void {
    alerts = withCard(alerts, card, Date.now());
    outbox.heard(card, key);
  }

  function hear(frame: ToPhone): void {
    if (frame.type === "welcome") frame.alerts.forEach((card) => take(card));
    else if (frame.type === "received") take(frame.alert, frame.key);
    else if (frame.type === "alert") take(frame.alert);
    else if (frame.type === "upload.offset") courier.offset(frame.key, frame.offset);
    else if (frame.type === "problem" && frame.code === "offset_mismatch") courier.restart();
    else if (frame.type === "upload.done") {
      done(frame.key);
      courier.restart();
    }
    courier.look();
  }

  async function callOnce(number: number): Promise<number> {
    const key = makeKey();
    const at = Date.now();
    alerts = withPress(alerts, key, at);
    socket.wake();
    void outbox.put({ key, kind: "press", press: key, body: { pressed_at: new Date(at).toISOString(), text: `call ${number} of ${device.key}` } });
    if (number === 1) void outbox.put({ key: makeKey(), kind: "media", press: key, body: { name: "snow.jpg", media_type: "image/jpeg" }, blob: new Blob([photo]) });
    while (!alertOf(key)) {
      if (Date.now() - began > GIVE_UP) return -1;
      await pause(50);
    }
    return Date.now() - at;
  }

  const timer = setInterval(() => {
    outbox.flush();
    courier.look();
  }, 2_000);
  await pause(Math.random() * 5_000);
  for (let number = 0; number < calls; number++) {
    report.received.push(await callOnce(number));
    await pause(1_000 + Math.random() * 2_000);
  }
  while (disk.size && Date.now() - began < GIVE_UP) await pause(100);
  clearInterval(timer);
  socket.close();
  return report;
}

const began = Date.now();
void Promise.all(Array.from({ length: phones }, phone)).then((reports) => {
  console.log(JSON.stringify(reports));
  process.exit(0);
});
