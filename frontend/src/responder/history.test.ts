import { expect, it } from "vitest";
import { dispatchCard } from "./fakes";
import { isStale, past, withPast } from "./history";

const NOON = Date.parse("2026-01-10T12:00:00.000Z");

it("keeps neither words nor place of a task", () => {
  expect(Object.keys(past(dispatchCard(), NOON)).sort()).toEqual(["alertType", "at", "id", "level", "number", "status"]);
});

it("keeps the time at which an end became known", () => {
  const first = withPast([], past(dispatchCard({ status: "declined" }), NOON));
  const again = withPast(first, past(dispatchCard({ status: "declined" }), NOON + 60_000));
  expect(again).toEqual(first);
});

it("puts the newest first and forgets after a day", () => {
  const older = past(dispatchCard({ id: "old", status: "declined" }), NOON - 1_000);
  const both = withPast([older], past(dispatchCard({ status: "declined" }), NOON));
  expect(both.map((entry) => entry.id)).toEqual(["d1", "old"]);
  expect([NOON, NOON + 25 * 3_600_000].map((now) => isStale(older, now))).toEqual([false, true]);
});
