import { describe, expect, it } from "vitest";
import type { FromPhone } from "../contracts";
import { makeOutbox, type Outbox } from "./outbox";
import type { Item } from "./lanes";
import type { Shelf } from "./shelf";
import { ALERT, card, PRESS } from "./cast";

const START = 1_000_000;

interface Bench {
  outbox: Outbox;
  log: string[];
  frames: FromPhone[];
  disk: Map<string, Item>;
  open: boolean;
  now: number;
  known: boolean;
  refuse: string;
}

function bench(over: Partial<Shelf> = {}, disk = new Map<string, Item>()): Bench {
  const self = { log: [] as string[], frames: [] as FromPhone[], disk, open: true, now: START, known: false, refuse: "" } as Bench;
  const shelf: Shelf = {
    put: async (item) => {
      self.log.push(`disk ${item.kind}`);
      disk.set(item.key, item);
    },
    drop: (key) => void disk.delete(key),
    all: async () => [...disk.values()],
    ...over,
  };
  self.outbox = makeOutbox({
    shelf,
    now: () => self.now,
    chance: () => 0.5,
    alertOf: () => (self.known ? ALERT : undefined),
    send: (frame) => {
      self.log.push(`sent ${frame.type}`);
      self.frames.push(frame);
      return self.open;
    },
    isOpen: () => self.open,
    post: async (address) => {
      self.log.push(`post ${address}`);
      throw { code: self.refuse || "no_answer" };
    },
    by: "Device k:s",
    onChange: () => undefined,
    onSaved: () => self.log.push("worker asked"),
    onRefused: (item, code) => self.log.push(`refused ${item.kind} ${code}`),
  });
  return self;
}

const press = { key: PRESS, kind: "press" as const, press: PRESS, body: {} };

describe("the outbox", () => {
  it("writes a press to the disk before it is sent", async () => {
    const { outbox, log } = bench();
    await outbox.put(press);
    expect(log).toEqual(["disk press", "worker asked", "sent press"]);
  });

  it("moves what hangs on a press to the earlier call the centre joined it to", async () => {
    const self = bench();
    await self.outbox.put(press);
    await self.outbox.put({ key: "w", kind: "chat", press: PRESS, body: { text: "x" } });
    self.outbox.heard(card({ key: "another" }), PRESS);
    expect(self.outbox.waiting()).toMatchObject([{ key: "w", press: "another", alert: ALERT }]);
  });

  it("writes the alert's id to what waits, for the worker has no other way to know it", async () => {
    const self = bench();
    await self.outbox.put(press);
    await self.outbox.put({ key: "w", kind: "chat", press: PRESS, body: { text: "x" } });
    self.outbox.heard(card());
    expect(self.disk.get("w")).toMatchObject({ alert: ALERT, by: "Device k:s" });
  });

  it("keeps a press until the answer, not until the sending", async () => {
    const { outbox, disk } = bench();
    await outbox.put(press);
    expect(disk.has(PRESS)).toBe(true);
    outbox.heard(card());
    expect([disk.size, outbox.waiting().length]).toEqual([0, 0]);
  });

  it("sends all the same when the disk refuses, and does not claim that it is saved", async () => {
    const { outbox, log } = bench({ put: () => Promise.reject(new Error("no room")) });
    await outbox.put(press);
    expect(log).toEqual(["sent press"]);
    expect(outbox.isSaved(PRESS)).toBe(false);
  });

  it("sends all the same when the disk never answers", async () => {
    const { outbox, log } = bench({ put: () => new Promise(() => undefined) });
    void outbox.put(press);
    await new Promise((go) => setTimeout(go, 450));
    expect(log).toEqual(["sent press"]);
  });

  it("sends a press of an earlier life of the page, with the same key", async () => {
    const first = bench();
    first.open = false;
    await first.outbox.put(press);
    const second = bench({}, first.disk);
    await second.outbox.adopt();
    expect(second.frames).toEqual([{ type: "press", key: PRESS }]);
  });

  it("repeats the press by HTTP with the same key after ten seconds without an answer", async () => {
    const self = bench();
    await self.outbox.put(press);
    self.now += 10_000;
    self.outbox.flush();
    expect(self.log).toContain("post /api/presses");
  });

  it("has only one HTTP request of an item under way", async () => {
    const self = bench();
    self.open = false;
    await self.outbox.put(press);
    for (let round = 0; round < 5; round++) {
      self.now += 20_000;
      self.outbox.flush();
    }
    expect(self.log.filter((line) => line.startsWith("post"))).toHaveLength(1);
  });

  it("goes on trying when the centre is not able to answer", async () => {
    const self = bench();
    self.refuse = "unavailable";
    await self.outbox.put(press);
    self.now += 10_000;
    self.outbox.flush();
    await new Promise((go) => setTimeout(go));
    expect(self.outbox.waiting()).toHaveLength(1);
  });

  it("never drops a press that is refused, and sends it bare", async () => {
    const self = bench();
    await self.outbox.put({ ...press, body: { language: "en", battery: 999 } });
    self.outbox.refused(PRESS, "wrong_field");
    self.outbox.flush();
    expect(self.frames[1]).toEqual({ type: "press", key: PRESS, language: "en" });
  });

  it("drops a word that is refused for good, and says so", async () => {
    const self = bench();
    self.known = true;
    await self.outbox.put({ key: "w", kind: "chat", press: PRESS, body: { text: "x" } });
    self.outbox.refused("w", "no_right");
    expect(self.log).toContain("refused chat no_right");
    expect(self.outbox.waiting()).toEqual([]);
  });

  it("sends what was waiting for the alert's id as soon as the card is here", async () => {
    const self = bench();
    await self.outbox.put(press);
    await self.outbox.put({ key: "d", kind: "detail", press: PRESS, body: { alert_type: "medical" } });
    self.known = true;
    self.outbox.heard(card());
    expect(self.frames.map((frame) => frame.type)).toEqual(["press", "detail"]);
  });
});

/** A link that loses questions and answers, and a phone that dies, all from a seed; then calm. Gives what the centre heard. */
async function storm(seed: number): Promise<{ heard: string[]; left: number }> {
  let state = seed;
  const chance = (): number => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  const heard: string[] = [];
  let self = bench();
  await self.outbox.put(press);
  for (let round = 1; round < 40; round++) {
    const calm = round > 30;
    if (!calm && chance() < 0.2) {
      self = bench({}, self.disk);
      await self.outbox.adopt();
    }
    self.open = calm || chance() < 0.6;
    self.now = START + round * 16_000;
    self.outbox.flush(chance() < 0.3);
    await new Promise(setImmediate);
    for (const frame of self.frames.splice(0)) {
      if (frame.type !== "press" || (!calm && chance() < 0.5)) continue;
      heard.push(frame.key);
      if (calm || chance() < 0.5) self.outbox.heard(card({ key: frame.key }));
    }
  }
  return { heard, left: self.outbox.waiting().length + self.disk.size };
}

describe("in a storm", () => {
  it("brings every press to the centre, always under its one key, and then forgets it", async () => {
    for (let seed = 1; seed <= 500; seed++) {
      const { heard, left } = await storm(seed);
      expect([new Set(heard).size, left], `seed ${seed}`).toEqual([1, 0]);
    }
  });
});
