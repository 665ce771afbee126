/** For the tests: whole cards with ordinary values, and the edges (clock, shelf, geolocation) in memory. */

import type { ChatCard, ResponderDispatch } from "../contracts";

export const OFFERED_AT = "2026-01-10T06:00:00.000Z";
export const RESPOND_BY = "2026-01-10T06:01:00.000Z";

export function dispatchCard(over: Partial<ResponderDispatch> = {}): ResponderDispatch {
  return {
    id: "d1",
    alert: {
      id: "a1",
      number: "0412",
      status: "acknowledged",
      level: 1,
      alert_type: "whiteout",
      place: { lat: 43.95, lon: 116.1, accuracy: 18, at: OFFERED_AT, source: "device" },
      text: "",
      language: "mn-Mong",
      drill: false,
      caller_name: "Oyuna",
      caller_phone: "+86 139 0000 0000",
    },
    responder: 7,
    status: "offered",
    version: 1,
    offered_at: OFFERED_AT,
    respond_by: RESPOND_BY,
    accepted_at: null,
    en_route_at: null,
    on_scene_at: null,
    cleared_at: null,
    eta_seconds: 1860,
    distance_m: 22_000,
    obliged: false,
    reasons: [],
    chats: [],
    media: [],
    ...over,
  };
}

export function chatCard(over: Partial<ChatCard> = {}): ChatCard {
  return { id: "c1", alert: "a1", key: "k1", sender: "herder", name: "Oyuna", text: "By the well", at: OFFERED_AT, ...over };
}

/** A clock that only moves when told. */
export class Clock {
  constructor(public now = 0) {}
  readonly ticks = (): number => this.now;
  pass(milliseconds: number): void {
    this.now += milliseconds;
  }
}
