import { describe, expect, it, vi } from "vitest";
import { ringFor, spotsOf } from "./comers";
import { codeIn } from "./household";
import { daysOf } from "./month";
import { isThrifty, WEAK } from "./thrift";
import { slotOf } from "./voice";

vi.stubGlobal("document", {});

describe("the calendar", () => {
  it("begins its weeks on Monday and has every day once", () => {
    const weeks = daysOf(2026, 10);
    expect(weeks[0]).toEqual([0, 0, 0, 0, 0, 0, 1]);
    expect(weeks.flat().filter(Boolean)).toEqual(Array.from({ length: 30 }, (_, day) => day + 1));
  });
  it("knows a leap year", () => expect(Math.max(...daysOf(2028, 1).flat())).toBe(29));
});

describe("saving battery", () => {
  it("begins by itself when the cell is weak", () => expect([isThrifty(null, WEAK), isThrifty(null, WEAK + 1)]).toEqual([true, false]));
  it("is the caller's own choice above all", () => expect([isThrifty(false, 1), isThrifty(true, 100)]).toEqual([false, true]));
  it("does not begin where the phone does not tell", () => expect(isThrifty(null, undefined)).toBe(false));
});

describe("who comes, as a drawing", () => {
  const here = { lat: 44, lon: 116 };
  const from = (lat: number, lon: number) => ({ name: "Bat", kind: "police", status: "en_route", lat, lon }) as never;
  it("puts north up and east right", () => {
    const [spot] = spotsOf(here, [from(44.01, 116.01)]);
    expect(spot.north).toBeCloseTo(1113, 0);
    expect(spot.east).toBeCloseTo(801, 0);
  });
  it("leaves out who has told no place", () => expect(spotsOf(here, [{ name: "Bat", kind: "police", status: "en_route" } as never])).toEqual([]));
  it("has the smallest ring that holds them all", () => expect(ringFor(spotsOf(here, [from(44.01, 116), from(44.1, 116)]))).toBe(20_000));
});

describe("an officer's code", () => {
  it("is read from the link", () => expect(codeIn("#verify=a%2Bb")).toBe("a+b"));
  it("is none in any other link", () => expect([codeIn(""), codeIn("#other"), codeIn("#x#verify=1")]).toEqual(["", "", ""]));
});

it("says what is on the screen", () => expect([slotOf(null), slotOf(0), slotOf(2), slotOf(6)]).toEqual(["button", "saving", "received", "closed"]));
