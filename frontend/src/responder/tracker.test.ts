import { beforeEach, expect, it } from "vitest";
import { Clock } from "./fakes";
import { Tracker, type Located, type Trouble } from "./tracker";

class Sky {
  success: PositionCallback | null = null;
  failure: PositionErrorCallback | null = null;
  asked = 0;
  cleared = 0;
  watchPosition = (success: PositionCallback, failure?: PositionErrorCallback | null): number => {
    this.success = success;
    this.failure = failure ?? null;
    return 1;
  };
  getCurrentPosition = (): void => void (this.asked += 1);
  clearWatch = (): void => void (this.cleared += 1);
}

let sky: Sky;
let clock: Clock;
let sent: Located[];
let trouble: Trouble | null;
let linked: boolean;
let tracker: Tracker;

function see(lat: number, at = clock.now): void {
  const coords = { latitude: lat, longitude: 116.1, accuracy: 8, altitude: null, altitudeAccuracy: null, speed: null, heading: NaN };
  sky.success?.({ coords, timestamp: at } as unknown as GeolocationPosition);
}

function fail(code: number): void {
  sky.failure?.({ code } as GeolocationPositionError);
}

beforeEach(() => {
  sky = new Sky();
  clock = new Clock(1_000_000);
  sent = [];
  trouble = null;
  linked = true;
  tracker = new Tracker({
    geolocation: sky as unknown as Geolocation,
    isSecure: true,
    ticks: clock.ticks,
    found: () => undefined,
    trouble: (now) => (trouble = now),
    send: (place) => linked && sent.push(place) > 0,
  });
});

it("sends the first place at once and the next movement after five seconds", () => {
  tracker.start();
  see(43.95);
  clock.pass(2_000);
  see(43.96);
  expect(sent).toHaveLength(1);
  clock.pass(3_000);
  tracker.tick();
  expect(sent.map((place) => place.lat)).toEqual([43.95, 43.96]);
});

it("asks a phone that lies still and says its place every twenty seconds", () => {
  tracker.start();
  see(43.95);
  const before = sky.asked;
  clock.pass(20_000);
  tracker.tick();
  expect(sky.asked).toBe(before + 1);
  expect(sent).toHaveLength(2);
});

it("says no heading for one that is not a number", () => {
  tracker.start();
  see(43.95);
  expect(sent[0].heading).toBeNull();
});

it("drops a place that is older than the one it has", () => {
  tracker.start();
  see(43.95);
  clock.pass(30_000);
  see(10, 5);
  tracker.tick();
  expect(sent[sent.length - 1].lat).toBe(43.95);
});

it("keeps the latest place for the next link and sends it first thing", () => {
  linked = false;
  tracker.start();
  see(43.95);
  expect(sent).toEqual([]);
  linked = true;
  tracker.linkUp();
  expect(sent).toHaveLength(1);
});

it("sends nothing after the shift, not even an answer that was under way", () => {
  tracker.start();
  tracker.stop();
  see(43.95);
  tracker.tick();
  expect(sent).toEqual([]);
  expect(sky.cleared).toBe(1);
});

it("says what is wrong, and takes it back with the first place", () => {
  tracker.start();
  expect(trouble).toBe("searching");
  fail(1);
  expect(trouble).toBe("denied");
  see(43.95);
  expect(trouble).toBeNull();
  fail(3);
  expect(trouble).toBeNull();
});

it("says so where the browser cannot tell a place", () => {
  const around = { isSecure: true, ticks: clock.ticks, found: () => undefined, send: () => false };
  new Tracker({ ...around, geolocation: undefined, trouble: (now) => (trouble = now) }).start();
  expect(trouble).toBe("unsupported");
});
