import { describe, expect, test } from "vitest";
import type { DeskAlert, DeskChanges, DispatchCard, EntryCard, ResponderCard, Snapshot } from "../contracts";
import { applyChanges, applyPositions, applyResponders, applySnapshot, applyTimeline, EMPTY, openFile, type DeskState } from "./store";
import { alertCard, chatCard, dispatchCard, mediaCard, responderCard, snapshotOf } from "./testing";
import { acked, ackDue, answered, asked, countFrame, heard, heartbeat, QUIET, resyncDue, type Pulse } from "./pulse";

const frame = (zone: string, from: number, to: number, messages: DeskChanges["messages"]): DeskChanges =>
  ({ type: "desk.changes", zone, from, to, messages }) as DeskChanges;

const start = (parts: Partial<Snapshot> = {}) => applySnapshot(EMPTY, snapshotOf({ seq: { north: 5 }, ...parts }));

describe("a frame of changes", () => {
  test("that follows on is applied and moves seq to its end", () => {
    const after = applyChanges(start(), frame("north", 6, 8, [{ type: "desk.alert", alert: alertCard({ id: "a" }) }]));
    expect(after.seq).toEqual({ north: 8 });
    expect(after.alerts.has("a")).toBe(true);
  });

  test("that is wholly old changes nothing", () => {
    const before = start();
    expect(applyChanges(before, frame("north", 4, 5, [{ type: "desk.alert", alert: alertCard({ id: "a" }) }]))).toBe(before);
  });

  test("that leaves a gap makes the state stale and is not applied", () => {
    const after = applyChanges(start(), frame("north", 7, 7, [{ type: "desk.alert", alert: alertCard({ id: "a" }) }]));
    expect([after.stale, after.seq.north, after.alerts.size]).toEqual([true, 5, 0]);
  });

  test("that begins inside what is known counts as a gap", () => {
    expect(applyChanges(start(), frame("north", 5, 6, [])).stale).toBe(true);
  });

  test("does not bring back an older version of a card", () => {
    const state = start({ alerts: [alertCard({ id: "a", version: 4, status: "closed" })] });
    const after = applyChanges(state, frame("north", 6, 6, [{ type: "desk.alert", alert: alertCard({ id: "a", version: 3 }) }]));
    expect(after.alerts.get("a")!.status).toBe("closed");
  });

  test("takes an alert away with its dispatches when it left the zone", () => {
    const state = start({ alerts: [alertCard({ id: "a" })], dispatches: [dispatchCard({ id: "d", alert: "a" })] });
    const after = applyChanges(state, frame("north", 6, 6, [{ type: "desk.alert_gone", alert: "a", zone: "north" } as never]));
    expect([after.alerts.size, after.dispatches.size]).toEqual([0, 0]);
  });

  test("does not take away an alert whose new zone was heard first", () => {
    const state = start({ seq: { north: 5, south: 1 }, alerts: [alertCard({ id: "a", zone: "south" })] });
    const after = applyChanges(state, frame("north", 6, 6, [{ type: "desk.alert_gone", alert: "a", zone: "north" } as never]));
    expect(after.alerts.has("a")).toBe(true);
  });
});

describe("the open case file", () => {
  const open = () => openFile(start({ alerts: [alertCard({ id: "a" })] }), "a");
  const line = chatCard({ id: "c1", alert: "a" });

  test("keeps what changes bring before the server's answer comes", () => {
    const pushed = applyChanges(open(), frame("north", 6, 6, [{ type: "desk.chat", alert: "a", chat: line }]));
    const loaded = applyTimeline(pushed, {
      alert: alertCard({ id: "a" }), entries: [], chats: [chatCard({ id: "c0", alert: "a" })], media: [], fixes: [], dispatches: [],
    });
    expect([...loaded.file!.chats.keys()].sort()).toEqual(["c0", "c1"]);
  });

  test.each([["uploading", "rendering"], ["rendering", "ready"], ["rendering", "rejected"]] as const)("keeps a file's %s behind its %s, in whichever order they come", (earlier, later) => {
    const frames = (first: typeof earlier | typeof later, second: typeof earlier | typeof later) =>
      [first, second].reduce((state, status, step) => applyChanges(state, frame("north", 6 + step, 6 + step, [{ type: "desk.media", alert: "a", media: mediaCard({ status }) }])), open());
    expect([frames(earlier, later), frames(later, earlier)].map((state) => state.file!.media.get("m")!.status)).toEqual([later, later]);
  });

  test("asks to be loaded again after a snapshot", () => {
    expect(applySnapshot({ ...open(), file: { ...open().file!, loaded: true } }, snapshotOf({})).file!.loaded).toBe(false);
  });

  test("ignores the answer for an alert that is no longer open", () => {
    const other = openFile(open(), "b");
    expect(applyTimeline(other, { alert: alertCard({ id: "a" }), entries: [], chats: [line], media: [], fixes: [], dispatches: [] })).toBe(other);
  });

  test("clears the count of unread lines that arrived while it was shut", () => {
    const waiting = applyChanges(start(), frame("north", 6, 6, [{ type: "desk.chat", alert: "a", chat: line }]));
    expect(waiting.unread.get("a")).toBe(1);
    expect(openFile(waiting, "a").unread.has("a")).toBe(false);
  });
});

describe("positions", () => {
  test("of a frame replace older ones and leave newer ones", () => {
    const state = start({ responders: [responderCard({ id: 7, lat: 1, lon: 1, position_at: "2026-01-01T00:00:10.000Z" })] });
    const older = applyPositions(state, { at: Date.parse("2026-01-01T00:00:05.000Z"), ids: [7], lats: [2], lons: [2] });
    const slot = older.positions.index.get(7)!;
    expect(older.positions.lat[slot]).toBe(1);
    const newer = applyPositions(older, { at: Date.parse("2026-01-01T00:00:15.000Z"), ids: [7], lats: [3], lons: [3] });
    expect(newer.positions.lat[slot]).toBe(3);
  });
});

/** A seeded generator, so that a failing run can be repeated. */
function chance(seed: number): () => number {
  let x = seed * 2654435761 + 1;
  return () => {
    x = Math.imul(x ^ (x >>> 15), x | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  };
}

/** A server of two zones that commits random changes and can say its snapshot. */
class Server {
  seq: Record<string, number> = { north: 0, south: 0 };
  alerts = new Map<string, DeskAlert>();
  dispatches = new Map<string, DispatchCard>();
  responders = new Map<number, ResponderCard>();
  constructor(private readonly random: () => number) {}

  private pick = (n: number) => Math.floor(this.random() * n);

  snapshot(): Snapshot {
    return snapshotOf({
      seq: { ...this.seq }, alerts: [...this.alerts.values()], dispatches: [...this.dispatches.values()], responders: [...this.responders.values()],
    });
  }

  commit(): DeskChanges[] {
    const id = `a${this.pick(6)}`;
    const known = this.alerts.get(id);
    const zone = known?.zone ?? (this.pick(2) ? "north" : "south");
    if (known && this.pick(5) === 0) return this.move(known);
    const alert = alertCard({ id, zone, version: (known?.version ?? 0) + 1, status: this.pick(2) ? "received" : "acknowledged" });
    this.alerts.set(id, alert);
    const messages: DeskChanges["messages"][number][] = [{ type: "desk.alert", alert }];
    if (this.pick(2)) messages.push({ type: "desk.dispatch", dispatch: this.dispatch(id) });
    return [this.frame(zone, 1 + this.pick(3), messages)];
  }

  private dispatch(alert: string): DispatchCard {
    const id = `${alert}-d${this.pick(3)}`;
    const card = dispatchCard({ id, alert, version: (this.dispatches.get(id)?.version ?? 0) + 1, status: this.pick(2) ? "offered" : "accepted" });
    this.dispatches.set(id, card);
    return card;
  }

  private move(known: DeskAlert): DeskChanges[] {
    const to = known.zone === "north" ? "south" : "north";
    const alert = { ...known, zone: to, version: known.version + 1 };
    this.alerts.set(alert.id, alert);
    const dispatches = [...this.dispatches.values()].filter((card) => card.alert === alert.id);
    return [
      this.frame(known.zone, 1, [{ type: "desk.alert_gone", alert: alert.id, zone: known.zone } as never]),
      this.frame(to, 1, [{ type: "desk.alert", alert }, ...dispatches.map((dispatch) => ({ type: "desk.dispatch", dispatch }) as const)]),
    ];
  }

  private frame(zone: string, entries: number, messages: DeskChanges["messages"][number][]): DeskChanges {
    const from = this.seq[zone]! + 1;
    this.seq[zone] = from + entries - 1;
    return frame(zone, from, this.seq[zone]!, messages as DeskChanges["messages"]);
  }
}

const essence = (state: DeskState) => ({
  seq: state.seq,
  alerts: [...state.alerts.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  dispatches: [...state.dispatches.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
});

/** One desk's life under drops, repeats, swaps between zones and reconnects; ends with one heartbeat's worth of healing. */
function live(seed: number): { ours: DeskState; fresh: DeskState; resyncs: number } {
  const random = chance(seed);
  const server = new Server(random);
  let state = applySnapshot(EMPTY, server.snapshot());
  let wire: DeskChanges[] = [];
  let resyncs = 0;
  const resync = () => {
    resyncs++;
    state = applySnapshot(state, server.snapshot());
  };
  for (let turn = 0; turn < 60; turn++) {
    wire.push(...server.commit());
    const luck = random();
    if (luck < 0.1) wire.shift();
    else if (luck < 0.2 && wire.length > 1) wire = [...wire.slice(1), wire[0]!];
    else if (luck < 0.25) wire.push(wire[0]!);
    else if (luck < 0.3) [wire, state] = [wire.slice(1), applySnapshot(state, server.snapshot())];
    while (wire.length && random() < 0.7) state = applyChanges(state, wire.shift()!);
    if (state.stale && random() < 0.5) resync();
  }
  for (const rest of wire) state = applyChanges(state, rest);
  const pulse = heartbeat(QUIET, server.seq, state.seq, 0);
  if (resyncDue(pulse, state, 1000)) resync();
  return { ours: state, fresh: applySnapshot(EMPTY, server.snapshot()), resyncs };
}

test("any interleaving of snapshots, messages, drops, repeats and reconnects ends equal to a fresh snapshot", () => {
  let resyncs = 0;
  for (let seed = 1; seed <= 2000; seed++) {
    const { ours, fresh, resyncs: healed } = live(seed);
    expect(essence(ours), `seed ${seed}`).toEqual(essence(fresh));
    resyncs += healed;
  }
  expect(resyncs).toBeGreaterThan(500);
});

describe("the pulse", () => {
  const beat = (pulse: Pulse, head: number, own: number, now: number) => heartbeat(pulse, { north: head }, { north: own }, now);
  const due = (pulse: Pulse, own: number, now: number, stale = false) => resyncDue(pulse, { stale, seq: { north: own } }, now);

  test("asks for the snapshot when a promised head has not come within the grace", () => {
    const pulse = beat(QUIET, 6, 5, 0);
    expect([due(pulse, 5, 499), due(pulse, 5, 500)]).toEqual([false, true]);
  });

  test("does not ask when the frame was only on its way", () => {
    expect(due(beat(QUIET, 6, 5, 0), 6, 500)).toBe(false);
  });

  test("does not ask under steady traffic, where each head is a little ahead", () => {
    let pulse = QUIET;
    for (let n = 0; n < 10; n++) {
      pulse = beat(pulse, n + 1, n, n * 2000);
      expect(due(pulse, n + 1, n * 2000 + 600)).toBe(false);
    }
  });

  test("asks for a head missed after an earlier one was late but came", () => {
    const late = beat(QUIET, 6, 5, 0);
    expect(due(late, 6, 600)).toBe(false);
    expect(due(beat(late, 7, 6, 2000), 6, 2500)).toBe(true);
  });

  test("heals a drop right after a heartbeat within three seconds", () => {
    const pulse = beat(beat(QUIET, 5, 5, 0), 6, 5, 2000);
    expect(due(pulse, 5, 2500)).toBe(true);
  });

  test("asks at once when a gap was seen, and again when no snapshot comes", () => {
    expect(due(QUIET, 5, 0, true)).toBe(true);
    const waiting = asked(QUIET, 0);
    expect([due(waiting, 5, 1999, true), due(waiting, 5, 2000, true)]).toEqual([false, true]);
  });

  test("asks when the server's head went back behind what the page already had a heartbeat ago", () => {
    expect(due(beat(beat(QUIET, 9, 9, 0), 3, 9, 2000), 9, 2000)).toBe(true);
  });

  test("owes an ack after eight frames or five seconds, and after a snapshot at once", () => {
    let pulse = heard(QUIET, 0);
    for (let n = 0; n < 7; n++) pulse = countFrame(pulse, n);
    expect([ackDue(pulse, 10), ackDue(pulse, 5000), ackDue(countFrame(pulse, 10), 10)]).toEqual([false, true, true]);
    expect(ackDue(acked(pulse), 99_999)).toBe(false);
    expect(ackDue(answered(QUIET, 0), 0)).toBe(true);
  });
});

test("the last card of a responder is the one that counts", () => {
  const state = applyResponders(start({ responders: [responderCard({ id: 7 })] }), [responderCard({ id: 7, status: "out_of_contact" }), responderCard({ id: 7, status: "engaged" })]);
  expect(state.responders.get(7)!.status).toBe("engaged");
});

test("entries of one alert are kept once however often they come", () => {
  const entry: EntryCard = { seq: 6, zone: "north", alert: "a", kind: "acknowledged", at: "2026-01-01T00:00:00.000Z", by: { role: "dispatcher", name: "Saran", id: "1" }, facts: {} };
  const state = openFile(start({ alerts: [alertCard({ id: "a" })] }), "a");
  const once = applyChanges(state, frame("north", 6, 6, [{ type: "desk.entry", alert: "a", entry }]));
  const twice = applyTimeline(once, { alert: alertCard({ id: "a" }), entries: [entry], chats: [], media: [], fixes: [], dispatches: [] });
  expect(twice.file!.entries.size).toBe(1);
});
