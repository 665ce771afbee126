import { expect, it } from "vitest";
import { Diary } from "./diary";
import { dispatchCard } from "./fakes";
import type { Past } from "./history";
import { memoryShelf } from "./shelf";

const NOON = Date.parse("2026-01-10T12:00:00.000Z");

it("keeps what has ended and leaves out what is in hand", () => {
  let shown: readonly Past[] = [];
  const diary = new Diary(memoryShelf(), (entries) => (shown = entries));
  diary.keep([dispatchCard({ status: "en_route" }), dispatchCard({ id: "d2", status: "cleared" })], NOON);
  expect(shown.map((entry) => entry.id)).toEqual(["d2"]);
});

it("finds its entries again after the page died, and drops those older than a day", async () => {
  const shelf = memoryShelf<Past>();
  new Diary(shelf, () => undefined).keep([dispatchCard({ status: "declined" })], NOON);
  let shown: readonly Past[] = [];
  await new Diary(shelf, (entries) => (shown = entries)).open(NOON + 1_000);
  expect(shown).toHaveLength(1);
  await new Diary(shelf, (entries) => (shown = entries)).open(NOON + 25 * 3_600_000);
  expect(shown).toEqual([]);
  expect(await shelf.all()).toEqual([]);
});
