import { describe, expect, it } from "vitest";
import { fixFrom, isWorthSending, placeForPress } from "./place";

const reading = (over: object): GeolocationCoordinates => ({ latitude: 43.95, longitude: 116.1, accuracy: 18, altitude: null, speed: null, heading: null, altitudeAccuracy: null, ...over }) as GeolocationCoordinates;

describe("which fixes are sent", () => {
  it("the first, however poor", () => expect(isWorthSending(null, 90_000, 0)).toBe(true));
  it("one that is 30 % better", () => {
    expect(isWorthSending({ accuracy: 100, sentAt: 0 }, 70, 1_000)).toBe(true);
    expect(isWorthSending({ accuracy: 100, sentAt: 0 }, 71, 1_000)).toBe(false);
  });
  it("one every thirty seconds, even when it is worse", () => {
    expect(isWorthSending({ accuracy: 10, sentAt: 0 }, 500, 29_999)).toBe(false);
    expect(isWorthSending({ accuracy: 10, sentAt: 0 }, 500, 30_000)).toBe(true);
  });
});

describe("a reading", () => {
  it("becomes a fix with only what was measured", () => {
    expect(fixFrom(reading({}), 1_767_592_800_000)).toEqual({ lat: 43.95, lon: 116.1, accuracy: 18, at: "2026-01-05T06:00:00.000Z" });
  });
  it("at 0,0 or no number is no place", () => {
    expect(fixFrom(reading({ latitude: 0, longitude: 0 }), 0)).toBeNull();
    expect(fixFrom(reading({ latitude: NaN }), 0)).toBeNull();
  });
  it("leaves out what the wire would refuse", () => {
    expect(fixFrom(reading({ heading: NaN, speed: -1, altitude: 1000 }), 0)).toMatchObject({ altitude: 1000 });
    expect(fixFrom(reading({ heading: NaN }), 0)).not.toHaveProperty("heading");
  });
});

describe("the place that goes with a press", () => {
  const fix = { lat: 43.95, lon: 116.1, accuracy: 18, at: "2026-01-05T06:00:00.000Z" } as never;
  it("is the last known one within the hour", () => expect(placeForPress(fix, Date.parse("2026-01-05T06:59:00Z"))).toBe(fix));
  it("is none at all rather than yesterday's", () => expect(placeForPress(fix, Date.parse("2026-01-06T06:00:00Z"))).toBeNull());
});
