import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import type { Act, Frame } from "./acts";
import { Clock } from "./fakes";
import { ANSWER_WITHIN, Outbox } from "./outbox";
import { memoryShelf, openShelves, type Shelf } from "./shelf";

const accept: Frame = { type: "accept", key: "k1", dispatch: "d1" };
const goes: Frame = { type: "advance", key: "k2", dispatch: "d1", to: "en_route", report: "" };
const words: Frame = { type: "chat", key: "k3", alert: "a1", text: "Coming" };

let clock: Clock;
let shelf: Shelf<Act>;
let sent: string[];
let shown: readonly Act[];
let refused: string[];

function page(): Outbox {
  return new Outbox({
    shelf,
    send: (frame) => sent.push(frame.key) > 0,
    ticks: clock.ticks,
    time: () => "2026-01-10T06:00:00.000Z",
    changed: (acts) => (shown = acts),
    refused: (act, problem) => refused.push(`${act.frame.key} ${problem.code}`),
  });
}

beforeEach(() => {
  clock = new Clock();
  shelf = memoryShelf();
  sent = [];
  shown = [];
  refused = [];
});

describe("with a link", () => {
  it("sends the next act only when the one before it was answered", async () => {
    const outbox = page();
    outbox.linkUp();
    await outbox.add(accept);
    await outbox.add(goes);
    expect(sent).toEqual(["k1"]);
    outbox.answered("k1");
    expect(sent).toEqual(["k1", "k2"]);
  });

  it("lets words pass an order that waits", async () => {
    const outbox = page();
    outbox.linkUp();
    await outbox.add(accept);
    await outbox.add(words);
    expect(sent).toEqual(["k1", "k3"]);
  });

  it("sends an unanswered act again under the same key, not sooner than promised", async () => {
    const outbox = page();
    outbox.linkUp();
    await outbox.add(accept);
    clock.pass(ANSWER_WITHIN - 1);
    outbox.tick();
    expect(sent).toEqual(["k1"]);
    clock.pass(1);
    outbox.tick();
    expect(sent).toEqual(["k1", "k1"]);
  });

  it("gives a refused act up, says so, and goes on with the next", async () => {
    const outbox = page();
    outbox.linkUp();
    await outbox.add(accept);
    await outbox.add(goes);
    expect(outbox.problem("k1", { code: "illegal_move", detail: "" })).toBe(true);
    expect(refused).toEqual(["k1 illegal_move"]);
    expect(sent).toEqual(["k1", "k2"]);
    expect(await shelf.all()).toHaveLength(1);
  });

  it("keeps an act that cannot be taken just now and waits longer each time", async () => {
    const outbox = page();
    outbox.linkUp();
    await outbox.add(accept);
    outbox.problem("k1", { code: "unavailable", detail: "" });
    outbox.tick();
    expect(sent).toEqual(["k1"]);
    clock.pass(2_000);
    outbox.tick();
    outbox.problem("k1", { code: "unavailable", detail: "" });
    clock.pass(2_000);
    outbox.tick();
    expect(sent).toEqual(["k1", "k1"]);
    expect(refused).toEqual([]);
  });

  it("leaves problems of others alone", () => {
    expect(page().problem("not mine", { code: "illegal_move", detail: "" })).toBe(false);
  });
});

describe("without a link", () => {
  it("writes the act down and shows it before anything is sent", async () => {
    const outbox = page();
    await outbox.add(accept);
    expect(sent).toEqual([]);
    expect(shown.map((act) => act.frame.key)).toEqual(["k1"]);
    expect(await shelf.all()).toHaveLength(1);
  });

  it("sends everything in order when the link comes back", async () => {
    const outbox = page();
    await outbox.add(accept);
    await outbox.add(goes);
    outbox.linkUp();
    outbox.answered("k1");
    outbox.answered("k2");
    expect(sent).toEqual(["k1", "k2"]);
    expect(await shelf.all()).toEqual([]);
  });

  it("sends again what was under way when the link broke", async () => {
    const outbox = page();
    outbox.linkUp();
    await outbox.add(accept);
    outbox.linkDown();
    clock.pass(ANSWER_WITHIN * 9);
    outbox.tick();
    expect(sent).toEqual(["k1"]);
    outbox.linkUp();
    expect(sent).toEqual(["k1", "k1"]);
  });
});

describe("when the page dies", () => {
  it("finds its acts again in their order, with their time, in front of what was tapped since", async () => {
    shelf = (await openShelves(7, ["acts"]))!<Act>("acts");
    const dead = page();
    await dead.add(accept);
    await dead.add(goes);
    const reborn = page();
    reborn.linkUp();
    const tapped = reborn.add(words);
    await reborn.open();
    await tapped;
    expect(shown.map((act) => act.frame.key)).toEqual(["k1", "k2", "k3"]);
    expect(shown[0].at).toBe("2026-01-10T06:00:00.000Z");
    reborn.answered("k1");
    expect(sent.filter((key) => key !== "k3")).toEqual(["k1", "k2"]);
  });

  it("keeps the acts of two users of one phone apart", async () => {
    const mine = (await openShelves(1, ["acts"]))!<number>("acts");
    const theirs = (await openShelves(2, ["acts"]))!<number>("acts");
    await mine.put("k", 1);
    expect(await theirs.all()).toEqual([]);
  });
});
