import { describe, expect, it } from "vitest";
import { EMPTY, fromSnapshot, merge, withChat, withoutEnding } from "./deck";
import { chatCard, dispatchCard } from "./fakes";
import { screenFor, tasksInHand } from "./screen";

const offered = merge(EMPTY, dispatchCard());

describe("cards", () => {
  it("ignores a card older than the one held", () => {
    const moved = merge(offered, dispatchCard({ status: "accepted", version: 3 }));
    expect(merge(moved, dispatchCard({ version: 2 }))).toBe(moved);
  });

  it("ends in the same state by messages as by a fresh snapshot", () => {
    const card = dispatchCard({ status: "accepted", version: 2, chats: [chatCard()] });
    const messages = withChat(merge(offered, dispatchCard({ status: "accepted", version: 2 })), chatCard());
    expect(messages.dispatches).toEqual(fromSnapshot(EMPTY, [card], []).dispatches);
  });

  it("shows a chat line once however often it comes", () => {
    const twice = withChat(withChat(offered, chatCard()), chatCard());
    expect(twice.dispatches[0].chats).toHaveLength(1);
  });

  it("sorts chat lines by their time", () => {
    const late = withChat(offered, chatCard({ id: "c2", at: "2026-01-10T06:09:00.000Z" }));
    expect(withChat(late, chatCard()).dispatches[0].chats.map((chat) => chat.id)).toEqual(["c1", "c2"]);
  });
});

describe("endings", () => {
  it("tells a withdrawal and an offer that ran out, once, until it was read", () => {
    const ended = merge(offered, dispatchCard({ status: "withdrawn", version: 2 }));
    expect(ended.endings.map((ending) => ending.by)).toEqual(["withdrawn"]);
    const again = merge(ended, dispatchCard({ status: "withdrawn", version: 2 }));
    expect(again.endings).toHaveLength(1);
    expect(withoutEnding(again, "d1").endings).toEqual([]);
    expect(merge(offered, dispatchCard({ status: "expired", version: 2 })).endings[0].by).toBe("expired");
  });

  it("says nothing about what the responder ended", () => {
    expect(merge(offered, dispatchCard({ status: "declined", version: 2 })).endings).toEqual([]);
    expect(merge(offered, dispatchCard({ status: "cleared", version: 2 })).endings).toEqual([]);
  });

  it("says nothing about what had ended before this page knew it", () => {
    expect(fromSnapshot(EMPTY, [dispatchCard({ status: "withdrawn" })], []).endings).toEqual([]);
  });

  it("tells that a live dispatch is missing from the snapshot after a silence", () => {
    const after = fromSnapshot(offered, [], []);
    expect(after.dispatches).toEqual([]);
    expect(after.endings.map((ending) => ending.by)).toEqual(["gone"]);
  });
});

it("does not call a task lost whose own last step waits for its answer", () => {
  const frame = { type: "advance" as const, key: "k", dispatch: "d1", to: "cleared" as const, report: "" };
  const there = merge(EMPTY, dispatchCard({ status: "on_scene" }));
  expect(fromSnapshot(there, [], [{ order: 1, at: "", frame }]).endings).toEqual([]);
});

describe("the one card", () => {
  const going = dispatchCard({ id: "d2", status: "en_route", version: 3 });

  it("is the duty card when there is nothing", () => {
    expect(screenFor(EMPTY, [], null).kind).toBe("duty");
  });

  it("is the offer even while another task is in hand", () => {
    const screen = screenFor(merge(offered, going), [], "d2");
    expect(screen).toMatchObject({ kind: "offer", offer: { id: "d1" }, others: 0 });
  });

  it("is what ended before the work that goes on", () => {
    const ended = merge(merge(offered, going), dispatchCard({ status: "withdrawn", version: 2 }));
    expect(screenFor(ended, [], null).kind).toBe("ending");
  });

  it("is the chosen task among several, the gravest when none was chosen", () => {
    const lesser = dispatchCard({ id: "d3", status: "accepted" });
    const both = merge(merge(EMPTY, { ...lesser, alert: { ...lesser.alert, level: 3 } }), going);
    expect(tasksInHand(both, []).map((task) => task.id)).toEqual(["d2", "d3"]);
    expect(screenFor(both, [], null)).toMatchObject({ task: { id: "d2" } });
    expect(screenFor(both, [], "d3")).toMatchObject({ task: { id: "d3" } });
  });

  it("moves on at once when an answer waits to be sent", () => {
    const waiting = [{ order: 1, at: "", frame: { type: "decline" as const, key: "k", dispatch: "d1", reason: "busy" } }];
    expect(screenFor(offered, waiting, null).kind).toBe("duty");
  });
});
