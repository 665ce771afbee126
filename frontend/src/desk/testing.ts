/** Cards for tests, each whole, with what a test does not care about filled in. */

import type { ChatCard, DeskAlert, DispatchCard, EntryCard, MediaCard, PlaceCard, ResponderCard, Snapshot } from "../contracts";

export const NOON = "2026-01-01T12:00:00.000Z";

export const alertCard = (parts: Partial<DeskAlert> = {}): DeskAlert => ({
  id: "a", number: "0412", zone: "north", status: "received", version: 1, level: 1, alert_type: "whiteout", verified: true, source: "web",
  language: "zh-Hans", text: "", place: { lat: 43.95, lon: 116.1, accuracy: 18, at: NOON, source: "device" },
  caller: { status: "verified", device: null, name: "Bayar", phone: "138 0000 0412", camp: "North camp", earlier_alerts: 0, household: "", health_note: "", verified_by: "" },
  battery: 41, silent: false, drill: false, pressed_at: NOON, received_at: NOON, acknowledged_at: null, acknowledged_by: null,
  dispatched_at: null, on_scene_at: null, closed_at: null, closed_by: null, cancelled_at: null, disposition: null, note: "",
  duplicate_of: null, escalations: 0, repeats: 0, stars: null, service: false, ...parts,
});

export const dispatchCard = (parts: Partial<DispatchCard> = {}): DispatchCard => ({
  id: "d", alert: "a", responder: 7, status: "offered", version: 1, offered_at: NOON, offered_by: "Saran", respond_by: null,
  accepted_at: null, en_route_at: null, on_scene_at: null, cleared_at: null, ended_at: null, eta_seconds: 1860, distance_m: 22_000,
  decline_reason: "", report: "", reasons: [], ...parts,
});

export const responderCard = (parts: Partial<ResponderCard> = {}): ResponderCard => ({
  id: 7, name: "Bat", kind: "police", status: "available", zone: "north", skills: [], mode: "car", phone: "", lat: 43.9, lon: 116,
  accuracy: 10, position_at: NOON, dispatch: null, ...parts,
});

export const chatCard = (parts: Partial<ChatCard> = {}): ChatCard => ({
  id: "c", alert: "a", key: "k", sender: "herder", name: "Bayar", text: "snow", at: NOON, ...parts,
});

export const mediaCard = (parts: Partial<MediaCard> = {}): MediaCard => ({
  id: "m", alert: "a", kind: "photo", media_type: "image/jpeg", name: "", size: 900, offset: 300, sha256: null, status: "ready", at: NOON, ...parts,
});

export const entryCard = (parts: Partial<EntryCard> = {}): EntryCard => ({
  seq: 1, zone: "north", alert: "a", kind: "acknowledged", at: NOON, by: { role: "system", name: "", id: null }, facts: {}, ...parts,
});

export const placeCard = (parts: Partial<PlaceCard> = {}): PlaceCard => ({
  name: "Well 3", names: { "zh-Hans": "3号井" }, kind: "well", zone: "north", lat: 43.9, lon: 116, ...parts,
});

export const snapshotOf = (parts: Partial<Snapshot> = {}): Snapshot => ({
  type: "snapshot", at: NOON, seq: {}, me: { id: 1, username: "saran", name: "Saran", role: "dispatcher", zone: "north", language: "zh-Hans" },
  alerts: [], dispatches: [], responders: [], zones: [], types: [], places: [], timers: {}, ...parts,
});
