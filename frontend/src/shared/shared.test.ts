import { afterEach, describe, expect, it, vi } from "vitest";
import { call, Refusal } from "./api";
import { setWords, t } from "./i18n";
import { keyBytes, makeKey, toHex } from "./keys";
import { decodePositions } from "./position_frames";
import { arrival, distance, duration, ServerClock, ticking } from "./time";
import { isNewer, merged } from "./versions";
import { entrySentence, reasonWord } from "./words";

afterEach(() => {
  setWords("en", {});
  vi.unstubAllGlobals();
});

describe("words", () => {
  it("come from the catalogue, else they are the English text itself", () => {
    setWords("zh-Hans", { Help: "求助" });
    expect([t("Help"), t("Send")]).toEqual(["求助", "Send"]);
  });
  it("have their holes filled, and keep a hole nobody fills", () => {
    expect(t("{who} accepted {what}", { who: "Bat" })).toBe("Bat accepted {what}");
  });
  it("say why somebody is proposed", () => {
    expect(reasonWord("fresh_position", 40)).toBe("position 40 seconds old");
    expect(reasonWord("way", "horse")).toBe("goes by: Horse");
    expect(reasonWord("a_later_reason")).toBe("a_later_reason");
  });
  it("make a sentence of an entry, also of one they do not know yet", () => {
    expect(entrySentence("accepted", "Bat")).toBe("Bat accepted");
    expect(entrySentence("flew", "Bat")).toBe("Bat: flew");
  });
});

describe("times and lengths", () => {
  it("tick in minutes, in hours from an hour on, and never below zero", () => {
    expect([ticking(41), ticking(161), ticking(3_725), ticking(-5)]).toEqual(["00:41", "02:41", "1:02:05", "00:00"]);
  });
  it("read in the largest unit that still says something", () => {
    expect([duration(40), duration(400), duration(7_200), duration(200_000)]).toEqual(["40 seconds", "7 minutes", "2 hours", "2 days"]);
    expect([arrival(5), distance(804), distance(3_400), distance(22_400)]).toEqual(["1 minutes", "800 m", "3.4 km", "22 km"]);
  });
  it("follow the server's clock when the machine's own is wrong", () => {
    let own = 1_000;
    const clock = new ServerClock(() => own);
    clock.heard("2026-01-05T06:00:00.000Z");
    own += 5_000;
    expect(clock.age("2026-01-05T06:00:00.000Z")).toBe(5);
  });
});

describe("keys", () => {
  it("are version 4 UUIDs, without the browser's newer ways", () => {
    expect(makeKey((bytes) => bytes.fill(255))).toBe("ffffffff-ffff-4fff-bfff-ffffffffffff");
  });
  it("travel as sixteen bytes", () => {
    const key = makeKey();
    expect(toHex(keyBytes(key))).toBe(key.replace(/-/g, ""));
  });
});

describe("a frame of positions", () => {
  function frame(rows: [number, number, number][], version = 1): ArrayBuffer {
    const view = new DataView(new ArrayBuffer(16 + rows.length * 12));
    view.setUint8(0, version);
    view.setUint8(1, 1);
    view.setUint32(4, rows.length, true);
    view.setFloat64(8, 1_767_592_800.5, true);
    rows.forEach(([id, lat, lon], row) => {
      view.setUint32(16 + row * 12, id, true);
      view.setInt32(20 + row * 12, lat * 1e7, true);
      view.setInt32(24 + row * 12, lon * 1e7, true);
    });
    return view.buffer;
  }
  it("gives ids, places and when they were heard", () => {
    const read = decodePositions(frame([[7, 43.95, 116.1], [9, -1.5, -2.5]]));
    expect(read?.at).toBe(1_767_592_800_500);
    expect([...(read?.ids || [])]).toEqual([7, 9]);
    expect(read?.lats[0]).toBeCloseTo(43.95, 7);
    expect(read?.lons[1]).toBe(-2.5);
  });
  it("is left alone when it is cut or of another version", () => {
    expect(decodePositions(frame([[7, 1, 1]]).slice(0, 20))).toBeNull();
    expect(decodePositions(frame([], 2))).toBeNull();
    expect(decodePositions(new ArrayBuffer(3))).toBeNull();
  });
});

describe("versions", () => {
  it("let only the newer card in, and change nothing otherwise", () => {
    const held = new Map([["a", { id: "a", version: 2 }]]);
    expect(merged(held, { id: "a", version: 1 })).toBe(held);
    expect(merged(held, { id: "a", version: 3 }).get("a")?.version).toBe(3);
    expect(isNewer(undefined, { id: "a", version: 0 })).toBe(true);
  });
});

describe("a call to the server", () => {
  const answers = (answer: Response | Error): void => {
    vi.stubGlobal("document", { cookie: "x=1; csrftoken=abc" });
    vi.stubGlobal("fetch", vi.fn(() => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer))));
  };
  const headers = (): Record<string, string> => vi.mocked(fetch).mock.calls[0][1]?.headers as Record<string, string>;

  it("carries the session's token when it changes something", async () => {
    answers(new Response('{"id":1}', { status: 201 }));
    expect(await call("POST", "/api/x", {})).toEqual({ id: 1 });
    expect(headers()["X-CSRFToken"]).toBe("abc");
  });
  it("carries the device's credential instead when there is one", async () => {
    answers(new Response(null, { status: 204 }));
    expect(await call("POST", "/api/x", {}, { authorization: "Device k:s" })).toBeNull();
    expect(headers()).toMatchObject({ Authorization: "Device k:s" });
    expect(headers()).not.toHaveProperty("X-CSRFToken");
  });
  it("throws the refusal with its code", async () => {
    answers(new Response('{"code":"illegal_move","detail":"too late","errors":{}}', { status: 409 }));
    await expect(call("POST", "/api/x")).rejects.toMatchObject({ status: 409, code: "illegal_move", message: "too late" });
  });
  it("makes a refusal of a proxy's page too", async () => {
    answers(new Response("<html>", { status: 502, statusText: "Bad Gateway" }));
    await expect(call("GET", "/api/x")).rejects.toMatchObject({ status: 502, code: "refused" });
  });
  it("says no_answer when the network is gone", async () => {
    answers(new TypeError("failed"));
    await expect(call("GET", "/api/x")).rejects.toBeInstanceOf(Refusal);
    await expect(call("GET", "/api/x")).rejects.toMatchObject({ status: 0, code: "no_answer" });
  });
});
