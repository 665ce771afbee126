/** The clocks of an alert: what is ticking, since when, and whether it is soon or already overdue. Seconds; `now` in epoch ms. */

import type { DeskAlert, DispatchCard } from "../contracts";

export type Tone = "plain" | "amber" | "red";
export type Timers = Readonly<Record<string, number>>;

/** The field's own figures, for a server that sends none (NENA 15/60 s, NFPA 60/106 s). */
export const FIELD: Timers = {
  unacknowledged_loud: 15, unacknowledged_escalate: 60, undispatched_amber: 60, undispatched_red: 106, offer: 60,
};

export const secondsSince = (moment: string | null | undefined, now: number): number =>
  moment ? Math.max(0, Math.floor((now - Date.parse(moment)) / 1000)) : 0;

export const isComing = (dispatch: DispatchCard): boolean =>
  dispatch.status === "accepted" || dispatch.status === "en_route" || dispatch.status === "on_scene";

export const isOpenDispatch = (dispatch: DispatchCard): boolean => dispatch.status === "offered" || isComing(dispatch);

const tone = (seconds: number, amber: number, red: number): Tone =>
  seconds >= red ? "red" : seconds >= amber ? "amber" : "plain";

/** Nobody has it in hand: 15 s amber, 60 s red. In hand but nobody coming: 60 s and 106 s; while an offer still runs, at
 *  most amber, because the next act is the responder's. Somebody coming, closed, or a service: no deadline of the desk's. */
export function alertTone(alert: DeskAlert, dispatches: readonly DispatchCard[], timers: Timers, now: number): Tone {
  const limit = (name: string): number => timers[name] ?? FIELD[name]!;
  const age = secondsSince(alert.received_at, now);
  if (alert.service) return "plain";
  if (alert.status === "received") return tone(age, limit("unacknowledged_loud"), limit("unacknowledged_escalate"));
  if (alert.status !== "acknowledged") return "plain";
  const full = tone(age, limit("undispatched_amber"), limit("undispatched_red"));
  const waiting = dispatches.some((dispatch) => dispatch.status === "offered" && offerLeft(dispatch, now) > 0);
  return waiting && full === "red" ? "amber" : full;
}

/** Seconds a responder still has to answer; 0 when over; Infinity for an offer without a deadline. */
export function offerLeft(dispatch: DispatchCard, now: number): number {
  if (!dispatch.respond_by) return Infinity;
  return Math.max(0, Math.ceil((Date.parse(dispatch.respond_by) - now) / 1000));
}

/** Minutes until the soonest is there (0: on the scene), null when nobody is coming or none has an estimate. */
export function soonest(dispatches: readonly DispatchCard[], now: number): number | null {
  const minutes = dispatches.filter(isComing).map((dispatch) => minutesLeft(dispatch, now));
  const known = minutes.filter((value): value is number => value !== null);
  return known.length ? Math.min(...known) : null;
}

export function minutesLeft(dispatch: DispatchCard, now: number): number | null {
  if (dispatch.status === "on_scene") return 0;
  if (dispatch.eta_seconds === null) return null;
  const from = Date.parse(dispatch.en_route_at ?? dispatch.accepted_at ?? dispatch.offered_at);
  return Math.max(1, Math.ceil((from + dispatch.eta_seconds * 1000 - now) / 60_000));
}

const two = (value: number): string => String(value).padStart(2, "0");

/** 00:41, 59:59, 1:02:03, 2 d 04 h: tabular and short enough for the queue. */
export function clockFace(seconds: number): string {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (h >= 24) return `${Math.floor(h / 24)} d ${two(h % 24)} h`;
  return h ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}

/** How a position's age is drawn: solid to 2 min, fading to 15 min, then unknown. Milliseconds in. */
export type Freshness = "fresh" | "fading" | "old";
export const freshness = (age: number): Freshness => (age <= 120_000 ? "fresh" : age <= 900_000 ? "fading" : "old");
