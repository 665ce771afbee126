/** What a responder does, kept until the centre has answered it: order, keys and time survive silence and page death. */

import type { Accept, Advance, Decline, ResponderDispatch, SendChat, ShiftEnd, ShiftStart } from "../contracts";
import type { DispatchStatusWord } from "../shared/wire_words";

type Keyed<T> = T & { key: string };
export type Frame = Accept | Decline | Advance | SendChat | Keyed<ShiftStart> | Keyed<ShiftEnd>;

export interface Act {
  /** Grows with every act of this phone; what was done first is sent first. */
  order: number;
  /** When it was done, by this phone's clock (RFC 3339). */
  at: string;
  frame: Frame;
}

export type Lane = "chat" | "act";

/** Words never wait behind an order, nor an order behind words. */
export function lane(act: Act): Lane {
  return act.frame.type === "chat" ? "chat" : "act";
}

export function inOrder(acts: readonly Act[]): Act[] {
  return [...acts].sort((one, other) => one.order - other.order);
}

/** The oldest act of each lane: only these may be under way, so nothing overtakes. */
export function heads(acts: readonly Act[]): Act[] {
  const first = new Map<Lane, Act>();
  for (const act of inOrder(acts)) if (!first.has(lane(act))) first.set(lane(act), act);
  return [...first.values()];
}

/** The same thing done twice by a cold thumb is one act. Chat lines are never the same. */
export function isRepeated(acts: readonly Act[], frame: Frame): boolean {
  return frame.type !== "chat" && acts.some((act) => signature(act.frame) === signature(frame)) && !flips(acts, frame);
}

function signature(frame: Frame): string {
  if (frame.type === "advance") return `advance ${frame.dispatch} ${frame.to}`;
  if (frame.type === "accept" || frame.type === "decline") return `answer ${frame.dispatch}`;
  return frame.type;
}

/** Off and on again while there is no signal are two acts: only the last waiting one counts as "the same". */
function flips(acts: readonly Act[], frame: Frame): boolean {
  if (frame.type !== "shift.start" && frame.type !== "shift.end") return false;
  const last = inOrder(acts).filter((act) => act.frame.type.startsWith("shift.")).pop();
  return last?.frame.type !== frame.type;
}

/** Codes that say "not now": the act stays and is sent again, after a login too. Every other refusal is final. */
const NOT_NOW: readonly string[] = ["too_often", "unavailable", "internal", "not_logged_in"];

export function isFinal(code: string): boolean {
  return !NOT_NOW.includes(code);
}

/** The state a dispatch will be in when the waiting acts have been taken; what the screen shows. */
export function foreseen(dispatch: Pick<ResponderDispatch, "id" | "status">, acts: readonly Act[]): DispatchStatusWord {
  let status = dispatch.status;
  for (const { frame } of inOrder(acts)) {
    if (!("dispatch" in frame) || frame.dispatch !== dispatch.id) continue;
    if (frame.type === "accept" && status === "offered") status = "accepted";
    if (frame.type === "decline") status = "declined";
    if (frame.type === "advance" && isForward(status, frame.to)) status = frame.to;
  }
  return status;
}

const ROAD: readonly DispatchStatusWord[] = ["accepted", "en_route", "on_scene", "cleared"];

/** A withdrawn dispatch stays withdrawn, whatever still waits here. */
function isForward(from: DispatchStatusWord, to: DispatchStatusWord): boolean {
  return ROAD.includes(from) && ROAD.indexOf(to) > ROAD.indexOf(from);
}

export function foreseenDuty(onDuty: boolean, acts: readonly Act[]): boolean {
  const last = inOrder(acts).filter((act) => act.frame.type.startsWith("shift.")).pop();
  return last ? last.frame.type === "shift.start" : onDuty;
}
