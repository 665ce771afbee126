/**
 * The whole way of a call in one simulation, from a seed: the phone's real outbox, its cards and its service worker's errands, a model of the
 * centre (intake by key, gapless log, whole cards), the desk's real screen; between them lines that lose, repeat and reorder, phones that die
 * and a centre that dies between commit and answer. In the end there is calm, and every promise is looked at.
 */

import type { ChatCard, DeskChanges, FromPhone, HerderAlert, Snapshot } from "../contracts";
import { applyChanges, applySnapshot, EMPTY, type DeskState } from "../desk/store";
import { alertCard, entryCard, snapshotOf } from "../desk/testing";
import { card as herderCard, chat as chatLine } from "./cast";
import { isOpen, step, toKeep, unheard, withCard, withChat, withPress, type Known } from "./cards";
import { sendAll } from "./errands";
import type { Item } from "./lanes";
import { makeOutbox, type Outbox } from "./outbox";
import type { Shelf } from "./shelf";

const ROUNDS = 60;
const CALM_FROM = 44;
const ROUND = 6_000;
const START = Date.parse("2026-01-05T06:00:00Z");

export type Chance = () => number;

/** mulberry32 */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

interface Entry {
  seq: number;
  alert: string;
  version: number;
}

/** What the centre promises, as small as it can be said. `disk` is what a crash leaves. */
export class Centre {
  alerts = new Map<string, HerderAlert>();
  log: Entry[] = [];
  private ids = 0;

  constructor(
    private readonly now: () => number,
    private readonly push: (card: HerderAlert) => void,
  ) {}

  private record(card: HerderAlert): HerderAlert {
    this.alerts.set(card.key, card);
    this.log.push({ seq: this.log.length + 1, alert: card.id, version: card.version });
    this.push(card);
    return card;
  }

  byId(id: string): HerderAlert | undefined {
    return [...this.alerts.values()].find((card) => card.id === id);
  }

  change(id: string, change: (card: HerderAlert) => Partial<HerderAlert> | null): HerderAlert | undefined {
    const held = this.byId(id);
    const next = held && change(held);
    return held && next ? this.record({ ...held, ...next, version: held.version + 1 }) : held;
  }

  press(key: string): HerderAlert {
    const known = this.alerts.get(key);
    if (known) return known;
    const number = String(++this.ids).padStart(4, "0");
    return this.record(herderCard({ id: `alert-${number}`, key, number, received_at: new Date(this.now()).toISOString() }));
  }

  chat(id: string, key: string, text: string): ChatCard | undefined {
    const card = this.change(id, (held) => (held.chats.some((line) => line.key === key) ? null : { chats: [...held.chats, chatLine(`line-${key}`, { alert: id, key, text, sender: "herder", at: new Date(this.now() + this.log.length).toISOString() })] }));
    return card && card.chats.find((line) => line.key === key);
  }

  cancel(id: string): HerderAlert | undefined {
    return this.change(id, (held) => (held.cancelled_at || held.status === "closed" ? null : { cancelled_at: new Date(this.now()).toISOString(), status: "closed", disposition: "cancelled" }));
  }

  detail(id: string, type: string): HerderAlert | undefined {
    return this.change(id, (held) => (held.alert_type === type ? null : { alert_type: type }));
  }

  open(): HerderAlert[] {
    return [...this.alerts.values()].filter((card) => card.status !== "closed");
  }

  frame(from: number, to: number): DeskChanges {
    const messages = this.log.slice(from - 1, to).flatMap((entry) => [
      { type: "desk.alert" as const, alert: alertCard({ id: entry.alert, version: entry.version }) },
      { type: "desk.entry" as const, alert: entry.alert, entry: entryCard({ seq: entry.seq, alert: entry.alert }) },
    ]);
    return { type: "desk.changes", zone: "north", from, to, messages };
  }

  snapshot(): Snapshot {
    return snapshotOf({ seq: { north: this.log.length }, alerts: [...this.alerts.values()].map((card) => alertCard({ id: card.id, version: card.version })) });
  }
}

/** One life of the page: gone with all that is not on the disk when the phone dies. */
class Page {
  alerts: Known[];
  outbox: Outbox;
  linked = false;
  dead = false;
  /** Frames under way; each may be lost, repeated, or overtaken. */
  up: FromPhone[] = [];
  asked: string[] = [];

  constructor(private readonly world: World) {
    this.alerts = JSON.parse(world.notes) as Known[];
    this.outbox = makeOutbox({
      shelf: world.shelfOf(this),
      by: "Device",
      now: () => world.now,
      chance: world.chance,
      alertOf: (press) => this.alerts.find((one) => one.press === press)?.card?.id,
      send: (frame) => this.linked && this.up.push(frame) > 0,
      isOpen: () => this.linked,
      post: (address, body) => world.http(this, address, body as Record<string, string>),
      onChange: () => undefined,
      onSaved: () => undefined,
      onRefused: () => undefined,
    });
  }

  remember(next: Known[]): void {
    if (this.dead) return;
    this.alerts = next;
    this.world.notes = JSON.stringify(toKeep(next));
  }

  take(card: HerderAlert): void {
    if (this.dead) return;
    const before = this.alerts.find((one) => one.press === card.key)?.card;
    this.remember(withCard(this.alerts, card, this.world.now));
    const after = this.alerts.find((one) => one.press === card.key)?.card;
    if (before && after && after.version < before.version) this.world.broken.add("a screen went back in time");
    this.outbox.heard(card);
  }

  async adopt(): Promise<void> {
    await this.outbox.adopt();
    for (const one of this.alerts) {
      if (one.card || this.outbox.waiting().some((item) => item.key === one.press)) continue;
      void this.outbox.put({ key: one.press, kind: "press", press: one.press, body: {} });
    }
  }

  press(key: string): void {
    void this.outbox.put({ key, kind: "press", press: key, body: {} });
    this.remember(withPress(this.alerts, key, this.world.now));
  }

  greet(): void {
    this.linked = true;
    this.outbox.flush(true);
    const told = this.world.centre.open();
    told.forEach((card) => this.take(card));
    this.asked = unheard(this.alerts, told);
  }
}

export class World {
  now = START;
  notes = "[]";
  disk = new Map<string, Item>();
  broken = new Set<string>();
  pressed = new Set<string>();
  said = new Map<string, string>();
  calm = false;
  readonly chance: Chance;
  readonly centre: Centre;
  private page: Page;
  private writes: [Page, () => void][] = [];
  private down: HerderAlert[] = [];
  private desk: DeskState = applySnapshot(EMPTY, snapshotOf({ seq: { north: 0 } }));
  private deskSees = 0;
  private deskFrames: DeskChanges[] = [];
  private keys = 0;

  constructor(readonly seed: number) {
    this.chance = chanceOf(seed);
    this.centre = new Centre(() => this.now, (card) => void this.down.push(card));
    this.page = new Page(this);
  }

  private happens(share: number): boolean {
    return !this.calm && this.chance() < share;
  }

  /** Writing takes a while; a phone that dies before takes the writing with it. */
  shelfOf(page: Page): Shelf {
    const later = (work: () => void): Promise<void> => new Promise((done) => this.writes.push([page, () => (work(), done())]));
    return {
      put: (item) => later(() => void this.disk.set(item.key, { ...item })),
      drop: (key) => void later(() => void this.disk.delete(key)),
      all: async () => [...this.disk.values()].map((item) => ({ ...item })),
    };
  }

  private flushDisk(): void {
    this.writes.splice(0).forEach(([page, work]) => page.dead || work());
  }

  /** The centre's answer to one request; null when it died, before or after the commit. */
  private intake(address: string, body: Record<string, string>): HerderAlert | ChatCard | undefined | null {
    if (this.happens(0.1)) return null;
    const [, , , alert, verb] = address.split("/");
    const answer =
      address === "/api/presses" ? this.centre.press(body.key) : verb === "chat" ? this.centre.chat(alert, body.key, body.text) : verb === "cancellation" ? this.centre.cancel(alert) : verb === "details" ? this.centre.detail(alert, body.alert_type) : this.centre.byId(alert);
    return this.happens(0.1) ? null : answer;
  }

  async http(page: Page, address: string, body: Record<string, string>): Promise<void> {
    if (this.happens(0.3)) throw { code: "no_answer" };
    const answer = this.intake(address, body);
    if (this.happens(0.1)) this.intake(address, body);
    if (!answer || this.happens(0.3)) throw { code: "no_answer" };
    await undefined;
    if (page.dead) return;
    if ("received_at" in answer) page.take(answer);
    else page.remember(withChat(page.alerts, answer));
  }

  private frame(frame: FromPhone): void {
    const addresses: Record<string, string> = { press: "/api/presses", chat: "chat", cancel: "cancellation", detail: "details" };
    const { type, ...body } = frame as unknown as Record<string, string>;
    const verb = addresses[type];
    if (!verb) return;
    const answer = this.intake(type === "press" ? verb : `/api/alerts/${body.alert}/${verb}`, body);
    if (answer && "received_at" in answer) this.down.push(answer);
    else if (answer) this.page.remember(withChat(this.page.alerts, answer));
  }

  /** Any of the frames, in any order; some twice, some never. */
  private carry<T>(queue: T[], deliver: (frame: T) => void): void {
    for (let count = queue.length; count > 0; count--) {
      const [frame] = queue.splice(this.calm ? 0 : Math.floor(this.chance() * queue.length), 1);
      if (this.happens(0.25)) continue;
      deliver(frame);
      if (this.happens(0.1)) deliver(frame);
    }
  }

  private act(): void {
    const { page } = this;
    const chosen = this.chance();
    const open = page.alerts.filter(isOpen);
    const any = open[Math.floor(this.chance() * open.length)];
    const key = `key-${++this.keys}`;
    if (chosen < 0.2 && page.alerts.length < 4) {
      this.pressed.add(key);
      page.press(key);
    } else if (any && chosen < 0.35) {
      this.said.set(key, any.press);
      void page.outbox.put({ key, kind: "chat", press: any.press, body: { text: key } });
    } else if (any && chosen < 0.4) void page.outbox.put({ key, kind: "detail", press: any.press, body: { alert_type: this.chance() < 0.5 ? "medical" : "theft" } });
    else if (any && chosen < 0.43) void page.outbox.put({ key, kind: "cancel", press: any.press, body: { reason: "safe" } });
  }

  private work(): void {
    const cards = this.centre.open();
    const any = cards[Math.floor(this.chance() * cards.length)];
    if (!any || !this.happens(0.3)) return;
    const at = new Date(this.now).toISOString();
    this.centre.change(any.id, (held) => (held.acknowledged_at ? { status: this.chance() < 0.3 ? "closed" : "dispatched" } : { status: "acknowledged", acknowledged_at: at }));
  }

  /** The phone dies: what was not yet written is gone, and with it what only memory knew. */
  private die(): void {
    if (this.chance() < 0.5) this.flushDisk();
    this.page.dead = true;
    for (const item of this.page.outbox.waiting()) if (this.page.outbox.isSaved(item.key) && !this.disk.has(item.key) && !this.isThere(item)) this.broken.add("what was called saved was not on the disk");
    for (const known of this.page.alerts) if (!known.card && !this.disk.has(known.press)) this.mayBeLost(known.press);
    for (const item of this.page.outbox.waiting()) if (item.kind === "chat" && !this.disk.has(item.key)) this.said.delete(item.key);
    this.writes = [];
    this.page = new Page(this);
  }

  private isThere({ kind, key, press }: Item): boolean {
    const card = this.centre.alerts.get(press);
    return !!card && (kind !== "chat" || card.chats.some((line) => line.key === key));
  }

  /** Only notes knew of this press: they too must bring it to the centre. */
  private mayBeLost(press: string): void {
    if (!(JSON.parse(this.notes) as Known[]).some((known) => known.press === press)) this.broken.add("a press was in no store");
  }

  private async worker(): Promise<void> {
    const page = new Page(this);
    const shelf: Shelf = {
      all: async () => [...this.disk.values()].map((item) => ({ ...item })),
      put: async (item) => void this.disk.set(item.key, item),
      drop: (key) => void this.disk.delete(key),
    };
    page.dead = true;
    const fetch = async (address: string, wishes: RequestInit): Promise<Response> => {
      if (this.happens(0.3)) throw new Error("no network");
      const answer = this.intake(address, JSON.parse(String(wishes.body || "{}")));
      if (!answer || this.happens(0.3)) throw new Error("no answer");
      return new Response(JSON.stringify(answer), { status: 200 });
    };
    const before = globalThis.fetch;
    globalThis.fetch = fetch as typeof globalThis.fetch;
    await sendAll({ shelf, fetch, isAlone: true }).catch(() => undefined);
    globalThis.fetch = before;
  }

  private deskLooks(): void {
    const head = this.centre.log.length;
    if (head > this.deskSees) {
      this.deskFrames.push(this.centre.frame(this.deskSees + 1, head));
      this.deskSees = head;
    }
    this.carry(this.deskFrames, (frame) => (this.desk = applyChanges(this.desk, frame)));
    const behind = (this.desk.seq.north || 0) < head && !this.happens(0.7); // a heartbeat is lost like any frame
    if (this.desk.stale || behind) this.desk = applySnapshot(this.desk, this.centre.snapshot());
  }

  private honest(): void {
    for (const known of this.page.alerts) {
      if (step(known, false) > 1 && !this.centre.alerts.has(known.press)) this.broken.add("a screen promised what the centre does not have");
    }
  }

  private async settle(): Promise<void> {
    for (let turn = 0; turn < 8; turn++) await undefined;
  }

  async blow(): Promise<string[]> {
    for (let round = 0; round < ROUNDS; round++) {
      this.calm = round >= CALM_FROM;
      this.now += ROUND;
      if (!this.calm) this.act();
      if (this.calm ? !this.page.linked : this.happens(0.25)) this.page.greet();
      else if (this.happens(0.25)) {
        this.page.linked = false;
        this.page.up = [];
        this.down = [];
      }
      if (this.happens(0.85) || this.calm) this.flushDisk();
      await this.settle();
      this.work();
      if (this.happens(0.08)) await this.worker();
      this.page.outbox.flush();
      this.carry(this.page.up, (frame) => this.frame(frame));
      this.carry(this.down, (card) => this.page.linked && this.page.take(card));
      for (const id of this.page.asked.splice(0)) {
        const card = this.centre.byId(id);
        if (card && !this.happens(0.3)) this.page.take(card);
        else this.page.asked.push(id);
      }
      await this.settle();
      this.deskLooks();
      this.honest();
      if (this.happens(0.12)) {
        this.die();
        await this.settle();
        await this.page.adopt();
      } else if (round % 3 === 0) await this.page.adopt();
      if (round === CALM_FROM + 4) this.page.greet();
    }
    this.flushDisk();
    return this.judge();
  }

  private judge(): string[] {
    const { centre, broken, page } = this;
    for (const key of this.pressed) if (!centre.alerts.has(key)) broken.add("a press was lost");
    for (const key of centre.alerts.keys()) if (!this.pressed.has(key)) broken.add("an alert nobody pressed");
    if (new Set(centre.log.map((entry) => entry.alert)).size !== this.pressed.size) broken.add("a press became two alerts");
    for (const [key, press] of this.said) {
      const lines = centre.alerts.get(press)?.chats.filter((line) => line.key === key).length;
      if (lines !== 1) broken.add(`a word was heard ${lines} times`);
    }
    if (page.outbox.waiting().length || this.disk.size) broken.add("an answered thing still waits");
    if (new Set(page.alerts.map((known) => known.press)).size !== page.alerts.length) broken.add("a call stands there twice");
    for (const known of page.alerts) {
      const truth = centre.alerts.get(known.press);
      // a line said to a closed call is answered with the line alone: all is on the screen but the number of the version
      if (!known.card || !truth || JSON.stringify({ ...known.card, version: 0 }) !== JSON.stringify({ ...truth, version: 0 })) broken.add("the phone's screen is not the truth");
      const lines = known.card?.chats.map((line) => line.id) || [];
      if (new Set(lines).size !== lines.length) broken.add("a word stands there twice");
    }
    centre.log.forEach((entry, index) => entry.seq === index + 1 || broken.add("the log has a gap"));
    const fresh = applySnapshot(EMPTY, centre.snapshot());
    if (JSON.stringify([...this.desk.alerts].sort()) !== JSON.stringify([...fresh.alerts].sort())) broken.add("the desk's screen is not the truth");
    return [...broken];
  }
}

/** What the seed broke; empty when every promise was kept. */
export const storm = (seed: number): Promise<string[]> => new World(seed).blow();
