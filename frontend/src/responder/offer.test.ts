import { expect, it } from "vitest";
import { dispatchCard, OFFERED_AT, RESPOND_BY } from "./fakes";
import { byUrgency, countdown, mustRing } from "./offer";

const START = Date.parse(OFFERED_AT);

it("counts down in whole seconds and stops at zero", () => {
  expect(countdown(dispatchCard(), START + 14_200)).toMatchObject({ seconds: 46, over: false });
  expect(countdown(dispatchCard(), START + 60_000)).toEqual({ seconds: 0, share: 0, over: true });
  expect(countdown(dispatchCard(), START + 900_000).seconds).toBe(0);
});

it("never runs out when no time was set", () => {
  expect(countdown(dispatchCard({ respond_by: null }), START + 9e9)).toEqual({ seconds: null, share: 1, over: false });
});

it("shows a full bar, not more, to a screen whose clock is behind", () => {
  expect(countdown(dispatchCard(), START - 5_000).share).toBe(1);
});

it("puts the offer that runs out first in front, and one without a time last", () => {
  const later = dispatchCard({ id: "later", respond_by: "2026-01-10T06:05:00.000Z" });
  const open = dispatchCard({ id: "open", respond_by: null });
  expect(byUrgency([open, later, dispatchCard()]).map((offer) => offer.id)).toEqual(["d1", "later", "open"]);
});

it("rings until it is silenced or its time is over", () => {
  const now = Date.parse(RESPOND_BY);
  expect(mustRing([dispatchCard()], new Set(), now - 1)).toBe(true);
  expect(mustRing([dispatchCard()], new Set(["d1"]), now - 1)).toBe(false);
  expect(mustRing([dispatchCard()], new Set(), now)).toBe(false);
});

it("rings again for a second offer after the first was silenced", () => {
  expect(mustRing([dispatchCard(), dispatchCard({ id: "d2" })], new Set(["d1"]), START)).toBe(true);
});
