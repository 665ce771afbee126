import { describe, expect, it } from "vitest";
import { coming, isCalling, isFresh, isOpen, mayCallAgain, SAME_CALL, step, toKeep, unheard, withCard, withChat, withPress } from "./cards";
import { card, chat, PRESS } from "./cast";

const NOW = Date.parse("2026-01-05T06:05:00.000Z");

describe("cards on the phone", () => {
  it("stay the newest, whichever order they arrive in", () => {
    const late = withCard(withCard([], card({ version: 3, status: "acknowledged" }), NOW), card({ version: 2 }), NOW);
    expect(late).toHaveLength(1);
    expect(late[0].card?.version).toBe(3);
  });

  it("join the press they answer", () => {
    const all = withCard(withPress([], PRESS, NOW), card(), NOW);
    expect(all).toMatchObject([{ press: PRESS, at: NOW, card: { number: "0412" } }]);
  });

  it("keep a line of chat that overtook its card", () => {
    const all = withCard(withChat(withCard([], card(), NOW), chat("early")), card({ version: 2 }), NOW);
    expect(all[0].card?.chats.map((line) => line.id)).toEqual(["early"]);
  });

  it("show no line of chat twice", () => {
    const all = withChat(withCard([], card({ chats: [chat("a")] }), NOW), chat("a"));
    expect(all[0].card?.chats).toHaveLength(1);
  });
});

describe("the button", () => {
  it("has become a card while a call is open, so ten taps are one alert", () => {
    expect(isCalling(withPress([], PRESS, NOW))).toBe(true);
    expect(withPress(withPress([], PRESS, NOW), PRESS, NOW + 1)).toHaveLength(1);
  });

  it("comes back when the call was taken back or closed", () => {
    expect(isCalling(withCard([], card({ cancelled_at: "2026-01-05T06:02:00.000Z" }), NOW))).toBe(false);
    expect(isCalling(withCard([], card({ status: "closed" }), NOW))).toBe(false);
  });

  it("offers a second call only when the last press is a minute old", () => {
    const all = withPress([], PRESS, NOW);
    expect(mayCallAgain(all, NOW + SAME_CALL)).toBe(false);
    expect(mayCallAgain(all, NOW + SAME_CALL + 1)).toBe(true);
  });
});

describe("the steps", () => {
  it("claim nothing that has not happened", () => {
    const bare = { press: PRESS, at: NOW };
    expect([step(bare, false), step(bare, true)]).toEqual([0, 1]);
  });

  it("follow the card", () => {
    const of = (over: object): number => step({ press: PRESS, at: NOW, card: card(over) }, false);
    expect([of({}), of({ status: "acknowledged" }), of({ status: "dispatched" }), of({ status: "on_scene" }), of({ status: "closed" })]).toEqual([2, 3, 4, 5, 6]);
  });

  it("promise nobody who was only asked", () => {
    const asked = { name: "Bat", kind: "police", status: "offered" } as const;
    const near = { name: "Dawa", kind: "civilian", status: "en_route", eta_seconds: 600 } as const;
    const far = { name: "Chen", kind: "party", status: "en_route", eta_seconds: 1800 } as const;
    expect(coming(card({ responders: [asked, far, near] as never })).map((one) => one.name)).toEqual(["Dawa", "Chen"]);
  });
});

describe("over a restart", () => {
  it("keeps every open call and the newest of the others", () => {
    const old = Array.from({ length: 12 }, (_, index) => ({ press: `p${index}`, at: 0, card: card({ key: `p${index}`, status: index === 11 ? "received" : "closed" }) }));
    const kept = toKeep(old);
    expect(kept).toHaveLength(9);
    expect(kept.filter(isOpen).map((known) => known.press)).toEqual(["p11"]);
  });
});

describe("a key", () => {
  it("is the same for taps in two tabs, and a new one when the call is over or a minute old", () => {
    const all = withPress([], PRESS, NOW);
    expect([isFresh([], PRESS, NOW), isFresh(all, PRESS, NOW + 1), isFresh(all, PRESS, NOW + SAME_CALL)]).toEqual([true, true, false]);
    expect(isFresh(withCard(all, card({ status: "closed" }), NOW), PRESS, NOW + 1)).toBe(false);
  });
});

describe("a service", () => {
  it("never stands in the way of the button", () => {
    expect(isCalling(withPress([], PRESS, NOW, "vet"))).toBe(false);
    expect(isCalling(withCard([], card({ alert_type: "medicine" }), NOW))).toBe(false);
  });
  it("that the desk found to be danger is a call", () => {
    expect(isCalling(withCard(withPress([], PRESS, NOW, "medicine"), card({ alert_type: "medical" }), NOW))).toBe(true);
  });
});

it("asks again for open calls the centre did not speak of", () => {
  const all = withCard(withPress([], "unsent", NOW), card(), NOW);
  expect(unheard(all, [])).toEqual([card().id]);
  expect(unheard(all, [card()])).toEqual([]);
});
