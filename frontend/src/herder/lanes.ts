/**
 * The outbox's rules, without a browser: what waits, in which order it goes, by which way, and what counts as its answer.
 * Times are milliseconds since 1970 by the phone; only their differences matter.
 */

import type { ChatCard, FromPhone, HerderAlert } from "../contracts";

export type Kind = "press" | "cancel" | "fix" | "detail" | "chat" | "rate" | "media";

export interface Item {
  /** Made once; the server knows a repetition by it. */
  key: string;
  kind: Kind;
  /** Key of the press it belongs to: the alert's id is not known before the first answer. */
  press: string;
  body: Record<string, unknown>;
  at: number;
  /** 0 = not sent on this connection. */
  sentAt: number;
  tries: number;
  blob?: Blob;
  /** Value of `Authorization`, and the alert's id once it is known: all the service worker has to go by. */
  by?: string;
  alert?: string;
  /** The service worker has sent it; the page has not heard the answer yet. */
  sent?: boolean;
}

/** The press alone goes by HTTP too after this long without an answer, and so do all that have an address there. */
export const HTTP_AFTER = 10_000;
/** From here on SMS and a call are put first. */
export const SMS_AFTER = 30_000;

const ORDER: readonly Kind[] = ["press", "cancel", "fix", "detail", "chat", "rate"];
const ADDRESSES: Readonly<Partial<Record<Kind, string>>> = { cancel: "cancellation", fix: "fixes", detail: "details", chat: "chat", rate: "rating" };

/** A newer place or kind of help replaces the one still waiting: only the last matters. */
export function added(items: readonly Item[], item: Item): Item[] {
  const single = item.kind === "fix" || item.kind === "detail";
  return items.filter((old) => old.key !== item.key && !(single && old.kind === item.kind && old.press === item.press)).concat(item);
}

/** How long to wait for an answer before going again; full jitter after the second try. */
export function patience(tries: number, chance: number): number {
  return tries < 2 ? HTTP_AFTER : 5_000 + chance * 10_000;
}

export interface Errand {
  item: Item;
  way: "socket" | "http";
}

/** What to send now, in order. `alerts` gives the alert id for a press key; what belongs to an alert without one yet must wait. */
export function due(items: readonly Item[], alerts: (press: string) => string | undefined, now: number, open: boolean, chance: number): Errand[] {
  const errands: Errand[] = [];
  for (const kind of ORDER) {
    for (const item of items) {
      if (item.kind !== kind || (kind !== "press" && !alerts(item.press))) continue;
      if (open && !item.sentAt) errands.push({ item, way: "socket" });
      // a phone's clock may be set back: a wait that seems to lie ahead counts as over
      else if (Math.abs(now - (item.sentAt || item.at)) >= patience(item.tries, chance)) errands.push({ item, way: nextWay(item, open) });
    }
  }
  return errands.filter((errand) => open || errand.way === "http");
}

/** The two ways by turns: a proxy may swallow either. */
function nextWay(item: Item, open: boolean): "socket" | "http" {
  return addressOf(item, "") && (!open || item.tries % 2) ? "http" : "socket";
}

/** Where the item goes by HTTP; empty when it only knows the socket. */
export function addressOf(item: Item, alert: string): string {
  const last = ADDRESSES[item.kind];
  return item.kind === "press" ? "/api/presses" : last ? `/api/alerts/${alert}/${last}` : "";
}

/** The frame for the socket; `detail` and `fix` carry no key on the wire. */
export function frameOf(item: Item, alert: string | undefined): FromPhone {
  const keyed = item.kind === "detail" || item.kind === "fix" ? {} : { key: item.key };
  return { type: item.kind, ...keyed, ...(item.kind === "press" ? {} : { alert }), ...item.body } as unknown as FromPhone;
}

/** The body for HTTP: the same, without type and alert. */
export function bodyOf(item: Item): Record<string, unknown> {
  return item.kind === "fix" || item.kind === "detail" ? item.body : { key: item.key, ...item.body };
}

/** Does this card show that the item arrived? A fix is its own answer: the next one comes anyway. */
export function isAnswered(item: Item, card: HerderAlert): boolean {
  if (item.press !== card.key) return false;
  if (item.kind === "press") return true;
  if (item.kind === "cancel") return card.cancelled_at !== null || card.status === "closed";
  if (item.kind === "detail") return card.alert_type === item.body.alert_type;
  if (item.kind === "rate") return card.stars === item.body.stars;
  return item.kind === "chat" && card.chats.some((chat: ChatCard) => chat.key === item.key);
}

/** After a reconnect everything unanswered goes again. */
export function forgotten(items: readonly Item[]): Item[] {
  return items.map((item) => ({ ...item, sentAt: 0 }));
}

/** A press that was refused for a bad field goes again with nothing but its key: help does not depend on the rest. */
export function bared(item: Item): Item {
  const { language } = item.body;
  return { ...item, body: language && item.tries < 2 ? { language } : {}, sentAt: 0 };
}

/** Refusals that say "later", not "never"; `refused` is one without a code, from a proxy on the way. */
export function isForLater(code: string): boolean {
  return ["too_often", "unavailable", "internal", "no_answer", "refused"].indexOf(code) >= 0;
}
