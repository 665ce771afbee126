import { describe, expect, test } from "vitest";
import { alertTone, clockFace, FIELD, freshness, minutesLeft, offerLeft, soonest } from "./clocks";
import { bearing, compass, findPlaces, metresBetween, readCoordinates, whereabouts } from "./geography";
import { nearestDot } from "./hit";
import { commandOf } from "./keys";
import { countsOf, dispatchesByAlert, EVERYTHING, queueOf, step, type Filter } from "./queue";
import { alertCard, dispatchCard, entryCard, mediaCard, NOON, placeCard } from "./testing";
import { rejectionWords } from "./words";

const noon = Date.parse(NOON);
const after = (seconds: number) => noon + seconds * 1000;
const at = (seconds: number) => new Date(after(seconds)).toISOString();

describe("the queue", () => {
  const rows = (filter: Partial<Filter>, ...alerts: ReturnType<typeof alertCard>[]) =>
    queueOf({ ...EVERYTHING, ...filter }, { alerts, typeName: (code) => (code === "whiteout" ? "白毛风迷路" : code ?? ""), now: noon });
  const ids = (queue: { open: readonly { id: string }[] }) => queue.open.map((alert) => alert.id).join("");

  test("puts what nobody has in hand first, then the dangerous, then the oldest", () => {
    const found = rows({}, alertCard({ id: "a", status: "acknowledged" }), alertCard({ id: "b", level: 2 }), alertCard({ id: "c", received_at: at(5) }), alertCard({ id: "d" }));
    expect(ids(found)).toBe("dcba");
  });

  test("puts known callers before unknown ones of the same danger, however long those wait", () => {
    const found = rows({}, alertCard({ id: "a", verified: false }), alertCard({ id: "b", received_at: at(5) }), alertCard({ id: "c", level: 2 }), alertCard({ id: "d", verified: false, received_at: at(-5) }));
    expect(ids(found)).toBe("bdac");
  });

  const [service, emergency] = [alertCard({ id: "s", service: true, level: 4, alert_type: "medicine" }), alertCard({ id: "e", status: "acknowledged" })];

  test("keeps services in a list of their own, however new", () => {
    const shown = (["all", "new", "in_hand", "coming", "services"] as const).map((show) => ids(rows({ show }, service, emergency)));
    expect(shown).toEqual(["e", "", "e", "", "s"]);
  });

  test("shows an emergency that nobody has in hand above the services too", () => {
    expect(ids(rows({ show: "services" }, service, emergency, alertCard({ id: "n", received_at: at(9) })))).toBe("ns");
  });

  test("finds services by words as well, below every emergency", () => {
    expect(ids(rows({ words: "bayar" }, service, emergency))).toBe("es");
  });

  test("says how many services are open, whatever is shown", () => {
    const others = [alertCard({ id: "t", service: true, status: "closed" }), alertCard({ id: "u", service: true, zone: "south" })];
    expect([rows({ show: "new", words: "none" }, service, ...others).services, rows({ zone: "north" }, service, ...others).services]).toEqual([2, 1]);
  });

  test("keeps closed services out of the closed alerts", () => {
    const done = alertCard({ service: true, status: "closed", closed_at: at(-60) });
    expect([rows({}, done).closed.length, rows({ show: "services" }, done).closed.length]).toEqual([0, 1]);
  });

  test("counts no service as new, open or overdue", () => {
    expect(countsOf([service], new Map(), FIELD, after(9999))).toEqual({ fresh: 0, open: 0, overdue: 0 });
  });

  test("keeps the closed of today apart, newest first, and drops those of yesterday", () => {
    const closed = (id: string, seconds: number) => alertCard({ id, status: "closed", closed_at: at(seconds) });
    expect(rows({}, closed("old", -86_400), closed("a", -60), closed("b", -30)).closed.map((alert) => alert.id)).toEqual(["b", "a"]);
  });

  test.each([
    ["0412", true], ["bayar", true], ["白毛风", true], ["138 0000", true], ["13800000412", true], ["north camp", true], ["fire", false], ["99999", false],
  ])("searching %s finds the alert: %s", (words, found) => {
    expect(rows({ words }, alertCard()).open.length).toBe(found ? 1 : 0);
  });

  test("filters by state and by zone", () => {
    const alerts = [alertCard({ id: "a" }), alertCard({ id: "b", status: "acknowledged" }), alertCard({ id: "c", status: "on_scene", zone: "south" })];
    expect([ids(rows({ show: "new" }, ...alerts)), ids(rows({ show: "in_hand" }, ...alerts)), ids(rows({ show: "coming" }, ...alerts)), ids(rows({ zone: "south" }, ...alerts))]).toEqual(["a", "b", "c", "c"]);
  });

  test("is walked by j and k, staying at its ends", () => {
    const list = [alertCard({ id: "a" }), alertCard({ id: "b" })];
    expect([step(list, null, 1), step(list, "a", 1), step(list, "b", 1), step(list, "a", -1), step([], "a", 1)]).toEqual(["a", "b", "b", "a", null]);
  });

  test("counts new, open and overdue", () => {
    const counts = countsOf([alertCard(), alertCard({ id: "b", status: "closed" }), alertCard({ id: "c", status: "acknowledged" })], new Map(), FIELD, after(70));
    expect(counts).toEqual({ fresh: 1, open: 2, overdue: 1 });
  });
});

describe("the clock of an alert", () => {
  const tone = (parts: Parameters<typeof alertCard>[0], seconds: number, dispatches = [] as ReturnType<typeof dispatchCard>[]) => alertTone(alertCard(parts), dispatches, FIELD, after(seconds));

  test("in nobody's hand turns amber at 15 s and red at 60 s", () => {
    expect([14, 15, 59, 60].map((seconds) => tone({}, seconds))).toEqual(["plain", "amber", "amber", "red"]);
  });

  test("in hand but with nobody coming turns amber at 60 s and red at 106 s", () => {
    expect([59, 60, 105, 106].map((seconds) => tone({ status: "acknowledged" }, seconds))).toEqual(["plain", "amber", "amber", "red"]);
  });

  test("waits in amber while an offer runs, and turns red when it has run out", () => {
    const offer = dispatchCard({ respond_by: at(150) });
    expect([tone({ status: "acknowledged" }, 120, [offer]), tone({ status: "acknowledged" }, 151, [offer])]).toEqual(["amber", "red"]);
  });

  test("does not hurry a service, nor what help is coming to", () => {
    expect([tone({ service: true }, 9999), tone({ status: "acknowledged", service: true }, 9999), tone({ status: "dispatched" }, 9999)]).toEqual(["plain", "plain", "plain"]);
  });

  test.each([[41, "00:41"], [3599, "59:59"], [3723, "1:02:03"], [187_200, "2 d 04 h"]])("%i seconds reads %s", (seconds, face) => {
    expect(clockFace(seconds)).toBe(face);
  });

  test("counts down an offer and never below zero", () => {
    expect([offerLeft(dispatchCard({ respond_by: at(60) }), after(20)), offerLeft(dispatchCard({ respond_by: at(60) }), after(99))]).toEqual([40, 0]);
  });

  test("says the minutes of the soonest, zero once on the scene, nothing without an estimate", () => {
    const going = dispatchCard({ status: "en_route", en_route_at: NOON, eta_seconds: 1200 });
    expect(soonest([going, dispatchCard({ status: "accepted", accepted_at: NOON, eta_seconds: 1800 })], after(300))).toBe(15);
    expect(soonest([going, dispatchCard({ status: "on_scene" })], after(300))).toBe(0);
    expect([soonest([dispatchCard()], noon), minutesLeft(dispatchCard({ eta_seconds: null }), noon)]).toEqual([null, null]);
  });

  test("calls a position fresh to 2 min, fading to 15 min, then old", () => {
    expect([120_000, 120_001, 900_000, 900_001].map(freshness)).toEqual(["fresh", "fading", "fading", "old"]);
  });
});

describe("places in words", () => {
  test("one degree of latitude is 111 km and due north", () => {
    expect(Math.round(metresBetween({ lat: 43, lon: 116 }, { lat: 44, lon: 116 }) / 1000)).toBe(111);
    expect(compass(bearing({ lat: 43, lon: 116 }, { lat: 44, lon: 116 }))).toBe("N");
  });

  test("says how far and which way from the nearest named place", () => {
    const near = whereabouts({ lat: 43.97, lon: 116.1 }, [placeCard(), placeCard({ name: "Camp", lat: 45, lon: 118 })]);
    expect([near!.place.name, near!.towards, Math.round(near!.metres / 1000)]).toEqual(["Well 3", "NE", 11]);
  });

  test("has no words without a gazetteer", () => expect(whereabouts({ lat: 1, lon: 1 }, [])).toBeNull());

  test.each([
    ["43.95, 116.1", { lat: 43.95, lon: 116.1 }], ["43.95N 116.1E", { lat: 43.95, lon: 116.1 }], ["-43.5 -116", { lat: -43.5, lon: -116 }], ["43.95，116.1", { lat: 43.95, lon: 116.1 }],
    ["0, 0", null], ["91, 116", null], ["Well 3", null], ["", null],
  ])("reads %s as %o", (text, spot) => expect(readCoordinates(text)).toEqual(spot));

  test("finds a place by the beginning of its name in either language, then by any part", () => {
    const places = [placeCard(), placeCard({ name: "Old well", names: {} })];
    expect(findPlaces("well", places).map((place) => place.name)).toEqual(["Well 3", "Old well"]);
    expect(findPlaces("3号", places).map((place) => place.name)).toEqual(["Well 3"]);
  });
});

describe("the hit test", () => {
  const dots = { ids: [9, 4, 7], xs: [0, 0, 100], ys: [0, 0, 0] };
  test("finds the nearest inside the radius", () => expect(nearestDot(dots, 95, 0, 10)).toBe(7));
  test("finds nothing outside it", () => expect(nearestDot(dots, 50, 0, 10)).toBeNull());
  test("of two on one spot always means the lower id", () => expect(nearestDot(dots, 1, 0, 10)).toBe(4));
  test("agrees with brute force on random points", () => {
    const many = { ids: [...Array(500).keys()], xs: Array.from({ length: 500 }, (_, i) => (i * 7919) % 1000), ys: Array.from({ length: 500 }, (_, i) => (i * 104_729) % 1000) };
    for (let x = 0; x < 1000; x += 97) {
      const away = many.ids.map((id) => Math.hypot(many.xs[id]! - x, many.ys[id]! - 500));
      const least = Math.min(...away);
      expect(nearestDot(many, x, 500, 2000)).toBe(away.indexOf(least));
    }
  });
});

describe("keys", () => {
  const stroke = (key: string, parts = {}) => commandOf({ key, ctrlKey: false, altKey: false, metaKey: false, typing: false, pressable: false, ...parts });
  test("mean commands", () => expect(["j", "A", "s", "/", "?", "3", "Escape", "Enter"].map((key) => stroke(key))).toEqual(["next", "acknowledge", "service", "search", "help", "candidate", "escape", "send_chosen"]));
  test("mean nothing while somebody writes, except Esc", () => expect([stroke("a", { typing: true }), stroke("Escape", { typing: true })]).toEqual([null, "escape"]));
  test("leave Enter to what is focused and Ctrl to the browser", () => expect([stroke("Enter", { pressable: true }), stroke("c", { ctrlKey: true })]).toEqual([null, null]));
});

describe("why a file is not shown", () => {
  const rejected = (facts: Record<string, unknown>) => entryCard({ kind: "media_rejected", facts });
  const card = mediaCard({ status: "rejected", sha256: "f00" });

  test("is what the entry of its own bytes says", () => {
    expect(rejectionWords(card, [rejected({ problem: "undecodable" }), rejected({ problem: "too_large", sha256: "f00" })])).toBe("Too large");
  });

  test("is what failed after arrival, while only one thing did", () => {
    expect(rejectionWords(card, [rejected({ problem: "too_many_pixels" }), rejected({ problem: "too_large", sha256: "bad" })])).toBe("The picture has too many pixels");
  });

  test("is left open when two files failed for different reasons", () => {
    expect(rejectionWords(card, [rejected({ problem: "undecodable" }), rejected({ problem: "too_heavy" })])).toBe("");
  });
});

test("dispatches are grouped by alert, the oldest offer first", () => {
  const groups = dispatchesByAlert([dispatchCard({ id: "2", offered_at: at(5) }), dispatchCard({ id: "1" }), dispatchCard({ id: "3", alert: "b" })]);
  expect([groups.get("a")!.map((each) => each.id), groups.get("b")!.length]).toEqual([["1", "2"], 1]);
});
