import { describe, expect, it } from "vitest";
import { delayBefore, isSilent, lifetime } from "./backoff";

describe("trying again", () => {
  it("doubles its ceiling from one second to fifteen", () => {
    expect([0, 1, 2, 3, 4, 50].map((attempt) => delayBefore(attempt, 1))).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  });
  it("spreads over the whole of it, so that a crowd does not come back together", () => {
    expect([delayBefore(4, 0), delayBefore(4, 0.5)]).toEqual([0, 7_500]);
  });
});

it("renews a connection before it is a day old, not everybody's at once", () => {
  expect(lifetime(0)).toBe(22 * 3_600_000);
  expect(lifetime(1)).toBeLessThan(24 * 3_600_000);
});

it("calls it silence only past the limit", () => {
  expect([isSilent(5_000, 0, 5_000), isSilent(5_001, 0, 5_000)]).toEqual([false, true]);
});
