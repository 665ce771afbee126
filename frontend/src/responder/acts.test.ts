import { describe, expect, it } from "vitest";
import { foreseen, foreseenDuty, heads, isFinal, isRepeated, type Act, type Frame } from "./acts";
import { dispatchCard } from "./fakes";

const accept = (key = "k-accept"): Frame => ({ type: "accept", key, dispatch: "d1" });
const go = (to: "en_route" | "on_scene" | "cleared"): Frame => ({ type: "advance", key: `k-${to}`, dispatch: "d1", to, report: "" });
const start: Frame = { type: "shift.start", key: "k-start" };
const end: Frame = { type: "shift.end", key: "k-end" };
const chat = (key: string): Frame => ({ type: "chat", key, alert: "a1", text: "Coming" });

function queue(...frames: Frame[]): Act[] {
  return frames.map((frame, index) => ({ order: index + 1, at: "2026-01-10T06:00:00.000Z", frame }));
}

describe("order", () => {
  it("sends only the oldest act and the oldest words", () => {
    const acts = queue(accept(), chat("c1"), go("en_route"), chat("c2")).reverse();
    expect(heads(acts).map((act) => act.frame.key).sort()).toEqual(["c1", "k-accept"]);
  });

  it("takes the same tap twice as one act, but never words", () => {
    const acts = queue(accept(), chat("c1"), go("en_route"));
    expect(isRepeated(acts, accept("other"))).toBe(true);
    expect(isRepeated(acts, { type: "decline", key: "x", dispatch: "d1", reason: "" })).toBe(true);
    expect(isRepeated(acts, go("on_scene"))).toBe(false);
    expect(isRepeated(acts, chat("c2"))).toBe(false);
  });

  it("keeps off and on again as two acts", () => {
    expect(isRepeated(queue(start), start)).toBe(true);
    expect(isRepeated(queue(start, end), start)).toBe(false);
  });
});

describe("what the screen may already show", () => {
  it("goes through every waiting step", () => {
    expect(foreseen(dispatchCard(), [])).toBe("offered");
    expect(foreseen(dispatchCard(), queue(accept()))).toBe("accepted");
    expect(foreseen(dispatchCard(), queue(accept(), go("en_route"), go("on_scene"), go("cleared")))).toBe("cleared");
  });

  it("never moves a dispatch back that the server has moved on", () => {
    expect(foreseen(dispatchCard({ status: "on_scene" }), queue(accept(), go("en_route")))).toBe("on_scene");
  });

  it("leaves a withdrawn dispatch withdrawn whatever still waits", () => {
    expect(foreseen(dispatchCard({ status: "withdrawn" }), queue(accept(), go("en_route")))).toBe("withdrawn");
  });

  it("follows the last duty act", () => {
    expect(foreseenDuty(false, queue(start))).toBe(true);
    expect(foreseenDuty(true, queue(end, start, end))).toBe(false);
    expect(foreseenDuty(true, [])).toBe(true);
  });
});

it("keeps an act on 'not now' and gives it up on a real refusal", () => {
  expect(["too_often", "unavailable", "internal", "not_logged_in"].some(isFinal)).toBe(false);
  expect(["illegal_move", "not_found", "no_right", "wrong_field"].every(isFinal)).toBe(true);
});
