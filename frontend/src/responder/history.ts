/** What this responder did lately: number, kind and end of each task, no text and no place, for a day. */

import type { ResponderDispatch } from "../contracts";
import type { DispatchStatusWord } from "../shared/wire_words";

export interface Past {
  id: string;
  number: string;
  alertType: string | null;
  level: number;
  status: DispatchStatusWord;
  /** RFC 3339. */
  at: string;
}

const KEPT_FOR = 24 * 3_600_000;

export function past(dispatch: ResponderDispatch, now: number): Past {
  const { id, alert, status } = dispatch;
  const at = dispatch.cleared_at ?? new Date(now).toISOString();
  return { id, number: alert.number, alertType: alert.alert_type, level: alert.level, status, at };
}

export function isStale(entry: Past, now: number): boolean {
  return now - Date.parse(entry.at) > KEPT_FOR;
}

/** Newest first; the first knowledge of an end keeps its time. */
export function withPast(entries: readonly Past[], entry: Past): readonly Past[] {
  const held = entries.find((other) => other.id === entry.id);
  const whole = held && held.status === entry.status ? { ...entry, at: held.at } : entry;
  const others = entries.filter((other) => other.id !== entry.id);
  return [whole, ...others].sort((one, other) => (one.at > other.at ? -1 : 1));
}
