import { describe, expect, it } from "vitest";
import { added, addressOf, bared, bodyOf, due, forgotten, frameOf, HTTP_AFTER, isAnswered, isForLater, patience } from "./lanes";
import { ALERT, card, chat, item, PRESS } from "./cast";

const known = (): string => ALERT;
const unknown = (): undefined => undefined;

describe("what goes when", () => {
  it("sends a press over an open socket at once", () => {
    expect(due([item("press")], unknown, 0, true, 0)).toEqual([{ item: item("press"), way: "socket" }]);
  });

  it("holds a press back while there is no socket, then goes by HTTP after ten seconds", () => {
    expect(due([item("press")], unknown, HTTP_AFTER - 1, false, 0)).toEqual([]);
    expect(due([item("press")], unknown, HTTP_AFTER, false, 0)[0].way).toBe("http");
  });

  it("goes by HTTP too when an open socket does not answer", () => {
    const sent = item("press", { sentAt: 5_000, tries: 1 });
    expect(due([sent], unknown, 14_999, true, 0)).toEqual([]);
    expect(due([sent], unknown, 15_000, true, 0)[0].way).toBe("http");
  });

  it("tries the two ways by turns, since either may be blocked", () => {
    const ways = [1, 2, 3].map((tries) => due([item("press", { sentAt: 1, tries })], unknown, 60_000, true, 0)[0].way);
    expect(ways).toEqual(["http", "socket", "http"]);
  });

  it("counts a clock that was set back as time gone by", () => {
    expect(due([item("press", { sentAt: 9e12, tries: 1 })], unknown, 1e12, true, 0)).toHaveLength(1);
  });

  it("keeps what belongs to an alert until the alert has an id", () => {
    expect(due([item("chat"), item("fix")], unknown, 0, true, 0)).toEqual([]);
    expect(due([item("chat")], known, 0, true, 0)).toHaveLength(1);
  });

  it("sends alerts first, then places, words last", () => {
    const mixed = [item("chat"), item("fix"), item("cancel"), item("press")];
    expect(due(mixed, known, 0, true, 0).map((errand) => errand.item.kind)).toEqual(["press", "cancel", "fix", "chat"]);
  });

  it("leaves recordings to their own lane", () => {
    expect(due([item("media")], known, 1e9, true, 0)).toEqual([]);
  });

  it("sends a kind of help by HTTP too", () => {
    expect(due([item("detail")], known, 1e6, false, 0)[0].way).toBe("http");
    expect(bodyOf(item("detail", { body: { alert_type: "medical" } }))).toEqual({ alert_type: "medical" });
  });

  it("waits with full jitter between 5 and 15 seconds after the second try", () => {
    expect([patience(2, 0), patience(9, 0.5), patience(2, 1)]).toEqual([5_000, 10_000, 15_000]);
  });

  it("sends everything unanswered again after a reconnect", () => {
    expect(forgotten([item("press", { sentAt: 7, tries: 3 })])[0].sentAt).toBe(0);
  });
});

describe("what waits", () => {
  it("keeps only the newest place of an alert", () => {
    const items = added([item("fix", { key: "old" })], item("fix", { key: "new" }));
    expect(items.map((each) => each.key)).toEqual(["new"]);
  });

  it("keeps the places of two alerts apart", () => {
    expect(added([item("fix", { key: "a", press: "other" })], item("fix", { key: "b" }))).toHaveLength(2);
  });

  it("keeps every word that was written", () => {
    expect(added([item("chat", { key: "a" })], item("chat", { key: "b" }))).toHaveLength(2);
  });
});

describe("how it looks on the wire", () => {
  it("names the press by its key and nothing else", () => {
    expect(frameOf(item("press", { body: { language: "mn-Mong" } }), undefined)).toEqual({ type: "press", key: PRESS, language: "mn-Mong" });
  });

  it("carries no key where the wire knows none", () => {
    expect(frameOf(item("fix", { body: { fix: 1 } }), ALERT)).toEqual({ type: "fix", alert: ALERT, fix: 1 });
    expect(bodyOf(item("fix", { body: { fix: 1 } }))).toEqual({ fix: 1 });
  });

  it("keeps the same key by HTTP", () => {
    expect(bodyOf(item("press"))).toEqual({ key: PRESS });
    expect(addressOf(item("cancel"), ALERT)).toBe(`/api/alerts/${ALERT}/cancellation`);
  });
});

describe("what counts as the answer", () => {
  it("is any card of the press's own key", () => {
    expect(isAnswered(item("press"), card())).toBe(true);
    expect(isAnswered(item("press"), card({ key: "another" }))).toBe(false);
  });

  it("is for a word the same word in the card", () => {
    expect(isAnswered(item("chat"), card())).toBe(false);
    expect(isAnswered(item("chat"), card({ chats: [chat("1", { key: "key-of-chat" })] }))).toBe(true);
  });

  it("is for taking back that it was taken back, or is closed anyway", () => {
    expect(isAnswered(item("cancel"), card())).toBe(false);
    expect(isAnswered(item("cancel"), card({ cancelled_at: "2026-01-05T06:02:00.000Z" }))).toBe(true);
    expect(isAnswered(item("cancel"), card({ status: "closed" }))).toBe(true);
  });

  it("is for a kind of help that very kind", () => {
    const wish = item("detail", { body: { alert_type: "medical" } });
    expect([isAnswered(wish, card({ alert_type: "other" })), isAnswered(wish, card({ alert_type: "medical" }))]).toEqual([false, true]);
  });
});

describe("a refusal", () => {
  it("strips a press to what cannot be wrong, and in the end to its key", () => {
    const refused = item("press", { tries: 1, sentAt: 9, body: { language: "en", fix: "bad" } });
    expect(bared(refused)).toMatchObject({ body: { language: "en" }, sentAt: 0 });
    expect(bared({ ...refused, tries: 2 }).body).toEqual({});
  });

  it("tells later from never", () => {
    expect(isForLater("unavailable")).toBe(true);
    expect(isForLater("wrong_field")).toBe(false);
  });
});
