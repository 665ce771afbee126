/** The list of alerts: order, filter, search and counts. Pure; `now` in epoch milliseconds. */

import type { DeskAlert, DispatchCard } from "../contracts";
import { alertTone, type Timers } from "./clocks";

export type Show = "all" | "new" | "in_hand" | "coming" | "services";

export interface Filter {
  readonly show: Show;
  readonly words: string;
  readonly zone: string | null;
}

export const EVERYTHING: Filter = { show: "all", words: "", zone: null };

export interface Queue {
  readonly open: readonly DeskAlert[];
  readonly closed: readonly DeskAlert[];
  /** How many service requests are open, shown or not. */
  readonly services: number;
}

const SHOWN: Record<Show, readonly DeskAlert["status"][]> = {
  all: ["received", "acknowledged", "dispatched", "on_scene", "closed"],
  new: ["received"],
  in_hand: ["acknowledged"],
  coming: ["dispatched", "on_scene"],
  services: ["received", "acknowledged", "dispatched", "on_scene", "closed"],
};

export const isUnacknowledged = (alert: DeskAlert): boolean => alert.status === "received";

/** An emergency that nobody has in hand: what sounds, pulses and counts as new. A service request never does. */
export const isUrgent = (alert: DeskAlert): boolean => isUnacknowledged(alert) && !alert.service;

/** Emergencies before services; of each the unacknowledged first, then the most dangerous, then callers who are known, then
 *  the oldest. The id makes the order total. */
export function beforeInQueue(a: DeskAlert, b: DeskAlert): number {
  return Number(a.service) - Number(b.service) || Number(isUnacknowledged(b)) - Number(isUnacknowledged(a)) || a.level - b.level ||
    Number(b.verified) - Number(a.verified) || Date.parse(a.received_at) - Date.parse(b.received_at) || (a.id < b.id ? -1 : 1);
}

/** Services have a list of their own, in which an emergency that nobody has in hand still stands above them; whoever searches
 *  looks through both. */
function isListed(alert: DeskAlert, { show, words }: Filter): boolean {
  const own = show === "services" ? alert.service || isUrgent(alert) : !alert.service || words.trim() !== "";
  return own && SHOWN[show].includes(alert.status);
}

/** Digits only count as digits of a phone number, so "138 0000" finds 1380000…; empty words find everything. */
export function matches(alert: DeskAlert, words: string, typeName: (code: string | null) => string): boolean {
  const wanted = words.trim().toLowerCase();
  if (!wanted) return true;
  const texts = [alert.number, alert.text, alert.note, alert.caller.name, alert.caller.camp, alert.caller.household, alert.alert_type ?? "", typeName(alert.alert_type)];
  if (texts.some((text) => text.toLowerCase().includes(wanted))) return true;
  const digits = wanted.replace(/[\s+()-]/g, "");
  return /^\d{3,}$/.test(digits) && alert.caller.phone.replace(/\D/g, "").includes(digits);
}

interface Sources {
  readonly alerts: Iterable<DeskAlert>;
  readonly typeName: (code: string | null) => string;
  readonly now: number;
}

export function queueOf(filter: Filter, { alerts, typeName, now }: Sources): Queue {
  const today = new Date(now).setHours(0, 0, 0, 0);
  const inZone = [...alerts].filter((alert) => filter.zone === null || alert.zone === filter.zone);
  const seen = inZone.filter((alert) => isListed(alert, filter) && matches(alert, filter.words, typeName));
  const closedAt = (alert: DeskAlert) => Date.parse(alert.closed_at ?? alert.received_at);
  return {
    open: seen.filter((alert) => alert.status !== "closed").sort(beforeInQueue),
    closed: seen.filter((alert) => alert.status === "closed" && closedAt(alert) >= today).sort((a, b) => closedAt(b) - closedAt(a)),
    services: inZone.filter((alert) => alert.service && alert.status !== "closed").length,
  };
}

export interface Counts {
  readonly fresh: number;
  readonly open: number;
  readonly overdue: number;
}

/** Of emergencies: services have no deadline of the desk's and are counted on their own. */
export function countsOf(
  alerts: Iterable<DeskAlert>, byAlert: ReadonlyMap<string, readonly DispatchCard[]>, timers: Timers, now: number,
): Counts {
  const open = [...alerts].filter((alert) => alert.status !== "closed" && !alert.service);
  return {
    fresh: open.filter(isUrgent).length,
    open: open.length,
    overdue: open.filter((alert) => alertTone(alert, byAlert.get(alert.id) ?? [], timers, now) === "red").length,
  };
}

/** Dispatches of each alert, newest offer last. */
export function dispatchesByAlert(dispatches: Iterable<DispatchCard>): Map<string, DispatchCard[]> {
  const groups = new Map<string, DispatchCard[]>();
  for (const dispatch of dispatches) {
    const group = groups.get(dispatch.alert);
    if (group) group.push(dispatch);
    else groups.set(dispatch.alert, [dispatch]);
  }
  groups.forEach((group) => group.sort((a, b) => a.offered_at.localeCompare(b.offered_at)));
  return groups;
}

/** Where j and k lead from the open alert: stays at the ends, starts at the top. */
export function step(rows: readonly DeskAlert[], selected: string | null, by: 1 | -1): string | null {
  if (!rows.length) return null;
  const at = rows.findIndex((alert) => alert.id === selected);
  if (at < 0) return rows[0]!.id;
  return rows[Math.min(rows.length - 1, Math.max(0, at + by))]!.id;
}
