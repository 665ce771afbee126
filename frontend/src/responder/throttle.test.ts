import { expect, it } from "vitest";
import { extend, isDue, step } from "./throttle";

const HERE = { lat: 43.95, lon: 116.1, accuracy: 8 };
const AWAY = { ...HERE, lat: 43.951 };
const sent = { at: 1_000, place: HERE };

it("sends the first place at once", () => {
  expect(isDue(null, HERE, 0)).toBe(true);
});

it("holds a movement back until five seconds have passed", () => {
  expect(isDue(sent, AWAY, 5_999)).toBe(false);
  expect(isDue(sent, AWAY, 6_000)).toBe(true);
});

it("sends from one spot only every twenty seconds", () => {
  expect(isDue(sent, HERE, 20_999)).toBe(false);
  expect(isDue(sent, HERE, 21_000)).toBe(true);
});

it("does not take a poor receiver's wandering for movement", () => {
  const wandered = { ...HERE, lat: 43.9502, accuracy: 200 };
  expect(isDue(sent, wandered, 10_000)).toBe(false);
  expect([0, 8, 60, 5000].map(step)).toEqual([10, 10, 30, 50]);
});

it("thins the trail to real steps and bounds it, keeping its first and last point", () => {
  let trail: readonly (typeof HERE)[] = [];
  for (let index = 0; index < 1_000; index += 1) trail = extend(trail, { ...HERE, lat: 43.95 + index * 0.0005 });
  expect(extend(trail, trail[trail.length - 1])).toBe(trail);
  expect(trail.length).toBeLessThanOrEqual(400);
  expect(trail[0].lat).toBe(43.95);
  expect(trail[trail.length - 1].lat).toBeCloseTo(44.4495);
});
